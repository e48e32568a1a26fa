import type { Splits } from "../data/dataset.js";
import { he } from "../nn/initializers.js";
import { mlp } from "../nn/mlp.js";
import { sgd } from "../optim/sgd.js";
import { RandomState } from "../random/random-state.js";
import { randn, zeros } from "../tensor/create.js";
import { concat } from "../tensor/join.js";
import type { Tensor } from "../tensor/tensor.js";
import { DivergenceError } from "../training/divergence.js";
import { countCorrect } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import type { Run } from "../training/fit-options.js";
import type { CheckResult } from "./check-result.js";
import { checkAnswer, checkExercise, type Exercise, failed, passed, unexpected } from "./exercise.js";

/** α, β and ε of RMSProp. */
export interface RmspropSettings {
  readonly alpha: number;
  readonly beta: number;
  readonly epsilon: number;
}

/** A parameter, its gradient, the average s of the squares so far, the number t of the step, and the settings. */
export type RmspropArguments = [w: Tensor, dw: Tensor, s: Tensor, t: number, settings: RmspropSettings];

/** α, both β, ε, and the weight decay λ. */
export interface AdamwSettings {
  readonly alpha: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly decay: number;
}

/** A parameter, its gradient, the averages v and s so far, the number t of the step, and the settings. */
export type AdamwArguments = [
  w: Tensor,
  dw: Tensor,
  v: Tensor,
  s: Tensor,
  t: number,
  settings: AdamwSettings,
];

/** The formulas that an adaptive step is put together from; a mistake is one of them gone wrong. */
interface Formulas {
  /** The gradient that the averages are told. */
  readonly gradient: (dw: Tensor, w: Tensor, decay: number) => Tensor;
  readonly v: (v: Tensor, g: Tensor, beta1: number) => Tensor;
  readonly s: (s: Tensor, g: Tensor, beta2: number) => Tensor;
  /** What v and s are divided by against their bias. */
  readonly bias1: (settings: AdamwSettings, t: number) => number;
  readonly bias2: (settings: AdamwSettings, t: number) => number;
  readonly divisor: (s: Tensor, epsilon: number) => Tensor;
  /** The parameter after the step. */
  readonly moved: (w: Tensor, step: Tensor, settings: AdamwSettings) => Tensor;
}

const average = (old: Tensor, value: Tensor, beta: number): Tensor => old.mul(beta).add(value.mul(1 - beta));

const ADAMW: Formulas = {
  gradient: (dw) => dw,
  v: average,
  s: (s, g, beta2) => average(s, g.square(), beta2),
  bias1: ({ beta1 }, t) => 1 - beta1 ** t,
  bias2: ({ beta2 }, t) => 1 - beta2 ** t,
  divisor: (s, epsilon) => s.sqrt().add(epsilon),
  moved: (w, step, { alpha, decay }) => w.mul(1 - alpha * decay).sub(step.mul(alpha)),
};

/** AdamW's step, with some of its formulas in another form. */
function adamwStep(changed: Partial<Formulas> = {}): (...args: AdamwArguments) => Tensor {
  const formulas = { ...ADAMW, ...changed };
  return (w, dw, v, s, t, settings) => {
    const g = formulas.gradient(dw, w, settings.decay);
    const vHat = formulas.v(v, g, settings.beta1).div(formulas.bias1(settings, t));
    const sHat = formulas.s(s, g, settings.beta2).div(formulas.bias2(settings, t));
    return formulas.moved(w, vHat.div(formulas.divisor(sHat, settings.epsilon)), settings);
  };
}

/** RMSProp's step is Adam's without the average of the gradients: β₁ = 0. */
function rmspropStep(changed: Partial<Formulas> = {}): (...args: RmspropArguments) => Tensor {
  const step = adamwStep(changed);
  return (w, dw, s, t, { alpha, beta, epsilon }) =>
    step(w, dw, dw, s, t, { alpha, beta1: 0, beta2: beta, epsilon, decay: 0 });
}

const SLIPS = {
  notSquared: {
    says: "the gradient is not squared: s averages dw², and the root brings it back to the size of dw",
    changed: { s: average },
  },
  sumOfSquares: {
    says: "the 1 − β before dw² is forgotten: that is a sum, as in Adagrad, and not an average",
    changed: { s: (s, g, beta2) => s.mul(beta2).add(g.square()) },
  },
  swapped: {
    says: "β and 1 − β are swapped in s: β, near 1, goes with the past",
    changed: { s: (s, g, beta2) => average(s, g.square(), 1 - beta2) },
  },
  insideRoot: {
    says: "ε stands inside the root; there it counts √ε, 10,000 times as much at ε = 10⁻⁸: add it to the root",
    changed: { divisor: (s, epsilon) => s.add(epsilon).sqrt() },
  },
  noEpsilon: {
    says: "ε is missing: where the gradient was always 0, that is 0/0",
    changed: { divisor: (s) => s.sqrt() },
  },
  noRoot: {
    says: "the root is missing: s has the size of dw², and dw is to be divided by the size of dw",
    changed: { divisor: (s, epsilon) => s.add(epsilon) },
  },
  uphill: {
    says: "the step goes uphill: it is to be subtracted",
    changed: { moved: (w, step, { alpha, decay }) => w.mul(1 - alpha * decay).add(step.mul(alpha)) },
  },
} as const satisfies Record<string, { says: string; changed: Partial<Formulas> }>;

