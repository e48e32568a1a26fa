import { relativeDifference } from "../autograd/numeric.js";
import { RandomState } from "../random/random-state.js";
import { randn } from "../tensor/create.js";
import { GradbookError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { gradientCheck } from "../training/gradient-check.js";
import type { GradientCheck, ParameterCheck } from "../training/gradient-check-result.js";
import type { CheckResult } from "./check-result.js";
import { checkAnswer, checkExercise, type Exercise, failed, passed } from "./exercise.js";

/** A function, where its derivative is wanted, and how far to step. */
export type TwoSidedArguments = [f: (theta: number) => number, theta: number, epsilon: number];

/** [f(θ + ε) − f(θ − ε)] / 2ε */
export const twoSidedDifference: Exercise<TwoSidedArguments> = {
  title: "the two-sided difference",
  solution: (f, theta, epsilon) => (f(theta + epsilon) - f(theta - epsilon)) / (2 * epsilon),
  cases: () => [
    [(theta) => theta ** 3, 1, 0.01],
    [Math.exp, 0.5, 0.001],
    [(theta) => 1 / theta, -2, 0.1],
  ],
  mistakes: [
    {
      says: "that is the one-sided difference: J(θ) stands where J(θ − ε) should be",
      wrong: (f, theta, epsilon) => (f(theta + epsilon) - f(theta)) / epsilon,
    },
    {
      says: "that is one-sided, downwards: J(θ) stands where J(θ + ε) should be",
      wrong: (f, theta, epsilon) => (f(theta) - f(theta - epsilon)) / epsilon,
    },
    {
      says: "divided by ε: from θ − ε to θ + ε it is 2ε",
      wrong: (f, theta, epsilon) => (f(theta + epsilon) - f(theta - epsilon)) / epsilon,
    },
    {
      says: "only the second value is divided: put the difference in parentheses",
      wrong: (f, theta, epsilon) => f(theta + epsilon) - f(theta - epsilon) / (2 * epsilon),
    },
    {
      says: "divided by 2, then multiplied by ε: write / (2 * epsilon), in parentheses",
      wrong: (f, theta, epsilon) => ((f(theta + epsilon) - f(theta - epsilon)) / 2) * epsilon,
    },
    {
      says: "the sign is turned: what is above θ comes first",
      wrong: (f, theta, epsilon) => (f(theta - epsilon) - f(theta + epsilon)) / (2 * epsilon),
    },
    {
      says: "that is the difference of the values: divide it by 2ε",
      wrong: (f, theta, epsilon) => f(theta + epsilon) - f(theta - epsilon),
    },
  ],
};

/** Two gradients of one shape. */
export type DifferenceArguments = [g: Tensor, estimate: Tensor];

/** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖) */
export const relativeDifferenceExercise: Exercise<DifferenceArguments> = {
  title: "the relative difference",
  solution: relativeDifference,
  cases: () => {
    const rng = new RandomState(8);
    const pair = (...shape: number[]): DifferenceArguments => {
      const g = randn(shape, rng);
      return [g, g.add(randn(shape, rng).mul(0.1))];
    };
    return [pair(5), pair(4, 3), pair(20, 2)];
  },
  mistakes: [
    {
      says: "that is the absolute difference: divide by the sizes of both",
      wrong: (g, estimate) => g.sub(estimate).norm().item(),
    },
    {
      says: "divided by the size of one gradient only; the denominator is ‖g‖ + ‖ĝ‖",
      wrong: (g, estimate) => g.sub(estimate).norm().item() / g.norm().item(),
    },
    {
      says: "divided by the size of one gradient only; the denominator is ‖g‖ + ‖ĝ‖",
      wrong: (g, estimate) => g.sub(estimate).norm().item() / estimate.norm().item(),
    },
    {
      says: "divided by ‖g + ĝ‖: the sum of the sizes is wanted, ‖g‖ + ‖ĝ‖",
      wrong: (g, estimate) => g.sub(estimate).norm().item() / g.add(estimate).norm().item(),
    },
    {
      says: "divided by the mean of the sizes: the denominator is their sum, ‖g‖ + ‖ĝ‖",
      wrong: (g, estimate) => 2 * relativeDifference(g, estimate),
    },
    {
      says: "only ‖g‖ is divided by, and ‖ĝ‖ added: put the denominator in parentheses",
      wrong: (g, estimate) => g.sub(estimate).norm().item() / g.norm().item() + estimate.norm().item(),
    },
    {
      says: "those are sums of absolute values; the size ‖g‖ is the root of the sum of squares: g.norm()",
      wrong: (g, estimate) =>
        g.sub(estimate).abs().sum().item() / (g.abs().sum().item() + estimate.abs().sum().item()),
    },
    {
      says: "those are the squares of the sizes: the root is missing",
      wrong: (g, estimate) => squares(g.sub(estimate)) / (squares(g) + squares(estimate)),
    },
    {
      says: "the sizes are subtracted before the elements are: ‖g − ĝ‖, not ‖g‖ − ‖ĝ‖",
      wrong: (g, estimate) =>
        Math.abs(g.norm().item() - estimate.norm().item()) / (g.norm().item() + estimate.norm().item()),
    },
  ],
};

/** Checks a learner's two-sided difference. */
export function checkTwoSidedDifference(attempt: (...args: TwoSidedArguments) => unknown): CheckResult {
  return checkExercise(twoSidedDifference, attempt);
}

/** Checks a learner's relative difference. */
export function checkRelativeDifference(attempt: (...args: DifferenceArguments) => unknown): CheckResult {
  return checkExercise(relativeDifferenceExercise, attempt);
}

/** What a backward pass is checked on: a cost that is right, and where it is computed. */
export interface BackwardSetting<P extends Readonly<Record<string, Tensor>>> {
  readonly cost: (parameters: P) => Tensor;
  readonly parameters: P;
}

/** Where rounding of the cost and the bend of the curve disturb the least. */
const EPSILON = 1e-5;

/**
 * Checks a learner's backward pass by gradient checking, and says of each wrong parameter what its error looks like.
 *
 * @param backward  gives a gradient for each parameter, by the same names; or `unsolved`
 */
export function checkMendedBackward<P extends Readonly<Record<string, Tensor>>>(
  backward: (parameters: P) => unknown,
  { cost, parameters }: BackwardSetting<P>,
): CheckResult {
  const names = Object.keys(parameters);
  return checkAnswer(
    "a backward pass without bugs",
    () => backward(parameters),
    (gradients) => {
      if (!isRecord(gradients) || !names.every((name) => name in gradients)) {
        return failed(`expected a gradient for each of ${names.join(", ")}`);
      }
      let report: GradientCheck;
      try {
        report = gradientCheck(cost, parameters, { gradients: gradients as P, epsilon: EPSILON });
      } catch (error) {
        if (error instanceof GradbookError) return failed(error.message);
        throw error;
      }
      const wrong = report.parameters.filter(({ verdict }) => verdict !== "great");
      if (wrong.length > 0) {
        return failed(
          wrong.map((check) => `${check.name} ${describe(check, parameters[check.name])}`).join("\n"),
        );
      }
      const difference = report.difference.toExponential(1);
      return passed(`relative difference ${difference} in all parameters together`);
    },
  );
}

/** What a wrong gradient looks like: a factor, a share of the parameter itself, or nothing so simple. */
function describe({ analytic, numeric, difference }: ParameterCheck, parameter: Tensor): string {
  const factor = multiple(analytic, numeric);
  if (factor !== null) return `is ${share(factor)} what it should be: a factor too much, or too little`;
  const missing = multiple(numeric.sub(analytic), parameter);
  if (missing !== null) {
    return `lacks ${readable(missing)} times the parameter itself: look at the penalty`;
  }
  const size = `relative difference ${difference.toExponential(1)}`;
  return `is wrong, ${size}: look at what is passed back to its layer`;
}

/** k, where a = k · b but for rounding; null where there is no such number. */
function multiple(a: Tensor, b: Tensor): number | null {
  const k = a.mul(b).sum().item() / squares(b);
  return a.size > 1 && relativeDifference(a, b.mul(k)) < 1e-5 ? k : null;
}

/** "8 times", or "1/211 of": a forgotten 1/m, or one too many, is known by its m. */
function share(factor: number): string {
  const part = 1 / factor;
  const isPart = factor > 0 && factor < 1 && Math.abs(part - Math.round(part)) < 1e-3 * part;
  return isPart ? `1/${Math.round(part)} of` : `${readable(factor)} times`;
}

function readable(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function squares(t: Tensor): number {
  return t.square().sum().item();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
