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
  return penalty("sumOfSquares", model, lambda, m);
}

/** The L1 penalty (λ / 2m) · Σ|W| over a model's weights, which makes many of them exactly zero. */
export function l1Penalty(model: Module, lambda: number, m: number): Tensor {
  return penalty("sumOfAbs", model, lambda, m);
}

function penalty(measure: "sumOfSquares" | "sumOfAbs", model: Module, lambda: number, m: number): Tensor {
  const weights = model
    .parameters()
    .filter((p) => p.kind === "weight")
    .map((p) => p.value);
  return weights.length === 0 ? tensor(0) : dispatch(measure, weights, undefined).mul(lambda / (2 * m));
}
