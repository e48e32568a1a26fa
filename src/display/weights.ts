import { Module } from "../nn/module.js";
import { ValueError } from "../tensor/errors.js";
import { Tensor } from "../tensor/tensor.js";
import { type Classifier, modelOf } from "./classifier.js";

/** Weights to look at: a model's, a run's, or tensors. */
export type WeightSource = Classifier | Tensor | readonly Tensor[];

/**
 * All weights in one list, biases left out.
 *
 * @throws ValueError when there are none
 */
export function weightsOf(asked: string, name: string, source: WeightSource): Float64Array {
  const tensors = tensorsOf(asked, name, source);
  const values = Float64Array.from(tensors.flatMap((tensor) => Array.from(tensor.data)));
  if (values.length > 0) return values;
  throw new ValueError(`${asked}: "${name}" has no weights`, {
    expected: "a model, a run, or tensors",
    received: source,
    help: `${asked}({ ${name}: model })`,
  });
}

function tensorsOf(asked: string, name: string, source: WeightSource): readonly Tensor[] {
  if (source instanceof Tensor) return [source];
  if (Array.isArray(source)) return source;
  if (source instanceof Module || "model" in source) {
    return modelOf(asked, name, source)
      .parameters()
      .flatMap((parameter) => (parameter.kind === "weight" ? [parameter.value] : []));
  }
  return [];
}
