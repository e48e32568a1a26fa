import { expect, test } from "vitest";
import { binaryCrossEntropy } from "../../src/nn/losses.js";
import { tensor } from "../../src/tensor/create.js";
import { ShapeError } from "../../src/tensor/errors.js";

/** z with σ(z) = a. */
const logit = (a: number): number => Math.log(a / (1 - a));

test("is the exercise's cross-entropy, 1.6025016047573224", () => {
  const A = [0.40682402, 0.01629284, 0.16722898, 0.10118111, 0.40682402];
  const logits = tensor(A.map((a) => [logit(a)]));
  const labels = tensor([[1], [1], [0], [1], [0]]);
  expect(binaryCrossEntropy(logits, labels).item()).toBeCloseTo(1.6025016047573224, 13);
});

test("stays finite for logits of ±1000, where ln(1 − σ(z)) would not", () => {
  const cost = binaryCrossEntropy(tensor([[1000], [-1000]]), tensor([[0], [1]]));
  expect(cost.item()).toBe(1000);
});

test("has the gradient (σ(z) − y) / m", () => {
  const logits = tensor([[0.5], [-2]], { requiresGrad: true });
  binaryCrossEntropy(logits, tensor([[1], [0]])).backward();
  const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
  expect(logits.grad?.at(0, 0)).toBeCloseTo((sigmoid(0.5) - 1) / 2, 15);
  expect(logits.grad?.at(1, 0)).toBeCloseTo(sigmoid(-2) / 2, 15);
});

test("names both shapes when they differ", () => {
  const call = (): unknown => binaryCrossEntropy(tensor([[1], [2]]), tensor([1, 2]));
  expect(call).toThrow(ShapeError);
  expect(call).toThrow(/logits \(2, 1\) and labels \(2\)/);
});
