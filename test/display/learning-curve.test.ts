import { expect, test } from "vitest";
import { learningCurve } from "../../src/display/learning-curve.js";

const points = [
  { x: 500, train: 0.05, dev: 0.1 },
  { x: 50, train: 0.01, dev: 0.2 },
];

test("train and dev error are in the order of x, with the Bayes error below them", () => {
  expect(learningCurve(points, { bayes: 0.04 }).data).toMatchObject([
    { name: "train error", x: [50, 500], y: [0.01, 0.05] },
    { name: "dev error", x: [50, 500], y: [0.2, 0.1] },
    { name: "Bayes error", x: [50, 500], y: [0.04, 0.04] },
  ]);
});

test("the summary has both ends, their gap, and the lowest dev error", () => {
  expect(learningCurve(points, { x: "m", bayes: 0.04 }).summary).toBe(
    [
      "Train and dev error against m.",
      "- at 50 train 1.0 %, dev 20.0 %, 19 points apart",
      "- at 500 train 5.0 %, dev 10.0 %, 5 points apart",
      "The dev error is lowest at 500: 10.0 %.",
      "Bayes error: 4.0 %.",
    ].join("\n"),
  );
});

test("a wide range of sizes is on a logarithmic axis", () => {
  expect(learningCurve(points).layout).toMatchObject({ xaxis: { type: "linear" } });
  expect(learningCurve([...points, { x: 5000, train: 0.06, dev: 0.07 }]).layout).toMatchObject({
    xaxis: { type: "log" },
  });
});

test("no points, or a size that is no number, are errors that say what to do", () => {
  expect(() => learningCurve([])).toThrow(/no points[\s\S]*help/);
  expect(() => learningCurve([{ x: Number.NaN, train: 0, dev: 0 }])).toThrow(/no finite number/);
});
