import { tensor } from "../tensor/create.js";
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
  return penalty(model, lambda / (2 * m), (W) => W.square());
}

/** The L1 penalty (λ / 2m) · Σ|W| over a model's weights, which makes many of them exactly zero. */
export function l1Penalty(model: Module, lambda: number, m: number): Tensor {
  return penalty(model, lambda / (2 * m), (W) => W.abs());
}

function penalty(model: Module, factor: number, measure: (W: Tensor) => Tensor): Tensor {
  const sums = model
    .parameters()
    .filter((p) => p.kind === "weight")
    .map((p) => measure(p.value).sum());
  return sums.reduce((total, sum) => total.add(sum), tensor(0, { dtype: sums[0]?.dtype })).mul(factor);
}
