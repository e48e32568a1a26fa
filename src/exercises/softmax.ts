import { noGrad } from "../autograd/recording.js";
import type { Dataset } from "../data/dataset.js";
import { crossEntropy } from "../nn/losses.js";
import { RandomState } from "../random/random-state.js";
import { oneHot, randn, tensor } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Run } from "../training/fit-options.js";
import type { CheckResult } from "./check-result.js";
import { checkAnswer, checkExercise, type Exercise, failed, passed, unexpected } from "./exercise.js";

/** Scores, one row for each sample and one column for each class. */
export type SoftmaxArguments = [z: Tensor];

/** Softmax of each row: e^(z − max) / Σ e^(z − max). */
export const softmaxRows: Exercise<SoftmaxArguments> = {
  title: "softmax, row by row",
  solution: (z) => z.softmax(),
  cases: () => {
    const rng = new RandomState(14);
    return [
      [tensor([[5, 2, -1, 3]])],
      [randn([4, 3], rng)],
      [randn([50, 10], rng).mul(8)],
      [
        tensor([
          [1000, 1001, 1002],
          [-1000, 0, 3],
        ]),
      ],
    ];
  },
  mistakes: [
    {
      says: "the largest class gets 1 and the others 0: that is the hard max; the softmax shares the 1 among all",
      wrong: (z) => z.equal(z.max(1, true)),
    },
    {
      says: "the scores themselves are divided by their sum: take e^z first, or a negative score gets a negative share",
      wrong: (z) => z.div(z.sum(1, true)),
    },
    {
      says: "a sigmoid looks at each score alone, and the shares need not add up to 1: divide e^z by the row's sum",
      wrong: (z) => z.sigmoid(),
    },
    {
      says: "e^z is not divided by its sum yet: the probabilities of a row have to add up to 1",
      wrong: (z) => z.exp(),
    },
    {
      says: "the sum runs over axis 0, the samples: each row is a sample, so sum over axis 1, the classes",
      wrong: (z) => z.softmax(0),
    },
    {
      says: "the sum runs over everything: each row has its own sum, z.exp().sum(1, true)",
      wrong: (z) =>
        z
          .flatten()
          .softmax()
          .reshape(...z.shape),
    },
    {
      says: "this is the logarithm of the softmax: take e to its power, or leave the logarithm out",
      wrong: (z) => z.logSoftmax(),
    },
    {
      says: "e^1000 is too large for a number, and ∞ / ∞ is none: subtract each row's largest score before e^z",
      wrong: (z) => z.exp().div(z.exp().sum(1, true)),
    },
    {
      says: "the largest of all scores is subtracted: where a row's own scores are all far below it, e^z is 0 and 0 / 0 is no number; subtract each row's largest, z.max(1, true)",
      wrong: (z) => {
        const t = z.sub(z.max()).exp();
        return t.div(t.sum(1, true));
      },
    },
  ],
};

/** Scores (m, classes), and one-hot labels of the same shape. */
export type SoftmaxGradientArguments = [z: Tensor, y: Tensor];

