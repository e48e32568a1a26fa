import { RandomState } from "../random/random-state.js";
import { full, rand, randn, tensor } from "../tensor/create.js";
import { concat } from "../tensor/join.js";
import type { Tensor } from "../tensor/tensor.js";
import type { CheckResult } from "./check-result.js";
import { checkExercise, type Exercise } from "./exercise.js";

/** Samples of the train set, (m, n). */
export type StandardizeArguments = [x: Tensor];

/** Samples of the train set, (m, n), and samples to come, (k, n). */
export type ApplyArguments = [train: Tensor, x: Tensor];

/** A first layer's weights (n_out, n) and biases (n_out), and the μ and σ, (n), that its inputs were moved by. */
export type FoldArguments = [W: Tensor, b: Tensor, mu: Tensor, sigma: Tensor];

/** (x − μ) / σ, column by column. */
export const standardizeColumns: Exercise<StandardizeArguments> = {
  title: "mean 0 and standard deviation 1 in every column",
  solution: (x) => x.sub(x.mean(0)).div(deviation(x)),
  cases: columnCases,
  mistakes: [
    {
      says: "that is the mean and deviation of each sample (axis 1); take them of each column: axis 0",
      wrong: (x) => x.sub(x.mean(1, true)).div(x.variance(1, true).sqrt()),
    },
    {
      says: "that is one mean and one deviation for all columns together; each column needs its own: axis 0",
      wrong: (x) => x.sub(x.mean()).div(x.variance().sqrt()),
    },
    {
      says: "one deviation for all columns together; each column needs its own: x.variance(0)",
      wrong: (x) => x.sub(x.mean(0)).div(x.variance().sqrt()),
    },
    {
      says: "divided by σ², the variance; that leaves a deviation of 1/σ. Divide by its root, σ",
      wrong: (x) => x.sub(x.mean(0)).div(x.variance(0)),
    },
    {
      says: "the mean is not subtracted: the columns have the right width, but do not lie around 0",
      wrong: (x) => x.div(deviation(x)),
    },
    {
      says: "not divided by σ: the columns lie around 0, but have their old widths",
      wrong: (x) => x.sub(x.mean(0)),
    },
    {
      says: "Σx²/m is the variance of x once the mean is gone; here it was taken before",
      wrong: (x) => x.sub(x.mean(0)).div(x.square().mean(0).sqrt()),
    },
    {
      says: "the mean is subtracted after the division, not divided itself: (x − μ)/σ, not x/σ − μ",
      wrong: (x) => x.div(deviation(x)).sub(x.mean(0)),
    },
    {
      says: "divided by m − 1, which statistics likes; the lectures divide by m",
      wrong: (x) => x.sub(x.mean(0)).div(deviation(x).mul(Math.sqrt(x.shape[0] / (x.shape[0] - 1)))),
    },
    {
      says: "moved to between 0 and 1 by the smallest and largest value; asked is mean 0 and deviation 1",
      wrong: (x) => x.sub(x.min(0)).div(x.max(0).sub(x.min(0))),
    },
    {
      says: "divided by the range, from the smallest value to the largest; asked is the standard deviation",
      wrong: (x) => x.sub(x.mean(0)).div(x.max(0).sub(x.min(0))),
    },
  ],
};

/** New samples by the train set's μ and σ; a column that is constant there is not divided. */
export const applyToNew: Exercise<ApplyArguments> = {
  title: "new samples by the train set's mean and deviation",
  solution: (train, x) => x.sub(train.mean(0)).div(divisor(train)),
  cases: applyCases,
  mistakes: [
    {
      says: "those are the new samples' own mean and deviation; the model knows the train set's",
      wrong: (_train, x) => x.sub(x.mean(0)).div(divisor(x)),
    },
    {
      says: "the train set's mean, but the new samples' deviation: both have to be the train set's",
      wrong: (train, x) => x.sub(train.mean(0)).div(divisor(x)),
    },
    {
      says: "the train set's deviation, but the new samples' mean: both have to be the train set's",
      wrong: (train, x) => x.sub(x.mean(0)).div(divisor(train)),
    },
    {
      says: "that is the mean and deviation of both sets together; the model knows the train set's alone",
      wrong: (train, x) => {
        const both = concat([train, x], 0);
        return x.sub(both.mean(0)).div(divisor(both));
      },
    },
    {
      says: "divided by σ², the variance: divide by its root, σ",
      wrong: (train, x) => x.sub(train.mean(0)).div(divisor(train).square()),
    },
    {
      says: "a column that is the same in all of train has σ = 0, and 0/0 is NaN: divide by 1 there",
      wrong: (train, x) => x.sub(train.mean(0)).div(deviation(train)),
    },
    {
      says: "a column that is constant in train is divided by a tiny number and explodes: divide by 1 there",
      wrong: (train, x) => x.sub(train.mean(0)).div(deviation(train).add(1e-8)),
    },
    {
      says: "that returns the train set; asked are the new samples",
      wrong: (train) => train.sub(train.mean(0)).div(divisor(train)),
    },
  ],
};

