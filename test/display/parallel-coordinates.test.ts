import { expect, test } from "vitest";
import { parallelCoordinates } from "../../src/display/parallel-coordinates.js";

const trials = [
  { rate: 0.01, units: 5, accuracy: 0.8 },
  { rate: 1, units: 10, accuracy: 0.9 },
];

test("each trial is a line over the axes, the best one drawn last", () => {
  const { data } = parallelCoordinates(trials, "accuracy", { log: ["rate"] });
  expect(data).toMatchObject([
    { x: [0, 1, 2, null], y: [0, 0, 0, null] },
    { x: [0, 1, 2, null], y: [1, 1, 1, null] },
  ]);
});

test("the summary has the range of the score and the best settings", () => {
  expect(parallelCoordinates(trials, "accuracy").summary).toBe(
    "2 trials of rate, units; accuracy from 0.8 to 0.9.\nBest: rate 1, units 10.",
  );
});

test("one trial, and a quantity that never changes, are drawn in the middle", () => {
  const { data } = parallelCoordinates([trials[0]], "accuracy");
  expect(data).toMatchObject([{ y: [0.5, 0.5, 0.5, null] }]);
});

test("thousands of trials stay within 200 kB: the best ones", () => {
  const many = Array.from({ length: 5000 }, (_, i) => ({
    a: Math.sin(i),
    b: Math.cos(i),
    c: i,
    d: -i,
    score: Math.sin(3 * i),
  }));
  const figure = parallelCoordinates(many, "score");
  expect(JSON.stringify(figure).length).toBeLessThanOrEqual(200_000);
  expect(figure.summary).toMatch(/The best \d+ are drawn\./);
});

test("no trials, and a trial without the score, are errors that say what to do", () => {
  expect(() => parallelCoordinates([], "accuracy")).toThrow(/no trials[\s\S]*help/);
  expect(() => parallelCoordinates(trials, "speed")).toThrow(/no number "speed"[\s\S]*help/);
});
