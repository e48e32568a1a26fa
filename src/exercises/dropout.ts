import type { Splits } from "../data/dataset.js";
import { lecun } from "../nn/initializers.js";
import { mlp } from "../nn/mlp.js";
import { sgd } from "../optim/sgd.js";
import { RandomState } from "../random/random-state.js";
import { rand, randn } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import { countCorrect } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import type { Run } from "../training/fit-options.js";
import type { CheckResult } from "./check-result.js";
import { checkAnswer, checkExercise, type Exercise, failed, passed, unexpected } from "./exercise.js";

/** A batch of activations or gradients, uniform numbers of the same shape, and the probability to keep. */
export type DropoutArguments = [values: Tensor, uniform: Tensor, keep: number];

/** Inverted dropout forward: a · [u < keep] / keep. */
export const dropoutForward: Exercise<DropoutArguments> = {
  title: "inverted dropout, forward",
  solution: (a, u, keep) => a.mul(u.less(keep)).div(keep),
  cases: dropoutCases,
  mistakes: [
    {
      says: "the outputs that stay are not scaled: divide by keep, or the next layer sees a smaller signal",
      wrong: (a, u, keep) => a.mul(u.less(keep)),
    },
    {
      says: "the wrong units are dropped: a unit stays where its uniform number is below keep",
      wrong: (a, u, keep) => a.mul(u.greaterEqual(keep)).div(keep),
    },
    {
      says: "divided by 1 − keep, the share that is dropped; divide by keep, the share that stays",
      wrong: (a, u, keep) => a.mul(u.less(keep)).div(1 - keep),
    },
    {
      says: "multiplied by keep: that is what vanilla dropout does at test time; here, divide",
      wrong: (a, u, keep) => a.mul(u.less(keep)).mul(keep),
    },
  ],
};

/** Inverted dropout backward: da = dout · [u < keep] / keep. */
export const dropoutBackward: Exercise<DropoutArguments> = {
  title: "inverted dropout, backward",
  solution: (dOut, u, keep) => dOut.mul(u.less(keep)).div(keep),
  cases: dropoutCases,
  mistakes: [
    {
      says: "the gradient is not masked: a unit that was dropped did not act on the cost, so its gradient is 0",
      wrong: (dOut, _u, keep) => dOut.div(keep),
    },
    {
      says: "the gradient is not scaled: the forward pass divided by keep, so the chain rule divides again",
      wrong: (dOut, u, keep) => dOut.mul(u.less(keep)),
    },
    {
      says: "the gradient is passed on as it came: neither masked nor scaled",
      wrong: (dOut) => dOut,
    },
  ],
};

/** Checks a learner's forward pass of inverted dropout. */
export function checkDropoutForward(attempt: (...args: DropoutArguments) => unknown): CheckResult {
  return checkExercise(dropoutForward, attempt);
}

/** Checks a learner's backward pass of inverted dropout. */
export function checkDropoutBackward(attempt: (...args: DropoutArguments) => unknown): CheckResult {
  return checkExercise(dropoutBackward, attempt);
}

/** What a choice of dropout rates is tried on: the data, and the run without dropout that it has to beat. */
export interface KeepRatesSetting extends Pick<Splits, "train" | "dev"> {
  readonly plain: Run;
}

/**
 * Checks a learner's choice of dropout rates by training with them: at the lesson's settings, and after as many
 * steps, the dev accuracy must come out higher than without dropout.
 *
 * @param rates  the probability to keep a unit, for each of the two hidden layers; or `unsolved`
 */
export function checkKeepRates(rates: () => unknown, { train, dev, plain }: KeepRatesSetting): CheckResult {
  return checkAnswer("keep rates that beat the plain network on the dev set", rates, (keep) => {
    if (!isPairOfRates(keep)) return unexpected("two numbers above 0, at most 1", keep);
    const model = mlp([2, 20, 3, 1], { seed: 3, init: lecun, dropout: { keep } });
    const epochs = plain.history.step.length;
    fit(model, train, { optimizer: sgd({ learningRate: 0.3 }), epochs, name: "your rates" });
    const [yours, without] = [countCorrect(model, dev), countCorrect(plain.model, dev)];
    const found = `dev: ${yours} of ${dev.size} right with your rates, ${without} without dropout`;
    if (yours > without) return passed(found);
    return failed(keep[1] < 0.86 ? `${found}; the second layer has three units, can it spare one?` : found);
  });
}

function isPairOfRates(value: unknown): value is [number, number] {
  return (
    Array.isArray(value) && value.length === 2 && value.every((p) => typeof p === "number" && p > 0 && p <= 1)
  );
}

function dropoutCases(): readonly DropoutArguments[] {
  const rng = new RandomState(5);
  return [
    [randn([4, 3], rng), rand([4, 3], rng), 0.86],
    [randn([1, 8], rng), rand([1, 8], rng), 0.5],
    [randn([211, 20], rng), rand([211, 20], rng), 0.7],
  ];
}
