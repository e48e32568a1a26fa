import type { Dataset } from "../data/dataset.js";
import { Module } from "../nn/module.js";
import { ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { evaluating } from "../training/evaluate.js";

/** A trained model, or the run that trained it. */
export type Classifier = Module | { readonly model: Module };

/** @throws ValueError when it is neither a model nor a run */
export function modelOf(asked: string, name: string, value: Classifier): Module {
  if (value instanceof Module) return value;
  if (value.model instanceof Module) return value.model;
  throw new ValueError(`${asked}: "${name}" is neither a model nor a run`, {
    expected: "a Module, or what fit(…) returned",
    received: value,
    help: `pass the model itself: ${asked}({ ${name}: model }, …)`,
  });
}

/** A model's raw outputs, row by row: one logit for two classes, else one for each class. */
export interface Outputs {
  readonly values: ArrayLike<number>;
  readonly width: number;
}

/** What the model, in use and not in training, makes of the samples. */
export function outputsOf(model: Module, x: Tensor): Outputs {
  const y = evaluating(model, () => model.forward(x));
  return { values: y.data, width: y.size / x.shape[0] };
}

/** The class of each row: that of the largest output, or 1 where the only logit is above 0. */
export function classesOf({ values, width }: Outputs): number[] {
  if (width === 1) return Array.from(values, (logit) => (logit > 0 ? 1 : 0));
  return Array.from({ length: values.length / width }, (_, row) => {
    let best = 0;
    for (let k = 1; k < width; k++) if (values[row * width + k] > values[row * width + best]) best = k;
    return best;
  });
}

/** The label of each sample as a number, also where the labels are one-hot. */
export function labelsOf({ y, size }: Dataset): number[] {
  const width = y.size / size;
  return width > 1 ? classesOf({ values: y.data, width }) : Array.from(y.data);
}
