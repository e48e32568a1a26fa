import { noGrad } from "../autograd/recording.js";
import type { Dataset } from "../data/dataset.js";
import type { Module } from "../nn/module.js";
import { tensor } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import { classesOf, labelsOf, type Outputs } from "./classes.js";
import { type Loss, usualLoss } from "./loss.js";

/** A figure that says how good a model is on a data set; higher is better. */
export type Metric = (model: Module, data: Dataset) => number;

/** What `evaluate` finds. */
export interface Evaluation {
  /** The loss, without penalties. */
  readonly cost: number;
  /** The share that is right, in [0, 1]. */
  readonly accuracy: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** What to evaluate beside the accuracy. */
export interface EvaluateOptions {
  /** Default: the cross-entropy, binary where the model has one output. */
  readonly loss?: Loss;
  readonly metrics?: Readonly<Record<string, Metric>>;
}

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

/** What the model, in use and not in training, makes of the samples. */
export function outputsOf(model: Module, x: Tensor): Outputs {
  const y = evaluating(model, () => model.forward(x));
  return { values: y.data, width: y.size / x.shape[0] };
}

/**
 * The model's probabilities for each sample, from its logits.
 *
 * @param x  samples, (m, n)
 * @returns  that of class 1, (m, 1), where the model has one output; else that of each class, (m, classes)
 */
export function predictProbability(model: Module, x: Tensor): Tensor {
  const logits = evaluating(model, () => model.forward(x));
  return logits.size === x.shape[0] ? logits.sigmoid() : logits.softmax();
}

/** The class of each sample, (m, 1): where there is one output, 1 if its probability is above ½, else 0. */
export function predict(model: Module, x: Tensor): Tensor {
  const classes = classesOf(outputsOf(model, x));
  return tensor(classes, { shape: [classes.length, 1] });
}

/** How many of the data set's samples the model gets right. */
export function countCorrect(model: Module, data: Dataset): number {
  const found = classesOf(outputsOf(model, data.x));
  const labels = labelsOf(data);
  return found.reduce((correct, label, i) => correct + Number(label === labels[i]), 0);
}

/** The share of the data set's samples that the model gets right, in [0, 1]. */
export function accuracy(model: Module, data: Dataset): number {
  return countCorrect(model, data) / data.size;
}

/**
 * How often each class is taken for which.
 *
 * @returns  counts, a row for each true class and a column for each answer
 */
export function confusion(model: Module, data: Dataset): number[][] {
  const outputs = outputsOf(model, data.x);
  const found = classesOf(outputs);
  const labels = labelsOf(data);
  const classes = Math.max(outputs.width, 2, ...labels.map((label) => label + 1));
  const counts = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (const [i, label] of labels.entries()) counts[label][found[i]] += 1;
  return counts;
}

/**
 * A model's cost and accuracy on a data set, and other figures on request.
 *
 * @example evaluate(run.model, test).accuracy
 */
export function evaluate(
  model: Module,
  data: Dataset,
  { loss = usualLoss, metrics = {} }: EvaluateOptions = {},
): Evaluation {
  const cost = evaluating(model, () => loss(model.forward(data.x), data.y).item());
  const figures = Object.entries(metrics).map(([name, metric]) => [name, metric(model, data)] as const);
  return { cost, accuracy: accuracy(model, data), metrics: Object.fromEntries(figures) };
}
