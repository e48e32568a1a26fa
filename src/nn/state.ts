import { ShapeError, ValueError } from "../tensor/errors.js";
import { formatShape, sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";

/** Tensors by name. */
type ByName = Readonly<Record<string, Tensor>>;

/**
 * Puts the numbers of a state into tensors of the same names and shapes, in the tensors' own precision. A state
 * that does not fit changes nothing.
 *
 * @throws ValueError when a name is missing, or there is one too many
 * @throws ShapeError when a tensor has another shape
 */
export function takeOver(own: ByName, state: ByName): void {
  const names = Object.keys(own);
  checkNames(names, Object.keys(state));
  for (const name of names) checkShape(name, own[name], state[name]);
  for (const name of names) own[name].storage.set(state[name].data);
}

function checkNames(own: readonly string[], given: readonly string[]): void {
  const missing = own.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !own.includes(name));
  const faults = [
    ...(missing.length > 0 ? [`it lacks ${missing.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`the model has no ${unknown.join(", ")}`] : []),
  ];
  if (faults.length === 0) return;
  throw new ValueError(`load: the state is of another model: ${faults.join("; ")}`, {
    expected: own,
    received: given,
    help: "load it into a model with the same layers in the same order",
  });
}

function checkShape(name: string, own: Tensor, given: Tensor): void {
  if (sameShape(own.shape, given.shape)) return;
  throw new ShapeError(
    `load: ${name} is ${formatShape(given.shape)} in the state and ${formatShape(own.shape)} in the model`,
    { expected: own.shape, received: given.shape, help: "load it into a model with the same sizes" },
  );
}
