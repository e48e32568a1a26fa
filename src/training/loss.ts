import { binaryCrossEntropy, crossEntropy } from "../nn/losses.js";
import type { Tensor } from "../tensor/tensor.js";

/** The cost of a batch: of the model's outputs and the labels, a single number. */
export type Loss = (outputs: Tensor, labels: Tensor) => Tensor;

/** The cross-entropy of logits: binary where there is one output for each sample, else that of the softmax. */
export const usualLoss: Loss = (logits, labels) =>
  logits.shape[logits.rank - 1] === 1 ? binaryCrossEntropy(logits, labels) : crossEntropy(logits, labels);