/** The biases of a layer that does on raw inputs what W and b do on standardized ones: b − Σ W μ/σ. */
export const foldedBias: Exercise<FoldArguments> = {
  title: "the biases for raw inputs",
  solution: (W, b, mu, sigma) => b.sub(W.matmul(mu.div(sigma))),
  cases: foldCases,
  mistakes: [
    {
      says: "the biases have to change, too: at x = 0 the standardized input is −μ/σ, not 0",
      wrong: (_W, b) => b,
    },
    {
      says: "μ is not divided by σ: the layer sees (x − μ)/σ, so −μ/σ at x = 0",
      wrong: (W, b, mu) => b.sub(W.matmul(mu)),
    },
    {
      says: "the sign is the wrong way round: W (x − μ)/σ + b has −W μ/σ",
      wrong: (W, b, mu, sigma) => b.add(W.matmul(mu.div(sigma))),
    },
    {
      says: "μ is multiplied by σ; it has to be divided",
      wrong: (W, b, mu, sigma) => b.sub(W.matmul(mu.mul(sigma))),
    },
    {
      says: "b is divided by σ, or lost; it stays as it is, and W μ/σ is taken off",
      wrong: (W, _b, mu, sigma) => W.matmul(mu.div(sigma)).neg(),
    },
  ],
};

/** Checks a learner's standardization of a matrix's columns. */
export function checkStandardize(attempt: (...args: StandardizeArguments) => unknown): CheckResult {
  return checkExercise(standardizeColumns, attempt);
}

/** Checks a learner's standardization of new samples. */
export function checkApplyToNew(attempt: (...args: ApplyArguments) => unknown): CheckResult {
  return checkExercise(applyToNew, attempt);
}

/** Checks a learner's biases of a first layer that takes raw inputs. */
export function checkFoldedBias(attempt: (...args: FoldArguments) => unknown): CheckResult {
  return checkExercise(foldedBias, attempt);
}

/** σ of each column, divided by m. */
function deviation(x: Tensor): Tensor {
  return x.variance(0).sqrt();
}

/** σ, and 1 where a column never changes. */
function divisor(x: Tensor): Tensor {
  const sigma = deviation(x);
  return sigma.equal(0).where(1, sigma);
}

/** Columns that lie at different heights and have different widths. */
function columnCases(): readonly StandardizeArguments[] {
  const rng = new RandomState(7);
  return [
    [
      rand([5, 3], rng)
        .mul(tensor([1000, 1, 0.1]))
        .add(tensor([20, -3, 0.4])),
    ],
    [
      randn([40, 2], rng)
        .mul(tensor([0.3, 7]))
        .add(tensor([5, -90])),
    ],
  ];
}

function applyCases(): readonly ApplyArguments[] {
  const rng = new RandomState(8);
  const train = randn([6, 2], rng)
    .mul(tensor([300, 0.2]))
    .add(tensor([500, 2]));
  const fresh = randn([3, 2], rng)
    .mul(tensor([200, 0.1]))
    .add(tensor([700, 2]));
  return [
    [train, fresh],
    [concat([train, full([6, 1], 0.25)], 1), concat([fresh, rand([3, 1], rng)], 1)],
  ];
}

function foldCases(): readonly FoldArguments[] {
  const rng = new RandomState(9);
  const layer = (nOut: number, n: number): FoldArguments => [
    randn([nOut, n], rng),
    randn([nOut], rng),
    randn([n], rng).mul(4),
    rand([n], rng).add(0.5),
  ];
  return [layer(4, 2), layer(1, 3)];
}
