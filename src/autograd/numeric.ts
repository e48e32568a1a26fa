import "./record.js";
import { GradientError, ShapeError, ValueError } from "../tensor/errors.js";
import { formatShape, sameShape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { noGrad } from "./recording.js";

/** How a derivative is estimated. */
export interface NumericGradOptions {
  /** How far to step; default 1e-7, as in the lectures. */
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
 * @throws ValueError    when epsilon is no number above 0
 * @example numericGrad((x) => x.pow(3).sum(), tensor([1]), { epsilon: 0.01 }) // tensor([3.0001])
 */
export function numericGrad(
  f: (x: Tensor) => Tensor,
  x: Tensor,
  { epsilon = 1e-7, sides = 2 }: NumericGradOptions = {},
): Tensor {
  if (!(epsilon > 0 && Number.isFinite(epsilon))) {
    throw new ValueError(`numericGrad: a step of ${epsilon}`, {
      expected: "a number above 0",
      received: epsilon,
      help: "1e-7 is the lectures' choice, 6e-6 the most exact in double precision",
    });
  }
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
    at.storage[i] = before + epsilon;
    const above = value();
    at.storage[i] = sides === 2 ? before - epsilon : before;
    const below = value();
    at.storage[i] = before;
    gradient[i] = (above - below) / (sides * epsilon);
  }
  return new Tensor(gradient, x.shape).to(x.dtype);
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
  return new Tensor(x.data.slice(), x.shape);
}
