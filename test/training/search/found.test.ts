import { expect, test } from "vitest";
import { Search, type SearchTrial } from "../../../src/training/search/found.js";
import { choices, logUniform } from "../../../src/training/search/scales.js";

const space = { rate: logUniform(1e-4, 1), activation: choices("relu", "tanh") };
type Trial = SearchTrial<typeof space>;
const trial = (number: number, rate: number, activation: "relu" | "tanh", score: number): Trial => ({
  number,
  params: { rate, activation },
  score,
  also: {},
});
const trials = [
  trial(0, 0.1, "tanh", 0.8),
  trial(1, 1, "relu", Number.NaN),
  trial(2, 0.01, "relu", 0.9),
  trial(3, 0.05, "relu", 0.8),
];
const found = new Search(space, trials, { scoreName: "dev accuracy", fingerprint: "f" });

test("the best trial is first, equals are in their order, what diverged is last", () => {
  expect(found.trials.map(({ number }) => number)).toEqual([2, 0, 3, 1]);
  expect(found.best.params.rate).toBe(0.01);
});

test("the figures get numbers: a choice by its place", () => {
  expect(found.points("rate", "activation")[1]).toEqual({ x: 0.1, y: 1, score: 0.8 });
  expect(found.records()[0]).toEqual({ rate: 0.01, activation: 0, "dev accuracy": 0.9 });
  expect(found.logarithmic).toEqual(["rate"]);
});

test("the finer space lies around the best, and knows no trial that diverged", () => {
  expect(found.focus(1)).toEqual({
    rate: { scale: "log", low: expect.closeTo(10 ** -2.4, 9), high: expect.closeTo(10 ** -1.6, 9) },
    activation: choices("relu"),
  });
  expect(found.focus(10).rate.high).toBeCloseTo(10 ** -0.6, 9);
});

test("where everything diverged there is nothing to focus on", () => {
  const none = new Search(space, [trials[1]], { scoreName: "s", fingerprint: "f" });
  expect(() => none.focus()).toThrow(/smaller learning rates/);
});

test("JSON has the trials in order, and null for what diverged", () => {
  const data = JSON.parse(JSON.stringify(found));
  expect(data.trials.map((t: Trial) => [t.number, t.score])).toEqual([[0, 0.8], [1, null], [2, 0.9], [3, 0.8]]); // biome-ignore format: one line
  expect(data.space).toEqual(space);
});
