import type { Floats } from "../backend/kernels.js";
import { RandomState } from "../random/random-state.js";
import { randn } from "../tensor/create.js";
import { GradientError, ValueError } from "../tensor/errors.js";
import { concat } from "../tensor/join.js";
import { rowMajorStrides, type Shape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { type TensorFunction, vjp } from "./gradients.js";
import { copyOf } from "./numeric.js";
import { noGrad } from "./recording.js";

/** How derivatives are checked. */
export interface CheckGradsOptions {
  /** 1 checks the gradient, 2 the gradient's gradient too; default 1. */
  readonly order?: 1 | 2;
  /** The largest difference between analytic and numeric, relative to them where they are above 1. */
  readonly tolerance?: number;
  /** How far to step, relative to the element where it is above 1; default the cube root of the precision. */
  readonly epsilon?: number;
  /** How many elements of each argument are tried one by one, spread evenly; default 100. */
  readonly elements?: number;
  /** What messages call the function; default its own name. */
  readonly name?: string;
  /** Seed of the random directions; default 0. */
  readonly seed?: number;
}

/** What a check has found when nothing is wrong. */
export interface CheckGradsReport {
  /** How many derivatives were compared. */
  readonly compared: number;
  /** The largest difference among them, as `tolerance` counts it. */
  readonly largestDifference: number;
}

/** Central differences are the most exact at the cube root of the precision. */
const DEFAULTS = {
  float64: { epsilon: 6e-6, tolerance: 1e-6, precision: 2 ** -52 },
  float32: { epsilon: 5e-3, tolerance: 1e-2, precision: 2 ** -23 },
};

/** Where rounding may account for more than this, a difference says nothing. */
const MOST_ROUNDING = 0.01;

/**
 * Compares the derivatives of f with differences of its values: element by element, then in a random direction
 * of all arguments together. Where f gives many numbers, their sum with random weights is looked at.
 *
 * @param f     a function of tensors, smooth around the arguments
 * @param args  its arguments, then perhaps options
 * @throws GradientError when a derivative is wrong; it names the function, argument, element and both values
 * @throws ValueError    when f's values are too large to tell, or order is not 1 or 2
 * @example checkGrads((x, w) => x.matmul(w).tanh(), x, w, { order: 2 })
 */
export function checkGrads(
  f: TensorFunction,
  ...args: Tensor[] | [...Tensor[], CheckGradsOptions]
): CheckGradsReport {
  const tensors: Tensor[] = [];
  let options: CheckGradsOptions = {};
  for (const arg of args) {
    if (arg instanceof Tensor) tensors.push(copyOf(arg));
    else options = arg;
  }
  checkOrder(options.order ?? 1);
  const name = options.name ?? (f.name || "the function");
  const rng = new RandomState(options.seed ?? 0);
  const first = checkOnce(name, f, tensors, options, rng);
  if (options.order !== 2) return first;

  // The gradient is a function of the arguments and of dy; its own gradient is checked for all of them.
  const dy = randn(noGrad(() => f(...tensors)).shape, rng).to(tensors[0].dtype);
  const gradientOf: TensorFunction = (...all) => {
    const { pullBack } = vjp(f, ...all.slice(0, -1));
    return concat(pullBack(all[all.length - 1]).map((dx) => dx.flatten()));
  };
  const second = checkOnce(`the gradient of ${name}`, gradientOf, [...tensors, dy], options, rng);
  return {
    compared: first.compared + second.compared,
    largestDifference: Math.max(first.largestDifference, second.largestDifference),
  };
}

/** First order, at one point. */
function checkOnce(
  name: string,
  f: TensorFunction,
  args: readonly Tensor[],
  options: CheckGradsOptions,
  rng: RandomState,
): CheckGradsReport {
  const { value, pullBack } = vjp(f, ...args);
  const weights = randn(value.shape, rng).to(value.dtype);
  const analytic = pullBack(weights).map((dx) => dx.data);
  const defaults = DEFAULTS[value.dtype];
  const { epsilon = defaults.epsilon, tolerance = defaults.tolerance, elements = 100 } = options;

  let compared = 0;
  let largestDifference = 0;
  const compare = (exact: number, direction: readonly Floats[], step: number, where: string): void => {
    const values = (): Floats => noGrad(() => f(...args)).data;
    const [above, below] = aroundPoint(values, args, direction, step);
    const { difference, magnitude } = weightedDifference(above, below, weights.data);
    const numeric = difference / (2 * step);
    const scale = Math.max(1, Math.abs(exact), Math.abs(numeric));
    const found = Math.abs(exact - numeric) / scale;
    // Not the derivative's fault: the rounding of the values, blown up by the division.
    const rounding = (10 * defaults.precision * magnitude) / step / scale;
    if (!(found <= tolerance + rounding)) throw wrongDerivative(name, where, exact, numeric);
    if (found > tolerance && rounding > MOST_ROUNDING) throw drowned(name, where, exact, numeric);
    compared += 1;
    largestDifference = Math.max(largestDifference, found);
  };

  const nowhere = args.map((arg) => new Float64Array(arg.size));
  for (const [k, arg] of args.entries()) {
    const stride = Math.max(1, Math.ceil(arg.size / elements));
    for (let i = 0; i < arg.size; i += stride) {
      const direction = nowhere.map((zeros, j) => (j === k ? zeros.slice().fill(1, i, i + 1) : zeros));
      const step = epsilon * Math.max(1, Math.abs(arg.storage[i]));
      compare(analytic[k][i], direction, step, `argument ${k}${elementName(i, arg.shape)}`);
    }
  }
  // All elements at once: sees those that were left out.
  const direction = args.map((arg) => randn([arg.size], rng).data);
  const along = analytic.reduce((sum, dx, k) => sum + sumOfProducts(dx, direction[k]), 0);
  compare(along, direction, epsilon, "all arguments in a random direction");
  return { compared, largestDifference };
}

/** f(x + ε·d) and f(x − ε·d), where x are the arguments' own numbers, changed for a moment. */
function aroundPoint(
  f: () => Floats,
  args: readonly Tensor[],
  direction: readonly Floats[],
  epsilon: number,
): readonly [above: Floats, below: Floats] {
  const before = args.map((arg) => arg.storage.slice());
  const moved = (by: number): Floats => {
    for (const [k, arg] of args.entries()) {
      for (let i = 0; i < arg.size; i++) arg.storage[i] = before[k][i] + by * direction[k][i];
    }
    // What f gives may be an argument itself.
    return f().slice();
  };
  const around = [moved(epsilon), moved(-epsilon)] as const;
  for (const [k, arg] of args.entries()) arg.storage.set(before[k]);
  return around;
}

/** Σwᵢ·(aᵢ − bᵢ), and how large the numbers are that it is the difference of. */
function weightedDifference(
  a: Floats,
  b: Floats,
  weights: Floats,
): { readonly difference: number; readonly magnitude: number } {
  let [difference, magnitude] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    difference += weights[i] * (a[i] - b[i]);
    magnitude += Math.abs(weights[i]) * Math.max(Math.abs(a[i]), Math.abs(b[i]));
  }
  return { difference, magnitude };
}

