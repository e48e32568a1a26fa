import { exponentialDecay, inverseTimeDecay } from "gradbook";
import { expect, test } from "vitest";
import { schedulePlot } from "../../src/display/schedule-plot.js";

test("the lectures' rates: 0.2 decayed with rate 1 is 0.2, 0.1, 0.067, 0.05", () => {
  const figure = schedulePlot({ "1/(1 + t)": inverseTimeDecay(1) }, { learningRate: 0.2, epochs: 4 });
  expect(figure.data).toMatchObject([{ x: [0, 1, 2, 3], y: [0.2, 0.1, 0.0666667, 0.05] }]);
  expect(figure.summary).toBe(
    "Learning rate of 4 epochs from α₀ = 0.2.\n- 1/(1 + t): 0.2, 0.1, 0.0667 and 0.05.",
  );
});

test("a rate holds for its epoch: the line goes in steps", () => {
  expect(schedulePlot({ a: exponentialDecay() }).data).toMatchObject([{ line: { shape: "hv" } }]);
});

test("no schedules and no epochs are errors that say what to do", () => {
  expect(() => schedulePlot({})).toThrow(/nothing to show/);
  expect(() => schedulePlot({ a: exponentialDecay() }, { epochs: 0 })).toThrow(/0 epochs[\s\S]*help/);
});
