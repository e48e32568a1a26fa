import type { Dataset } from "../data/dataset.js";
import { mlp } from "../nn/mlp.js";
import { sgd } from "../optim/sgd.js";
import { RandomState } from "../random/random-state.js";
import { randn, tensor } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import { DivergenceError } from "../training/divergence.js";
import { countCorrect } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import type { CheckResult } from "./check-result.js";
import { checkAnswer, checkExercise, type Exercise, failed, passed, unexpected } from "./exercise.js";

/** Pre-activations (m, n), scale and shift (n), and ε. */
export type BatchNormArguments = [z: Tensor, gamma: Tensor, beta: Tensor, epsilon: number];

/** Batch normalization in training: γ · (z − μ) / √(σ² + ε) + β, column by column. */
export const batchNormForward: Exercise<BatchNormArguments> = {
  title: "batch normalization in training",
  solution: (z, gamma, beta, epsilon) => normalized(z, epsilon).mul(gamma).add(beta),
  cases: () => {
    const rng = new RandomState(13);
    const parameters = (n: number): [Tensor, Tensor] => [randn([n], rng).add(2), randn([n], rng)];
    return [
      [randn([4, 3], rng).mul(2).add(5), ...parameters(3), 0.1],
      [randn([3, 3], rng).mul(4).sub(1), ...parameters(3), 0.01],
      [randn([50, 8], rng).mul(0.01), ...parameters(8), 1e-5],
    ];
  },
  mistakes: [
    {
      says: "mean and variance run over axis 1, the units of a sample: take them over axis 0, the samples of the batch",
      wrong: (z, gamma, beta, epsilon) =>
        z.sub(z.mean(1, true)).div(z.variance(1, true).add(epsilon).sqrt()).mul(gamma).add(beta),
    },
    {
      says: "mean and variance run over everything: each unit has its own, z.mean(0) and z.variance(0)",
      wrong: (z, gamma, beta, epsilon) =>
        z.sub(z.mean()).div(z.variance().add(epsilon).sqrt()).mul(gamma).add(beta),
    },
    {
      says: "γ and β are exchanged: γ is the scale, β the shift",
      wrong: (z, gamma, beta, epsilon) => normalized(z, epsilon).mul(beta).add(gamma),
    },
    {
      says: "divided by the variance: it takes its root, the standard deviation, to make the deviation 1",
      wrong: (z, gamma, beta, epsilon) =>
        z.sub(z.mean(0)).div(z.variance(0).add(epsilon)).mul(gamma).add(beta),
    },
    {
      says: "ε stands outside of the root: √(σ² + ε), not σ + ε",
      wrong: (z, gamma, beta, epsilon) =>
        z.sub(z.mean(0)).div(z.variance(0).sqrt().add(epsilon)).mul(gamma).add(beta),
    },
    {
      says: "ε is missing: a column of equal numbers would be divided by 0",
      wrong: (z, gamma, beta) => z.sub(z.mean(0)).div(z.variance(0).sqrt()).mul(gamma).add(beta),
    },
    {
      says: "the variance is divided by m − 1: as in the lectures, divide by m, as z.variance(0) does",
      wrong: (z, gamma, beta, epsilon) => {
        const [m] = z.shape;
        const variance = z.variance(0).mul(m / (m - 1));
        return z.sub(z.mean(0)).div(variance.add(epsilon).sqrt()).mul(gamma).add(beta);
      },
    },
    {
      says: "γ and β are missing: after normalizing, scale by γ and shift by β",
      wrong: (z, _gamma, _beta, epsilon) => normalized(z, epsilon),
    },
    {
      says: "β is added before γ multiplies: γ · ẑ + β, not γ · (ẑ + β)",
      wrong: (z, gamma, beta, epsilon) => normalized(z, epsilon).add(beta).mul(gamma),
    },
    {
      says: "the mean is not subtracted: (z − μ) / √(σ² + ε)",
      wrong: (z, gamma, beta, epsilon) => z.div(z.variance(0).add(epsilon).sqrt()).mul(gamma).add(beta),
    },
  ],
};

/** The means of some batches, one in each row, (steps, n), and the share of the average that stays at each step. */
export type MovingMeanArguments = [means: Tensor, momentum: number];

