import { operations } from "./dispatch.js";
import type { Tensor } from "./tensor.js";

/**
 * A fully connected layer's z = x · Wᵀ + b, as one operation.
 *
 * @param x  one sample in each row, (m, n_in)
 * @param W  weights, (n_out, n_in)
 * @param b  biases, (n_out)
 * @returns  (m, n_out)
 * @throws ShapeError when they do not fit
 */
export function linear(x: Tensor, W: Tensor, b: Tensor): Tensor {
  return operations.linear([x, W, b]);
}
