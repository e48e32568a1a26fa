import type { Splits } from "../data/dataset.js";
import { he, type Initializer } from "../nn/initializers.js";
import { mlp } from "../nn/mlp.js";
import { sgd } from "../optim/sgd.js";
import { RandomState } from "../random/random-state.js";
import { randn } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import { DivergenceError } from "../training/divergence.js";
import { countCorrect } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import type { Run } from "../training/fit-options.js";
import type { CheckResult } from "./check-result.js";
import { checkAnswer, checkExercise, type Exercise, failed, passed, unexpected } from "./exercise.js";

/** Units of the layer before, and standard normal numbers of shape (n_out, n_in). */
export type HeWeightsArguments = [nIn: number, draws: Tensor];

/** He's first weights: draws · √(2 / n_in). */
export const heWeights: Exercise<HeWeightsArguments> = {
  title: "He's first weights",
  solution: (nIn, draws) => draws.mul(Math.sqrt(2 / nIn)),
  cases: () => {
    const rng = new RandomState(3);
    return [
      [3, randn([5, 3], rng)],
      [20, randn([3, 20], rng)],
      [7, randn([1, 7], rng)],
    ];
  },
  mistakes: [
    {
      says: "the weights are not scaled: with many inputs, z would be too large",
      wrong: (_nIn, draws) => draws,
    },
    {
      says: "scaled by √(1/n), which is for tanh: ReLU drops half of the signal, so the variance is 2/n",
      wrong: (nIn, draws) => draws.mul(Math.sqrt(1 / nIn)),
    },
    {
      says: "divided by n_out: the sum in z runs over the inputs of the layer, so it is n_in that counts",
      wrong: (_nIn, draws) => draws.mul(Math.sqrt(2 / draws.shape[0])),
    },
    {
      says: "multiplied by the variance 2/n: normal numbers are multiplied by the standard deviation, its root",
      wrong: (nIn, draws) => draws.mul(2 / nIn),
    },
    {
      says: "√2 divided by n: the root goes over the whole of 2/n",
      wrong: (nIn, draws) => draws.mul(Math.sqrt(2) / nIn),
    },
    {
      says: "scaled by √(2/(n_in + n_out)): that is Glorot's compromise; He looks at the inputs alone",
      wrong: (nIn, draws) => draws.mul(Math.sqrt(2 / (nIn + draws.shape[0]))),
    },
    {
      says: "divided by √(2/n) where it should be multiplied: more inputs need smaller weights",
      wrong: (nIn, draws) => draws.div(Math.sqrt(2 / nIn)),
    },
  ],
};

/** The number of inputs, and the slope k of the leaky ReLU below 0. */
export type LeakyDeviationArguments = [nIn: number, slope: number];

/** √(2 / ((1 + k²) n)) keeps the signal's size through leaky ReLUs (He et al. 2015, equation 15). */
export const leakyDeviation: Exercise<LeakyDeviationArguments> = {
  title: "the size of the first weights for leaky ReLU",
  solution: (nIn, slope) => Math.sqrt(2 / ((1 + slope ** 2) * nIn)),
  cases: () => [
    [100, 0.1],
    [50, 0.2],
    [8, 0.5],
  ],
  mistakes: [
    {
      says: "that is plain ReLU's √(2/n): what a leaky ReLU lets through below 0 counts, too",
      wrong: (nIn) => Math.sqrt(2 / nIn),
    },
    {
      says: "the slope k is not squared: it multiplies z, and E[a²] has z²",
      wrong: (nIn, slope) => Math.sqrt(2 / ((1 + slope) * nIn)),
    },
    {
      says: "the square is on 1 + k: it belongs to k alone, E[a²] = ½ Var(z) + ½ k² Var(z)",
      wrong: (nIn, slope) => Math.sqrt(2 / ((1 + slope) ** 2 * nIn)),
    },
    {
      says: "that has 1 − k²: what leaks through below 0 adds to the signal, it takes nothing away",
      wrong: (nIn, slope) => Math.sqrt(2 / ((1 - slope ** 2) * nIn)),
    },
    {
      says: "that is the variance; the standard deviation is its root",
      wrong: (nIn, slope) => 2 / ((1 + slope ** 2) * nIn),
    },
    {
      says: "the factor 2 is missing: at k = 0 it should be plain ReLU's √(2/n)",
      wrong: (nIn, slope) => Math.sqrt(1 / ((1 + slope ** 2) * nIn)),
    },
    {
      says: "multiplied by 1 + k²: a leak lets more of the signal through, so the weights are smaller, not larger",
      wrong: (nIn, slope) => Math.sqrt((2 * (1 + slope ** 2)) / nIn),
    },
  ],
};

/** Checks a learner's version of He's first weights. */
export function checkHeWeights(attempt: (...args: HeWeightsArguments) => unknown): CheckResult {
  return checkExercise(heWeights, attempt);
}

/** Checks a learner's standard deviation for weights before leaky ReLUs. */
export function checkLeakyDeviation(attempt: (...args: LeakyDeviationArguments) => unknown): CheckResult {
  return checkExercise(leakyDeviation, attempt);
}

const SCALES_STEPS = 5000;

/**
 * Checks a learner's factors on He's weights, one for each of three layers, by training with them: after 5,000
 * steps at the lesson's settings the dev accuracy must come out higher than with He's weights as they are.
 *
 * @param scales  the three factors; or `unsolved`
 */
export function checkScales(
  scales: () => unknown,
  { train, dev }: Pick<Splits, "train" | "dev">,
): CheckResult {
  return checkAnswer("factors that beat He's weights on the dev set", scales, (factors) => {
    if (!isTriple(factors)) return unexpected("three numbers, one for each layer", factors);
    if (factors.includes(0)) {
      return failed("a layer of zeros: no gradient gets past it, and its units stay alike for ever");
    }
    const yours = trained(factors, train, "your factors");
    if (yours === null) {
      return failed("the cost was lost on the way: the signal blows up; try factors nearer to 1");
    }
    const plain = trained([1, 1, 1], train, "He");
    const [right, plainRight] = [yours, plain].map((run) =>
      run === null ? 0 : countCorrect(run.model, dev),
    );
    const found = `dev: ${right} of ${dev.size} right with your factors, ${plainRight} with He's weights as they are`;
    return right > plainRight ? passed(found) : failed(found + hintFor(yours.history.cost[0]));
  });
}

/** The lesson's network for the rings, its He weights times a factor for each layer; null where the cost is lost. */
function trained(factors: readonly number[], train: Splits["train"], name: string): Run | null {
  let layer = 0;
  const init: Initializer = (nOut, nIn, rng, dtype) => he(nOut, nIn, rng, dtype).mul(factors[layer++]);
  const model = mlp([2, 10, 5, 1], { seed: 3, init });
  try {
    return fit(model, train, { optimizer: sgd({ learningRate: 0.01 }), epochs: SCALES_STEPS, name });
  } catch (error) {
    if (error instanceof DivergenceError) return null;
    throw error;
  }
}

/** He's weights begin at a cost of 0.88, and ln 2 = 0.69 is that of no opinion at all. */
function hintFor(firstCost: number): string {
  if (firstCost > 5)
    return `; the cost began at ${Number(firstCost.toPrecision(3))}, a strong opinion, and a wrong one`;
  if (firstCost < 0.75) return "; the signal is so small that the network begins with no opinion at all";
  return "";
}

function isTriple(value: unknown): value is [number, number, number] {
  return Array.isArray(value) && value.length === 3 && value.every((f) => Number.isFinite(f));
}
