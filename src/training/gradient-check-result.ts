import type { Floats } from "../backend/kernels.js";
import { rowMajorStrides, type Shape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { atKink } from "./gradient-kinks.js";

/**
 * How a relative difference reads: below 10⁻⁷ "great", from 10⁻³ up "wrong", between them "look again". Two
 * differences from 10⁻³ up are nobody's mistake: "at a kink" of the cost, where a ReLU gets exactly 0, and "lost in
 * rounding", where both gradients are so close to 0 that the cost has not enough digits.
 */
export type Verdict = "great" | "look again" | "wrong" | "at a kink" | "lost in rounding";

/** An element of a parameter, and its derivative found in two ways. */
export interface CheckedElement {
  /** [row, column …] */
  readonly index: readonly number[];
  readonly analytic: number;
  readonly numeric: number;
}

/** What a gradient check found of one parameter. */
export interface ParameterCheck {
  readonly name: string;
  readonly analytic: Tensor;
  readonly numeric: Tensor;
  /** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖) of this parameter alone. */
  readonly difference: number;
  readonly verdict: Verdict;
  /** The element at which the two are furthest apart. */
  readonly worst: CheckedElement;
}

/** What a gradient check found. */
export class GradientCheck {
  /** One for each parameter, in their order. */
  readonly parameters: readonly ParameterCheck[];
  /** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖) of all parameters together, written one after the other. */
  readonly difference: number;
  readonly verdict: Verdict;
  readonly epsilon: number;
  /** 2 for [J(θ + ε) − J(θ − ε)] / 2ε, 1 for [J(θ + ε) − J(θ)] / ε. */
  readonly sides: 1 | 2;

  constructor(gradients: readonly FoundGradients[], formula: Formula) {
    this.parameters = gradients.map((found) => {
      const { name, analytic, numeric } = found;
      const pair = [analytic.data, numeric.data] as const;
      const worst = furthestApart(analytic, numeric);
      return {
        name,
        analytic,
        numeric,
        difference: apart([pair]),
        verdict: verdictOf(found, formula),
        worst,
      };
    });
    this.difference = apart(gradients.map(({ analytic, numeric }) => [analytic.data, numeric.data]));
    this.verdict = overall(this.difference, this.parameters);
    this.epsilon = formula.epsilon;
    this.sides = formula.sides;
  }

  /** The parameters whose derivatives are wrong, the worst first. */
  get wrong(): readonly ParameterCheck[] {
    return this.parameters
      .filter(({ verdict }) => verdict === "wrong")
      .sort((a, b) => b.difference - a.difference);
  }

  /** Both gradients of each parameter by its name, as `gradientCheckPlot` draws them. */
  get pairs(): Record<string, { readonly analytic: Tensor; readonly numeric: Tensor }> {
    return Object.fromEntries(
      this.parameters.map(({ name, analytic, numeric }) => [name, { analytic, numeric }]),
    );
  }
}

/** How the numeric gradients were found. */
export interface Formula {
  readonly epsilon: number;
  readonly sides: 1 | 2;
  /** What rounding of the cost can do to one numeric derivative. */
  readonly rounding: number;
}

/** One parameter's gradient, found in two ways. */
export interface FoundGradients {
  readonly name: string;
  readonly analytic: Tensor;
  readonly numeric: Tensor;
  /** The numeric gradient by the other formula, one-sided for two-sided: wanted only where something is wrong. */
  readonly otherwise: () => Tensor;
}

type Pair = readonly [analytic: Floats, numeric: Floats];

const GREAT = 1e-7;
const WRONG = 1e-3;

/** With larger steps, a bend of the cost looks like a kink. */
const LARGEST_STEP_AT_KINKS = 1e-4;

/** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖); 0 where both are 0. */
function apart(pairs: readonly Pair[]): number {
  let [difference, analyticSize, numericSize] = [0, 0, 0];
  for (const [analytic, numeric] of pairs) {
    for (let i = 0; i < analytic.length; i++) {
      difference += (analytic[i] - numeric[i]) ** 2;
      analyticSize += analytic[i] ** 2;
      numericSize += numeric[i] ** 2;
    }
  }
  const sizes = Math.sqrt(analyticSize) + Math.sqrt(numericSize);
  return sizes === 0 ? 0 : Math.sqrt(difference) / sizes;
}

function verdictOf({ analytic, numeric, otherwise }: FoundGradients, formula: Formula): Verdict {
  const [g, estimate] = [analytic.data, numeric.data];
  const difference = apart([[g, estimate]]);
  if (difference < GREAT) return "great";
  if (difference < WRONG) return "look again";
  if (g.every((slope, i) => Math.abs(slope - estimate[i]) <= formula.rounding)) return "lost in rounding";
  if (formula.epsilon > LARGEST_STEP_AT_KINKS) return "wrong";
  const other = otherwise().data;
  const [twoSided, above] = formula.sides === 2 ? [estimate, other] : [other, estimate];
  const excused = atKink({ analytic: g, twoSided, above }, formula.rounding);
  const smooth = (values: Floats): Floats => values.filter((_, i) => !excused[i]);
  return apart([[smooth(g), smooth(estimate)]]) < WRONG ? "at a kink" : "wrong";
}

/** One wrong parameter makes all wrong, however small its share of the difference. */
function overall(difference: number, parameters: readonly ParameterCheck[]): Verdict {
  const verdicts = parameters.map(({ verdict }) => verdict);
  if (verdicts.includes("wrong")) return "wrong";
  if (difference < GREAT) return "great";
  if (difference < WRONG) return "look again";
  return verdicts.includes("at a kink") ? "at a kink" : "lost in rounding";
}

function furthestApart(analytic: Tensor, numeric: Tensor): CheckedElement {
  const [g, estimate] = [analytic.data, numeric.data];
  const distance = (i: number): number => {
    const away = Math.abs(g[i] - estimate[i]);
    return Number.isNaN(away) ? Number.POSITIVE_INFINITY : away;
  };
  let worst = 0;
  for (let i = 1; i < g.length; i++) if (distance(i) > distance(worst)) worst = i;
  return { index: indexOf(worst, analytic.shape), analytic: g[worst], numeric: estimate[worst] };
}

/** [row, column …] of an element that is found at `position`, row by row. */
function indexOf(position: number, shape: Shape): number[] {
  const strides = rowMajorStrides(shape);
  return shape.map((length, axis) => Math.floor(position / strides[axis]) % length);
}
