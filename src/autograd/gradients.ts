import "./record.js";
import { zeros } from "../tensor/create.js";
import { GradientError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { gradientsOf } from "./backward.js";
import { withRecording } from "./recording.js";

/** A function of tensors. */
export type TensorFunction = (...args: Tensor[]) => Tensor;

/**
 * The value of f and its gradient with respect to each argument.
 *
 * @throws GradientError when f does not give a single number
 */
export function valueAndGrad(
  f: TensorFunction,
): (...args: Tensor[]) => { value: Tensor; gradients: Tensor[] } {
  return (...args) =>
    withRecording(true, () => {
      // Fresh leaves, so that a caller's tensors keep their flags; linked, so that second derivatives pass.
      const leaves = args.map((arg) => (arg.requiresGrad ? arg : asLeaf(arg)));
      const value = f(...leaves);
      if (value.size !== 1) {
        throw new GradientError(`grad: the function gives a tensor of ${value.size} elements, not a number`, {
          expected: 1,
          received: value.size,
          help: "end it with .sum() or .mean()",
        });
      }
      if (!value.requiresGrad) return { value, gradients: leaves.map(zerosLike) };
      const found = gradientsOf(value, { createGraph: true });
      return { value, gradients: leaves.map((leaf) => found.get(leaf) ?? zerosLike(leaf)) };
    });
}

/** The gradient of f with respect to its arguments. `grad(f)` of a function of one argument gives one tensor. */
export function grad(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor;
export function grad(f: TensorFunction): (...args: Tensor[]) => Tensor[];
export function grad(f: TensorFunction): (...args: Tensor[]) => Tensor | Tensor[] {
  const both = valueAndGrad(f);
  return (...args) => {
    const { gradients } = both(...args);
    return args.length === 1 ? gradients[0] : gradients;
  };
}

function asLeaf(x: Tensor): Tensor {
  const leaf = x.detach();
  leaf.requiresGrad = true;
  return leaf;
}

function zerosLike(x: Tensor): Tensor {
  return zeros(x.shape, { dtype: x.dtype });
}
