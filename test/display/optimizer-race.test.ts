import { sgd } from "gradbook";
import { expect, test } from "vitest";
import { optimizerRace } from "../../src/display/optimizer-race.js";

const bowl = {
  cost: (w: Parameters<Parameters<typeof optimizerRace>[1]["cost"]>[0]) => w.square().sum(),
  start: [1, -2],
  steps: 2,
  x: [-3, 3],
  y: [-3, 3],
} as const;

test("gradient descent on x² + y² at rate ¼ halves the point at each step", () => {
  const { data } = optimizerRace({ GD: sgd({ learningRate: 0.25 }) }, bowl);
  expect(data[1]).toMatchObject({ x: [1, 0.5, 0.25], y: [-2, -1, -0.5] });
});

test("a rate that is too large runs away, and the picture is still there", () => {
  const { summary } = optimizerRace({ GD: sgd({ learningRate: 1e200 }) }, { ...bowl, steps: 50 });
  expect(summary).toContain("- GD: from (1, −2)");
});

test("no rules are an error that says what to do", () => {
  expect(() => optimizerRace({}, bowl)).toThrow(/nothing to show[\s\S]*help/);
});
