import "../autograd/record.js";
import { dispatch } from "../tensor/dispatch.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * The binary cross-entropy J = −(1/m) Σ [y ln a + (1 − y) ln(1 − a)] with a = σ(z), in the form that stays
 * finite for every z.
 *
 * @param logits  z, before the sigmoid, (m, 1)
 * @param labels  y, 0 or 1, of the same shape
 * @returns       a single number
 * @throws ShapeError when the shapes differ
 */
export function binaryCrossEntropy(logits: Tensor, labels: Tensor): Tensor {
  return dispatch("binaryCrossEntropy", [logits, labels], undefined);
}
