import { tensor } from "../tensor/create.js";
import { dispatch } from "../tensor/dispatch.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Module } from "./module.js";

/**
 * The L2 penalty (λ / 2m) · Σ‖W‖² over a model's weights; biases are left alone, as in the lectures. Its
 * gradient, (λ/m) · W, shrinks every weight a little at each step: weight decay.
 *
 * @param lambda  λ
 * @param m       the number of training examples in the batch
 */
export function l2Penalty(model: Module, lambda: number, m: number): Tensor {
  const weights = weightsOf(model);
  if (weights.length === 0) return tensor(0);
  return dispatch("sumOfSquares", weights, undefined).mul(lambda / (2 * m));
}

/** The L1 penalty (λ / 2m) · Σ|W| over a model's weights, which makes many of them exactly zero. */
export function l1Penalty(model: Module, lambda: number, m: number): Tensor {
  const sums = weightsOf(model).map((W) => W.abs().sum());
  return sums
    .reduce((total, sum) => total.add(sum), tensor(0, { dtype: sums[0]?.dtype }))
    .mul(lambda / (2 * m));
}

function weightsOf(model: Module): readonly Tensor[] {
  return model
    .parameters()
    .filter((p) => p.kind === "weight")
    .map((p) => p.value);
}
