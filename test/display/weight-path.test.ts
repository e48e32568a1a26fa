import { tensor } from "gradbook";
import { expect, test } from "vitest";
import { weightPath } from "../../src/display/weight-path.js";

const path = [
  { lambda: 1, weights: tensor([0.3, 0]) },
  { lambda: 0, weights: tensor([3, 4]) },
  { lambda: 0.1, weights: tensor([1, 1]) },
];

test("λ is in order, 0 to the left of the smallest other", () => {
  const { data, layout } = weightPath(path);
  expect(data).toMatchObject([{ x: [-2, -1, 0], y: [3, 1, 0.3] }, { y: [4, 1, 0] }, { name: "‖W‖ of all" }]);
  expect(layout).toMatchObject({ xaxis: { ticktext: ["0", "0.1", "1"] } });
});

test("the summary has the norm and the zeros at both ends", () => {
  expect(weightPath(path).summary).toBe(
    "How 2 weights change with λ.\n" +
      "At λ = 0: norm 5, 0 % below 0.001.\n" +
      "At λ = 1: norm 0.3, 50.0 % below 0.001.",
  );
});

test("a path of one point, a negative λ and networks that differ are errors that say what to do", () => {
  expect(() => weightPath(path.slice(1, 2))).toThrow(/is no path[\s\S]*help/);
  expect(() => weightPath([...path, { lambda: -1, weights: tensor([1, 2]) }])).toThrow(/is no path/);
  expect(() => weightPath([...path, { lambda: 2, weights: tensor([1]) }])).toThrow(/has 1 weights/);
});