/** The gradient of the cross-entropy with respect to the scores: (softmax(z) − y) / m. */
export const softmaxGradient: Exercise<SoftmaxGradientArguments> = {
  title: "the gradient of the cross-entropy of a softmax",
  solution: (z, y) => z.softmax().sub(y).div(z.shape[0]),
  cases: () => {
    const rng = new RandomState(15);
    return [
      [randn([4, 3], rng), oneHot([2, 0, 1, 1], 3)],
      [tensor([[5, 2, -1, 3]]), oneHot([1], 4)],
      [
        randn([20, 10], rng).mul(3),
        oneHot(
          Array.from({ length: 20 }, (_, i) => i % 10),
          10,
        ),
      ],
    ];
  },
  mistakes: [
    {
      says: "forgotten 1/m: the cost is the mean over the samples, so each sample's gradient is divided by m",
      wrong: (z, y) => z.softmax().sub(y),
    },
    {
      says: "the sign is wrong: ŷ − y, not y − ŷ; gradient descent walks against the gradient",
      wrong: (z, y) => y.sub(z.softmax()).div(z.shape[0]),
    },
    {
      says: "divided by the number of all entries: m counts samples, z.shape[0], not samples times classes",
      wrong: (z, y) => z.softmax().sub(y).div(z.size),
    },
    {
      says: "divided by the number of classes: m counts samples, z.shape[0]",
      wrong: (z, y) => z.softmax().sub(y).div(z.shape[1]),
    },
    {
      says: "the softmax runs over axis 0, the samples: z.softmax() without an axis takes each row, as it should",
      wrong: (z, y) => z.softmax(0).sub(y).div(z.shape[0]),
    },
    {
      says: "the labels are missing: this is ŷ / m, and the gradient is (ŷ − y) / m",
      wrong: (z) => z.softmax().div(z.shape[0]),
    },
    {
      says: "z − y compares scores with labels: make probabilities of the scores first, with softmax",
      wrong: (z, y) => z.sub(y).div(z.shape[0]),
    },
    {
      says: "only the right class's gradient is there: the other classes' scores act on the cost too, through the sum",
      wrong: (z, y) => z.softmax().sub(y).mul(y).div(z.shape[0]),
    },
    {
      says: "ŷ (1 − ŷ) is one factor too many: with the cross-entropy it cancels, and ŷ − y is left",
      wrong: (z, y) => {
        const a = z.softmax();
        return a.sub(y).mul(a).mul(a.rsub(1)).div(z.shape[0]);
      },
    },
  ],
};

/** Checks a learner's softmax. */
export function checkSoftmax(attempt: (...args: SoftmaxArguments) => unknown): CheckResult {
  return checkExercise(softmaxRows, attempt);
}

/** Checks a learner's gradient of the softmax with cross-entropy. */
export function checkSoftmaxGradient(attempt: (...args: SoftmaxGradientArguments) => unknown): CheckResult {
  return checkExercise(softmaxGradient, attempt);
}

/** What a temperature is tried on: a trained network, and data that it was not trained on. */
export interface TemperatureSetting {
  readonly run: Pick<Run, "model">;
  readonly dev: Dataset;
}

/** How far above the lowest possible cost a temperature may stay, as a share of it. */
const NEAR_ENOUGH = 0.01;

/**
 * Checks a learner's temperature T: the cross-entropy of softmax(z / T) on the dev set has to be within 1 % of the
 * lowest that any T reaches.
 *
 * @param temperature  gives T, a number above 0; or `unsolved`
 */
export function checkTemperature(temperature: () => unknown, { run, dev }: TemperatureSetting): CheckResult {
  return checkAnswer("a temperature that makes the dev cost lowest", temperature, (T) => {
    if (typeof T !== "number" || !(T > 0 && Number.isFinite(T))) return unexpected("a number above 0", T);
    const costs = costsByTemperature(run, dev);
    const best = bestTemperature(costs);
    const isNearBest = (t: number): boolean => costs(t) <= costs(best) * (1 + NEAR_ENOUGH);
    const found = `dev cost ${costs(T).toFixed(3)} at T = ${Number(T.toPrecision(3))}, ${costs(1).toFixed(3)} at T = 1`;
    if (isNearBest(T)) return passed(found);
    if (isNearBest(1 / T)) {
      return failed(`${found}; this is 1 / T: the scores are divided by T, so T above 1 makes it less sure`);
    }
    return failed(`${found}; it goes lower with a ${T < best ? "higher" : "lower"} T`);
  });
}

/** The cross-entropy of softmax(z / T) on a data set, as a function of T. */
function costsByTemperature({ model }: Pick<Run, "model">, data: Dataset): (T: number) => number {
  const z = noGrad(() => model.eval().forward(data.x)).keep();
  return (T) => noGrad(() => crossEntropy(z.div(T), data.y).item());
}

/** The best T in [0.01, 100]: the cost is convex in 1/T, so of two T the better one shows where to go on. */
function bestTemperature(costs: (T: number) => number): number {
  let [low, high] = [Math.log(0.01), Math.log(100)];
  for (let i = 0; i < 40; i++) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (costs(Math.exp(left)) < costs(Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}
