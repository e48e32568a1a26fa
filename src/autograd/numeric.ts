import "./record.js";
import type { DType } from "../tensor/dtype.js";
import { GradientError, ShapeError, ValueError } from "../tensor/errors.js";
import { formatShape, sameShape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { noGrad } from "./recording.js";

/** How a derivative is estimated. */
export interface NumericGradOptions {
  /**
   * How far to step. Default 1e-7, as in the lectures, in single precision 5e-3, and 3e-4 from one side; relative to
   * the element where that is above 1.
   */
  readonly epsilon?: number;
  /** 2: [f(x + ε) − f(x − ε)] / 2ε, the default; 1: [f(x + ε) − f(x)] / ε, which is far less exact. */
  readonly sides?: 1 | 2;
}

/**
 * The gradient of f at x by differences: two evaluations of f for each element, and no calculus.
 *
 * @param f  gives a single number
 * @returns  of x's shape
 * @throws GradientError when f gives no single number
 * @throws ValueError    when epsilon is no number above 0, or sides is not 1 or 2
 * @example numericGrad((x) => x.pow(3).sum(), tensor([1]), { epsilon: 0.01 }) // tensor([3.0001])
 */
export function numericGrad(
  f: (x: Tensor) => Tensor,
  x: Tensor,
  { epsilon, sides = 2 }: NumericGradOptions = {},
): Tensor {
  checkOptions(epsilon, sides);
  const at = copyOf(x);
  const value = (): number => {
    const y = noGrad(() => f(at));
    if (y.size === 1) return y.item();
    throw new GradientError(`numericGrad: the function gives a tensor of shape ${formatShape(y.shape)}`, {
      expected: [],
      received: y.shape,
      help: "it should give a single number: end it with .sum() or .mean()",
    });
  };
  const gradient = new Float64Array(x.size);
  for (let i = 0; i < gradient.length; i++) {
    const before = at.storage[i];
    const step = epsilon ?? defaultStep(x.dtype, sides, before);
    at.storage[i] = before + step;
    const above = value();
    at.storage[i] = sides === 2 ? before - step : before;
    const below = value();
    at.storage[i] = before;
    gradient[i] = (above - below) / (sides * step);
  }
  return new Tensor(gradient, x.shape).to(x.dtype);
}

/** In single precision the most exact ones: the cube root of the precision, from one side its square root. */
const DEFAULT_STEPS = { float64: { 2: 1e-7, 1: 1e-7 }, float32: { 2: 5e-3, 1: 3e-4 } };

function defaultStep(dtype: DType, sides: 1 | 2, at: number): number {
  return DEFAULT_STEPS[dtype][sides] * Math.max(1, Math.abs(at));
}

function checkOptions(epsilon: number | undefined, sides: number): void {
  if (epsilon !== undefined && !(epsilon > 0 && Number.isFinite(epsilon))) {
    throw new ValueError(`numericGrad: a step of ${epsilon}`, {
      expected: "a number above 0",
      received: epsilon,
      help: "1e-7 is the lectures' choice, 6e-6 the most exact in double precision",
    });
  }
  if (sides === 1 || sides === 2) return;
  throw new ValueError(`numericGrad: differences from ${sides} sides`, {
    expected: "1 or 2",
    received: sides,
    help: "2 looks to both sides of x and is the default, 1 looks ahead only",
  });
}

/**
 * How much two gradients differ: ‖a − b‖ / (‖a‖ + ‖b‖), between 0 and 1; 0 where both are 0.
 *
 * Below 1e-7 is excellent, around 1e-5 worth a look, above 1e-3 a bug.
 *
 * @throws ShapeError when the shapes differ
 */
export function relativeDifference(a: Tensor, b: Tensor): number {
  if (!sameShape(a.shape, b.shape)) {
    throw new ShapeError(
      `relativeDifference: ${formatShape(a.shape)} and ${formatShape(b.shape)} differ in shape`,
      { expected: a.shape, received: b.shape, help: "compare gradients of the same tensor" },
    );
  }
  return noGrad(() => {
    const sizes = a.norm().item() + b.norm().item();
    return sizes === 0 ? 0 : a.sub(b).norm().item() / sizes;
  });
}

/** A detached tensor with numbers of its own, row by row. */
export function copyOf(x: Tensor): Tensor {
  return new Tensor(x.rowMajor.slice(), x.shape);
}
