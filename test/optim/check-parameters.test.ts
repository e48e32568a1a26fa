import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import {
  adam,
  arange,
  GradientError,
  Optimizer,
  sgd,
  type Tensor,
  tensor,
  ValueError,
} from "../../src/index.js";

const train = (...parameters: Tensor[]): Optimizer => new Optimizer(sgd({ learningRate: 1 }), parameters);

/** A leaf on the numbers of a view. */
function watched(view: Tensor): Tensor {
  view.requiresGrad = true;
  return view;
}

describe("an optimizer refuses", () => {
  const whole = arange(6).reshape(2, 3);
  test.each([
    ["a transposed matrix", whole.T],
    ["a column", whole.slice(1, 2, 1)],
    ["every second number", arange(6).slice(0, 6, 0, 2)],
    ["numbers that are repeated", tensor([1]).broadcastTo(3)],
  ])("%s", (_, view) => {
    expect(() => train(tensor([1], { requiresGrad: true }), watched(view))).toThrow(ValueError);
    expect(() => train(tensor([1], { requiresGrad: true }), view)).toThrow(
      "is a view whose numbers do not stand row by row\n" +
        "  help: train the tensor that it is a view of, or give it numbers of its own: " +
        "w = w.detach().clone(); w.requiresGrad = true",
    );
  });
  test("what was computed, and would never get a gradient", () => {
    const w = tensor([1, 2], { requiresGrad: true }).mul(0.1).named("w");
    expect(() => train(w)).toThrow(GradientError);
    expect(() => train(w)).toThrow(
      "Optimizer: parameter 0, w, was computed, by affine: it gets no gradient\n" +
        "  help: train what it was computed from, or make it a leaf: w = w.detach().clone(); w.requiresGrad = true",
    );
  });
  test("a parameter in two groups", () => {
    const w = tensor([1], { requiresGrad: true });
    const groups = [{ parameters: [w], rule: adam() }];
    expect(() => new Optimizer(sgd(), [w], { groups })).toThrow(
      "Optimizer: parameter 1, of shape (1), is in two groups",
    );
  });
});

describe("an optimizer takes", () => {
  test("rows of a larger tensor, and changes them there", () => {
    const whole = arange(6).reshape(3, 2);
    const rows = watched(whole.slice(1, 3));
    train(rows).step(() => rows.mul(tensor([10, 20])).sum());
    expect(whole).toBeAllclose([
      [0, 1],
      [-8, -17],
      [-6, -15],
    ]);
  });
  test("a view after it was made a leaf as the message says", () => {
    const w = watched(arange(4).reshape(2, 2).T.detach().clone());
    train(w).step(() => w.square().sum());
    expect(w).toBeAllclose([
      [0, -2],
      [-1, -3],
    ]);
  });
  test("a result that retains its gradient", () => {
    const w = tensor([1, 2], { requiresGrad: true }).mul(1).retainGrad();
    train(w).step(() => w.mul(3).sum());
    expect(w).toBeAllclose([-2, -1]);
  });
});