const { notSquared, sumOfSquares, swapped, insideRoot, noEpsilon, noRoot, uphill } = SLIPS;

/** RMSProp with bias correction: s ← β·s + (1 − β)·dw²,  w ← w − α · dw / (√(s / (1 − βᵗ)) + ε). */
export const rmspropCorrected: Exercise<RmspropArguments> = {
  title: "RMSProp with bias correction",
  solution: rmspropStep(),
  cases: rmspropCases,
  mistakes: [
    {
      says: "no bias correction: s began at 0 and is too small at first; divide it by 1 − βᵗ",
      wrong: rmspropStep({ bias2: () => 1 }),
    },
    {
      says: "divided by 1 − β at every step: the correction is 1 − βᵗ, which comes near 1 as t grows",
      wrong: rmspropStep({ bias2: ({ beta2 }) => 1 - beta2 }),
    },
    {
      says: "this is the step alone: return w after it, w minus the step",
      wrong: rmspropStep({ moved: (_w, step, { alpha }) => step.mul(alpha) }),
    },
    {
      says: "α is forgotten: the step is α times dw / (√ŝ + ε)",
      wrong: rmspropStep({ moved: (w, step) => w.sub(step) }),
    },
    {
      says: "dw is not in s yet: s is the average before the step, so first s ← β·s + (1 − β)·dw²",
      wrong: rmspropStep({ s: (s) => s }),
    },
    ...[notSquared, sumOfSquares, swapped, insideRoot, noEpsilon, noRoot, uphill].map(
      ({ says, changed }) => ({ says, wrong: rmspropStep(changed) }),
    ),
  ],
};

/** AdamW: Adam with both corrections, and w loses αλw besides (Loshchilov & Hutter 2019). */
export const adamwUpdate: Exercise<AdamwArguments> = {
  title: "Adam with weight decay",
  solution: adamwStep(),
  cases: adamwCases,
  mistakes: [
    {
      says: "no bias correction: v and s began at 0; divide them by 1 − β₁ᵗ and 1 − β₂ᵗ",
      wrong: adamwStep({ bias1: () => 1, bias2: () => 1 }),
    },
    {
      says: "s is not corrected: it is too small at first, and the steps too long; divide it by 1 − β₂ᵗ",
      wrong: adamwStep({ bias2: () => 1 }),
    },
    {
      says: "v is not corrected: it is too small at first, and so are the steps; divide it by 1 − β₁ᵗ",
      wrong: adamwStep({ bias1: () => 1 }),
    },
    {
      says: "s is corrected with β₁: its own average has β₂, so divide by 1 − β₂ᵗ",
      wrong: adamwStep({ bias2: ({ beta1 }, t) => 1 - beta1 ** t }),
    },
    {
      says: "the 1 − β₁ before dw is forgotten: that is momentum in the other convention, 1 / (1 − β₁) times as long",
      wrong: adamwStep({ v: (v, g, beta1) => v.mul(beta1).add(g) }),
    },
    {
      says: "dw itself is above the fraction: that is RMSProp; Adam has v̂ there, the average of the gradients",
      wrong: adamwStep({ v: (_v, g) => g, bias1: () => 1 }),
    },
    {
      says: "this is the step alone: return w after it",
      wrong: adamwStep({ moved: (_w, step, { alpha }) => step.mul(alpha) }),
    },
    {
      says: "the decay makes w grow: w loses αλw, so the old w is multiplied by 1 − αλ",
      wrong: adamwStep({
        moved: (w, step, { alpha, decay }) => w.mul(1 + alpha * decay).sub(step.mul(alpha)),
      }),
    },
    {
      says: "the decay is in the gradient: there Adam divides it by √ŝ, as it would an L2 penalty; take it off w itself",
      wrong: adamwStep({
        gradient: (dw, w, decay) => dw.add(w.mul(decay)),
        moved: (w, step, { alpha }) => w.sub(step.mul(alpha)),
      }),
    },
    {
      says: "the decay is not multiplied by α: w loses αλw in a step",
      wrong: adamwStep({ moved: (w, step, { alpha, decay }) => w.mul(1 - decay).sub(step.mul(alpha)) }),
    },
    {
      says: "there is no decay: that is plain Adam; w loses αλw besides",
      wrong: adamwStep({ moved: (w, step, { alpha }) => w.sub(step.mul(alpha)) }),
    },
    {
      says: "the decay is taken off after the step; it is αλ times the w before it",
      wrong: adamwStep({
        moved: (w, step, { alpha, decay }) => w.sub(step.mul(alpha)).mul(1 - alpha * decay),
      }),
    },
    ...[notSquared, sumOfSquares, swapped, insideRoot, noEpsilon, noRoot, uphill].map(
      ({ says, changed }) => ({ says, wrong: adamwStep(changed) }),
    ),
  ],
};

