import { mlp, tensor } from "gradbook";
import { expect, test } from "vitest";
import { weightHistogram } from "../../src/display/weight-histogram.js";

test("a model's weights are counted without its biases", () => {
  expect(weightHistogram({ net: mlp([2, 20, 3, 1]) }).summary).toContain("net: 103 weights from");
});

test("the norm and the share of zeros are said", () => {
  expect(weightHistogram({ L1: tensor([3, 4, 0, 0.0005]) }).summary).toBe(
    "Histograms of the weights, biases left out.\n" +
      "- L1: 4 weights from 0 to 4, norm 5, 50.0 % below 0.001.",
  );
});

test("all models are on the same bins, around 0", () => {
  const { data } = weightHistogram({ a: tensor([-1, 1]), b: tensor([4]) });
  expect(data).toMatchObject([
    { x0: -3.93443, dx: 0.131148 },
    { x0: -3.93443, dx: 0.131148 },
  ]);
});

test("weights that ran away are told", () => {
  expect(weightHistogram({ a: tensor([1, Number.NaN]) }).summary).toContain("1 not finite");
});

test("no weights are an error that says what to do", () => {
  expect(() => weightHistogram({})).toThrow(/nothing to show/);
  expect(() => weightHistogram({ a: [] })).toThrow(/"a" has no weights[\s\S]*help/);
});
