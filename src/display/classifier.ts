import { Module } from "../nn/module.js";
import { ValueError } from "../tensor/errors.js";

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