/** Checks a learner's step of RMSProp with bias correction. */
export function checkRmsprop(attempt: (...args: RmspropArguments) => unknown): CheckResult {
  return checkExercise(rmspropCorrected, attempt);
}

/** Checks a learner's step of Adam with weight decay. */
export function checkAdamw(attempt: (...args: AdamwArguments) => unknown): CheckResult {
  return checkExercise(adamwUpdate, attempt);
}

/** What a learning rate is tried on: the data, and Adam's run that it has to come up to. */
export interface LearningRateSetting extends Pick<Splits, "train" | "dev"> {
  readonly adam: Run;
}

const EPOCHS = 500;

/**
 * Checks a learner's learning rate for plain gradient descent by training with it: after 500 epochs at the lesson's
 * settings it must get as much of the dev set right as Adam did in its own run, to within one per cent.
 *
 * @param rate  the learning rate; or `unsolved`
 */
export function checkLearningRate(
  rate: () => unknown,
  { train, dev, adam }: LearningRateSetting,
): CheckResult {
  return checkAnswer("a rate that lets gradient descent catch up with Adam", rate, (learningRate) => {
    if (typeof learningRate !== "number" || !(learningRate > 0) || !Number.isFinite(learningRate)) {
      return unexpected("a number above 0", learningRate);
    }
    const yours = descended(learningRate, train);
    if (yours === null) return failed("the cost was lost on the way: the rate is too large");
    const [right, wanted] = [yours, adam].map(({ model }) => countCorrect(model, dev));
    const found = `dev: ${right} of ${dev.size} right with your rate after ${EPOCHS} epochs, ${wanted} with Adam`;
    return right >= wanted - 0.01 * dev.size ? passed(found) : failed(found + hintFor(yours));
  });
}

/** The lesson's network for the moons, by gradient descent; null where the cost is lost. */
function descended(learningRate: number, train: Splits["train"]): Run | null {
  const model = mlp([2, 5, 2, 1], { seed: 3, init: he });
  const batches = { batchSize: 64, batchSeed: 11, epochs: EPOCHS };
  try {
    return fit(model, train, { optimizer: sgd({ learningRate }), ...batches, name: "your rate" });
  } catch (error) {
    if (error instanceof DivergenceError) return null;
    throw error;
  }
}

/** A cost that falls from start to end tells of small steps; one that wavers, or stays high, of large ones. */
function hintFor({ history: { epochCost } }: Run): string {
  const blocks = Array.from({ length: 10 }, (_, i) => {
    const epochs = epochCost.slice((i * EPOCHS) / 10, ((i + 1) * EPOCHS) / 10);
    return epochs.reduce((sum, J) => sum + J, 0) / epochs.length;
  });
  const last = blocks[blocks.length - 1];
  const cost = `the cost of an epoch is ${last.toFixed(3)}`;
  if (blocks.every((J, i) => i === 0 || J < blocks[i - 1]))
    return `; ${cost}, and still falling: try a larger rate`;
  if (last < Math.LN2) return `; ${cost}, and no longer falling: the steps are too long to settle`;
  return `; ${cost}, no better than no opinion at all, ln 2 = 0.693: the rate is too large`;
}

/** The last two coordinates never had a gradient: a dead unit's weights. */
function withDeadUnit(live: Tensor): Tensor {
  return concat([live, zeros([live.shape[0], 2])], 1);
}

/** Gradients of usual size, late and early, and gradients so small that ε counts. */
function rmspropCases(): readonly RmspropArguments[] {
  const rng = new RandomState(10);
  const of = (size: number, t: number): RmspropArguments => {
    const [w, dw] = [randn([3, 4], rng), withDeadUnit(randn([3, 2], rng).mul(size))];
    const s = t === 1 ? zeros([3, 4]) : withDeadUnit(randn([3, 2], rng).mul(size).square());
    return [w, dw, s, t, { alpha: 0.1, beta: 0.9, epsilon: 1e-8 }];
  };
  return [of(1, 3), of(1, 1), of(1e-5, 2)];
}

function adamwCases(): readonly AdamwArguments[] {
  const rng = new RandomState(12);
  const settings = { alpha: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.2 };
  const of = (size: number, t: number): AdamwArguments => {
    const draw = (): Tensor => withDeadUnit(randn([3, 2], rng).mul(size));
    const [w, dw, v, s] = [randn([3, 4], rng), draw(), draw(), draw().square()];
    return t === 1 ? [w, dw, zeros([3, 4]), zeros([3, 4]), t, settings] : [w, dw, v, s, t, settings];
  };
  return [of(1, 3), of(1, 1), of(1e-5, 2)];
}
