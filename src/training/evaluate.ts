import { noGrad } from "../autograd/recording.js";
import type { Dataset } from "../data/dataset.js";
import type { Module } from "../nn/module.js";
import type { Tensor } from "../tensor/tensor.js";

/** Computes with the model in use, not in training: without dropout, without recording. */
export function evaluating<T>(model: Module, f: () => T): T {
  const wasTraining = model.isTraining;
  model.eval();
  try {
    return noGrad(f);
  } finally {
    if (wasTraining) model.train();
  }
}

/**
 * The model's probability of class 1 for each sample.
 *
 * @param x  samples, (m, n)
 * @returns  (m, 1), each in [0, 1]
 */
export function predictProbability(model: Module, x: Tensor): Tensor {
  return evaluating(model, () => model.forward(x).sigmoid());
}

/** The class of each sample, (m, 1): 1 where its probability is above ½, else 0. */
export function predict(model: Module, x: Tensor): Tensor {
  return predictProbability(model, x).greater(0.5);
}

/** How many of the data set's samples the model gets right. */
export function countCorrect(model: Module, data: Dataset): number {
  return predict(model, data.x).equal(data.y).sum().item();
}

/** The share of the data set's samples that the model gets right, in [0, 1]. */
export function accuracy(model: Module, data: Dataset): number {
  return countCorrect(model, data) / data.size;
}
