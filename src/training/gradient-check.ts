import { numericGrad } from "../autograd/numeric.js";
import { noGrad } from "../autograd/recording.js";
import { Dataset } from "../data/dataset.js";
import { Module } from "../nn/module.js";
import { DTypeError, GradientError, ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { GradientCheck } from "./gradient-check-result.js";
import {
  functionSubject,
  type ModelCost,
  modelSubject,
  type NamedTensors,
  type Subject,
} from "./gradient-check-subject.js";

/** How the numeric gradient is found. */
export interface DifferenceOptions {
  /** How far to step; default 1e-7, as in the lectures. */
  readonly epsilon?: number;
  /** 2: [J(θ + ε) − J(θ − ε)] / 2ε, the default; 1: [J(θ + ε) − J(θ)] / ε, which is far less exact. */
  readonly sides?: 1 | 2;
}

/** How the gradient of a model is checked. */
export interface ModelCheckOptions extends ModelCost, DifferenceOptions {}

/** How the gradient of a function is checked. */
export interface FunctionCheckOptions<P extends NamedTensors> extends DifferenceOptions {
  /** The gradients to check, worked out by hand, of the parameters' shapes; default autograd's. */
  readonly gradients?: { readonly [name in keyof P]: Tensor };
}

/**
 * Gradient checking: the gradients of backward propagation beside differences of the cost, for every element of
 * every parameter, and how far the two are apart, ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖). Two passes forward for each element: this
 * is for finding mistakes, not for training.
 *
 * The model is checked in the mode in which it is, and stays as it is.
 *
 * @returns  the differences, parameter by parameter; a table in a notebook
 * @throws GradientError  when the cost is not the same each time, as with dropout in training
 * @throws DTypeError     when a parameter is in single precision
 * @throws ValueError     when epsilon is no number above 0
 * @example gradientCheck(mlp([2, 20, 3, 1], { seed: 3 }), train, { l2: 0.7 })
 */
export function gradientCheck(model: Module, data: Dataset, options?: ModelCheckOptions): GradientCheck;
/**
 * The same for any function of tensors, with gradients that were worked out by hand.
 *
 * @param cost        gives a single number, from tensors of the parameters' names and shapes
 * @param parameters  where the gradient is checked
 * @throws ShapeError  when a gradient has not its parameter's shape
 * @throws ValueError  when a parameter has no gradient, or a gradient no parameter
 * @example gradientCheck(({ theta }) => theta.mul(x), { theta: tensor(4) }, { gradients: { theta: x } })
 */
export function gradientCheck<P extends NamedTensors>(
  cost: (parameters: P) => Tensor,
  parameters: P,
  options?: FunctionCheckOptions<P>,
): GradientCheck;
export function gradientCheck(
  checked: Checked,
  at: Dataset | NamedTensors,
  options: AnyOptions = {},
): GradientCheck {
  return checkSubject(subjectOf(checked, at, options), options);
}

/** The error of the numeric gradient at one ε. */
export interface EpsilonError {
  readonly epsilon: number;
  /** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖) */
  readonly error: number;
}

/** Which ε are tried. */
export interface EpsilonRange {
  /** Default 10⁻¹, 10⁻² … 10⁻¹². */
  readonly epsilons?: readonly number[];
}

/** From far too large to far too small; parsed, since 10 ** −7 is not 1e-7 to the last digit. */
const EPSILONS: readonly number[] = Array.from({ length: 12 }, (_, i) => Number(`1e-${i + 1}`));

/**
 * The relative difference of a gradient check for many ε: it falls as ε shrinks, until rounding takes over and it
 * rises again.
 *
 * @example epsilonPlot({ "two-sided": epsilonCurve(model, train), "one-sided": epsilonCurve(model, train, { sides: 1 }) })
 */
export function epsilonCurve(
  model: Module,
  data: Dataset,
  options?: EpsilonRange & Omit<ModelCheckOptions, "epsilon">,
): EpsilonError[];
/** The same for any function of tensors. */
export function epsilonCurve<P extends NamedTensors>(
  cost: (parameters: P) => Tensor,
  parameters: P,
  options?: EpsilonRange & Omit<FunctionCheckOptions<P>, "epsilon">,
): EpsilonError[];
export function epsilonCurve(
  checked: Checked,
  at: Dataset | NamedTensors,
  options: EpsilonRange & AnyOptions = {},
): EpsilonError[] {
  const { epsilons = EPSILONS, sides } = options;
  const subject = subjectOf(checked, at, options);
  return epsilons.map((epsilon) => ({
    epsilon,
    error: checkSubject(subject, { epsilon, sides }).difference,
  }));
}

type Checked = Module | ((parameters: NamedTensors) => Tensor);
type AnyOptions = ModelCheckOptions & FunctionCheckOptions<NamedTensors>;

function subjectOf(checked: Checked, at: Dataset | NamedTensors, options: AnyOptions): Subject {
  if (checked instanceof Module && at instanceof Dataset) return modelSubject(checked, at, options);
  if (typeof checked === "function" && !(at instanceof Dataset)) {
    return functionSubject(checked, at, options.gradients);
  }
  throw new ValueError("gradientCheck: the first two arguments do not fit each other", {
    expected: ["a model and a data set", "a function of tensors and its parameters"],
    received: [checked, at],
    help: "gradientCheck(model, train), or gradientCheck(({ W, b }) => cost, { W, b })",
  });
}

function checkSubject(subject: Subject, { epsilon = 1e-7, sides = 2 }: DifferenceOptions): GradientCheck {
  const entries = Object.entries(subject.parameters);
  for (const [name, value] of entries) checkPrecision(name, value);
  const analytic = subject.analytic();
  const J = steadyCost(subject, entries[0]);
  const gradients = entries.map(([name, value]) => {
    const numeric = (by: 1 | 2): Tensor =>
      numericGrad((moved) => subject.cost(name, moved), value, { epsilon, sides: by });
    const otherwise = (): Tensor => numeric(sides === 2 ? 1 : 2);
    return { name, analytic: analytic[name].keep(), numeric: numeric(sides), otherwise };
  });
  // J is right to a few units in its last digit, and the division by the step blows them up.
  return new GradientCheck(gradients, { epsilon, sides, rounding: (10 * 2 ** -52 * Math.abs(J)) / epsilon });
}

/** Differences of a step of 1e-7 are nothing but rounding in single precision. */
function checkPrecision(name: string, parameter: Tensor): void {
  if (parameter.dtype === "float64") return;
  throw new DTypeError(`gradientCheck: ${name} is in ${parameter.dtype}`, {
    expected: "float64",
    received: parameter.dtype,
    help: 'check the same model in double precision, mlp(sizes, { dtype: "float64" }), then train it in single',
  });
}

/** J, computed twice: a cost with chance in it has no differences to speak of. */
function steadyCost(subject: Subject, [name, value]: readonly [string, Tensor]): number {
  const cost = (): number => noGrad(() => subject.cost(name, value)).item();
  const [first, second] = [cost(), cost()];
  if (Object.is(first, second)) return first;
  throw new GradientError(`gradientCheck: the cost is ${first}, and ${second} when computed again`, {
    expected: first,
    received: second,
    help: "take what is random out of it, dropout for example, or draw it once and for all",
  });
}