function sumOfProducts(a: Floats, b: Floats): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** ", element [1, 2]" for the position of that element row by row; nothing for a scalar. */
function elementName(position: number, shape: Shape): string {
  if (shape.length === 0) return "";
  const strides = rowMajorStrides(shape);
  const index = shape.map((length, axis) => Math.floor(position / strides[axis]) % length);
  return `, element [${index.join(", ")}]`;
}

function wrongDerivative(name: string, where: string, analytic: number, numeric: number): GradientError {
  const relative = Math.abs(analytic - numeric) / (Math.abs(analytic) + Math.abs(numeric));
  return new GradientError(
    `checkGrads: ${name}: ${where}: the derivative is ${analytic} analytically, ${numeric} numerically`,
    {
      expected: numeric,
      received: analytic,
      help: `relative difference ${relative.toPrecision(2)}; the vjp is wrong, or the function has a kink or a jump here`,
    },
  );
}

function drowned(name: string, where: string, analytic: number, numeric: number): ValueError {
  return new ValueError(
    `checkGrads: ${name}: ${where}: the derivative is ${analytic} analytically, ${numeric} numerically; ` +
      "the values are so large that rounding alone may make that difference",
    {
      expected: "values whose rounding is small beside the derivative",
      received: numeric,
      help: "scale the function or its arguments down, check large and small numbers apart, or step further (epsilon)",
    },
  );
}

function checkOrder(order: number): void {
  if (order === 1 || order === 2) return;
  throw new ValueError(`checkGrads: derivatives of order ${order}`, {
    expected: "1 or 2",
    received: order,
    help: "1 checks the gradient, 2 the gradient's gradient too",
  });
}
