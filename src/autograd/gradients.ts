import "./record.js";
import { tensorError } from "../tensor/argument-errors.js";
import { zeros } from "../tensor/create.js";
import { described } from "../tensor/describe.js";
import { operations } from "../tensor/dispatch.js";
import { GradientError } from "../tensor/errors.js";
import { stack } from "../tensor/join.js";
import { formatShape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { dependsOnOthers, walkBack } from "./backward.js";
import { isRecording, withRecording } from "./recording.js";

/** A function of tensors. */
export type TensorFunction = (...args: Tensor[]) => Tensor;

/** A function's value at some arguments, and how a gradient goes back through it. */
export interface Linearization {
  readonly value: Tensor;
  /** From dJ/dvalue to dJ/dx for each argument x, as often as wanted. */
  readonly pullBack: (dy: Tensor) => Tensor[];
}

/**
 * The value of f, and its vector-Jacobian product: a function from the gradient of the value to those of the
 * arguments. The arguments need no `requiresGrad`, and their `.grad` stays as it is.
 *
 * @throws ValueError when an argument is no tensor
 * @throws GradientError when f gives none
 * @example
 * const { value, pullBack } = vjp((x) => x.square(), tensor([1, 2]));
 * pullBack(tensor([1, 1])); // [tensor([2., 4.])]
 */
export function vjp(f: TensorFunction, ...args: Tensor[]): Linearization {
  const isWatched = isRecording();
  return withRecording(true, () => {
    const leaves = args.map(ownLeaf);
    const own = new Set(leaves);
    const y = checkedValue(f(...leaves));
    // Where somebody else differentiates what happens here (a second derivative), that is recorded too.
    const createGraph = isWatched && dependsOnOthers(y, own);
    const pullBack = (dy: Tensor): Tensor[] => {
      const found = new Map<Tensor, Tensor>();
      const onGradient = (x: Tensor, dx: Tensor): void => void (own.has(x) && found.set(x, dx));
      if (y.requiresGrad) walkBack(y, { dy, createGraph, until: own, onGradient });
      return leaves.map((leaf) => found.get(leaf) ?? zeros(leaf.shape, { dtype: leaf.dtype }));
    };
    return { value: createGraph ? y : y.detach(), pullBack };
  });
}

/**
 * The value of f, and its gradient with respect to each argument.
 *
 * @param f  gives a single number
 * @throws GradientError when it does not
 * @example
 * const { value, gradients } = valueAndGrad((w) => w.square().sum())(tensor([1, 2]));
 */
export function valueAndGrad(
  f: TensorFunction,
): (...args: Tensor[]) => { value: Tensor; gradients: Tensor[] } {
  return (...args) => {
    const { value, pullBack } = vjp(f, ...args);
    if (value.size !== 1) {
      throw new GradientError(
        `grad: the function gives a tensor of shape ${formatShape(value.shape)}, not a single number`,
        { expected: [], received: value.shape, help: "end it with .sum() or .mean(), or use jacobian" },
      );
    }
    const dy = zeros(value.shape, { dtype: value.dtype });
    dy.storage[0] = 1;
    return { value, gradients: pullBack(dy) };
  };
}

/** One gradient for one argument, a list for several. */
export type GradientsOf<A extends Tensor[]> = A extends [Tensor] ? Tensor : Tensor[];

/**
 * The gradient of f: a function of the same arguments, which can be differentiated again.
 *
 * @param f  gives a single number
 * @returns  for a function of one argument a tensor of its shape, for several a list
 * @throws GradientError when f gives no single number
 * @example grad((x) => x.pow(3).sum())(tensor([1, 2])); // tensor([ 3., 12.])
 */
export function grad<A extends Tensor[]>(f: (...args: A) => Tensor): (...args: A) => GradientsOf<A>;
export function grad(f: TensorFunction): (...args: Tensor[]) => Tensor | Tensor[] {
  const both = valueAndGrad(f);
  return (...args) => {
    const { gradients } = both(...args);
    return args.length === 1 ? gradients[0] : gradients;
  };
}

/**
 * All derivatives of a function of one tensor: J[i, j] = dyᵢ/dxⱼ, one backward walk for each yᵢ.
 *
 * @returns  a function that gives a tensor of y's axes followed by x's
 * @example jacobian((x) => x.square())(tensor([1, 2])); // [[2, 0], [0, 4]]
 */
export function jacobian(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return (x) => {
    const { value, pullBack } = vjp(f, x);
    const shape = [...value.shape, ...x.shape];
    if (value.size === 0) return zeros(shape, { dtype: x.dtype });
    const rows = Array.from({ length: value.size }, (_, i) => {
      const direction = zeros(value.shape, { dtype: value.dtype });
      direction.storage[i] = 1;
      return pullBack(direction)[0];
    });
    return stack(rows).reshape(...shape);
  };
}

/**
 * All second derivatives of a function of one tensor: H[i, j] = d²f / dxᵢ dxⱼ.
 *
 * @param f  gives a single number
 * @returns  a function that gives a tensor of x's axes twice
 * @example hessian((x) => x.pow(3).sum())(tensor([1, 2])); // [[6, 0], [0, 12]]
 */
export function hessian(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return jacobian(grad(f));
}

/**
 * A leaf of this differentiation's own, so that an argument given twice has two gradients, and a caller's
 * tensor keeps its flags. Where the caller differentiates too, it stays linked to the argument.
 */
function ownLeaf(x: Tensor): Tensor {
  if (!(x instanceof Tensor)) throw tensorError("grad", x);
  if (x.requiresGrad) return operations.reshape([x], { shape: x.shape });
  const leaf = new Tensor(x.storage, x.shape, x.viewStrides);
  leaf.requiresGrad = true;
  leaf.label = x.label;
  return leaf;
}

function checkedValue(y: unknown): Tensor {
  if (y instanceof Tensor) return y;
  throw new GradientError(`grad: the function gives ${described(y)}, not a tensor`, {
    expected: "a tensor",
    received: y,
    help:
      y === undefined ? "does it return its result?" : "compute with tensors, to the end: x.square().sum()",
  });
}