/** The mean for test time: a moving average of the batches' means, corrected for its start at 0. */
export const movingMean: Exercise<MovingMeanArguments> = {
  title: "the mean for test time",
  solution: (means, momentum) => averaged(means, momentum).div(1 - momentum ** means.shape[0]),
  cases: () => {
    const rng = new RandomState(14);
    return [
      [randn([3, 2], rng).add(4), 0.9],
      [randn([20, 5], rng), 0.6],
      [randn([1, 4], rng), 0.99],
    ];
  },
  mistakes: [
    {
      says: "no correction for the start: the average begins at 0, so divide by 1 − momentumᵗ after t steps",
      wrong: (means, momentum) => averaged(means, momentum),
    },
    {
      says: "the 1 − momentum before each mean is forgotten: that is a sum, and not an average",
      wrong: (means, momentum) =>
        averaged(means, momentum)
          .div(1 - momentum)
          .div(1 - momentum ** means.shape[0]),
    },
    {
      says: "corrected at every step: correct only once, when all batches are in; the average itself goes on uncorrected",
      wrong: (means, momentum) => {
        const [steps, n] = means.shape;
        let average = tensor(new Float64Array(n));
        for (let t = 0; t < steps; t++) {
          const row = means.slice(t, t + 1).flatten();
          average = average
            .mul(momentum)
            .add(row.mul(1 - momentum))
            .div(1 - momentum ** (t + 1));
        }
        return average;
      },
    },
    {
      says: "momentum and 1 − momentum are exchanged: momentum is the share of the old average that stays",
      wrong: (means, momentum) => averaged(means, 1 - momentum).div(1 - (1 - momentum) ** means.shape[0]),
    },
    {
      says: "this is the mean of all batches alike: early ones, from weights of long ago, should count less",
      wrong: (means) => means.mean(0),
    },
    {
      says: "this is the last batch's mean alone: average over the batches before it, too",
      wrong: (means) => means.slice(means.shape[0] - 1).flatten(),
    },
    {
      says: "begun with the first batch's mean instead of 0: that gives it too much weight; begin with 0 and correct",
      wrong: (means, momentum) => {
        let average = means.slice(0, 1).flatten();
        for (let t = 1; t < means.shape[0]; t++) {
          average = average.mul(momentum).add(
            means
              .slice(t, t + 1)
              .flatten()
              .mul(1 - momentum),
          );
        }
        return average;
      },
    },
  ],
};

/** Checks a learner's batch normalization. */
export function checkBatchNorm(attempt: (...args: BatchNormArguments) => unknown): CheckResult {
  return checkExercise(batchNormForward, attempt);
}

/** Checks a learner's moving average for test time. */
export function checkMovingMean(attempt: (...args: MovingMeanArguments) => unknown): CheckResult {
  return checkExercise(movingMean, attempt);
}

/** How a deep network with batch normalization is to be trained. */
export interface DeepSettings {
  readonly learningRate: number;
  readonly batchSize: number;
}

/** What the settings are tried on, and how many dev samples the network with batch normalization gets right. */
export interface DeepSettingsTask {
  readonly train: Dataset;
  readonly dev: Dataset;
  /** Units in each layer, the inputs first. */
  readonly sizes: readonly number[];
  readonly steps: number;
  /** The dev accuracy to reach, in [0, 1]. */
  readonly goal: number;
}

/**
 * Checks a learner's settings for a deep network with batch normalization: trained with them from seed 1, it has to reach
 * the goal on the dev set.
 *
 * @param settings  gives a learning rate and a batch size; or `unsolved`
 */
export function checkDeepSettings(settings: () => unknown, task: DeepSettingsTask): CheckResult {
  const { train, dev, sizes, steps, goal } = task;
  const title = `a network of ${sizes.length - 2} hidden layers that gets ${100 * goal} % of the dev set right`;
  return checkAnswer(title, settings, (found) => {
    if (!areSettings(found))
      return unexpected("{ learningRate, batchSize }, with batches of 2 or more", found);
    const { learningRate, batchSize } = found;
    const model = mlp(sizes, { seed: 1, batchNorm: true, dtype: train.x.dtype });
    try {
      fit(model, train, { optimizer: sgd({ learningRate }), batchSize, steps, name: "your settings" });
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      return failed("the cost is no number any more: the learning rate is too high");
    }
    const [right, inTrain] = [dev, train].map((set) => countCorrect(model, set) / set.size);
    const message = `train ${percent(inTrain)}, dev ${percent(right)}`;
    if (right >= goal) return passed(message);
    const isLearnt = inTrain > 0.97;
    return failed(
      `${message}; ${isLearnt ? "the batches are large: less noise, less regularization" : "it has not learnt enough"}`,
    );
  });
}

function areSettings(value: unknown): value is DeepSettings {
  if (typeof value !== "object" || value === null) return false;
  if (!("learningRate" in value && "batchSize" in value)) return false;
  const { learningRate, batchSize } = value;
  const rateIsRight = typeof learningRate === "number" && learningRate > 0 && Number.isFinite(learningRate);
  return rateIsRight && typeof batchSize === "number" && Number.isInteger(batchSize) && batchSize >= 2;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function normalized(z: Tensor, epsilon: number): Tensor {
  return z.sub(z.mean(0)).div(z.variance(0).add(epsilon).sqrt());
}

/** v ← momentum · v + (1 − momentum) · x from v = 0, over the rows. */
function averaged(rows: Tensor, momentum: number): Tensor {
  const [steps, n] = rows.shape;
  let average = tensor(new Float64Array(n));
  for (let t = 0; t < steps; t++) {
    const row = rows.slice(t, t + 1).flatten();
    average = average.mul(momentum).add(row.mul(1 - momentum));
  }
  return average;
}
