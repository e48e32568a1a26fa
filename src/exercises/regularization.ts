import type { Splits } from "../data/dataset.js";
import { lecun } from "../nn/initializers.js";
import { mlp } from "../nn/mlp.js";
import { sgd } from "../optim/sgd.js";
import { RandomState } from "../random/random-state.js";
import { randn } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import { countCorrect, predict } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import type { Run } from "../training/fit-options.js";
import type { CheckResult } from "./check-result.js";
import { checkAnswer, checkExercise, type Exercise, failed, passed, unexpected } from "./exercise.js";

/** Backpropagation's dW, the weights of the same shape, λ, and the number m of samples. */
export type PenaltyArguments = [dW: Tensor, W: Tensor, lambda: number, m: number];

/** The weights, backpropagation's dW, the learning rate α, λ, and the number m of samples. */
export type ShrinkArguments = [W: Tensor, dW: Tensor, rate: number, lambda: number, m: number];

/** The gradient of a cost with the L1 penalty (λ/2m) Σ|W|: dW + (λ/2m) · sign(W). */
export const l1Gradient: Exercise<PenaltyArguments> = {
  title: "the gradient with the L1 penalty",
  solution: (dW, W, lambda, m) => dW.add(W.sign().mul(lambda / (2 * m))),
  cases: penaltyCases,
  mistakes: [
    {
      says: "the 1/m is forgotten: the penalty is λ/2m times the sum, and so is its gradient",
      wrong: (dW, W, lambda) => dW.add(W.sign().mul(lambda / 2)),
    },
    {
      says: "λ/m is L2's factor, where the 2 of the square cancels that of 2m; |w| has no square: λ/2m",
      wrong: (dW, W, lambda, m) => dW.add(W.sign().mul(lambda / m)),
    },
    {
      says: "that is L2's gradient, in proportion to W; the slope of |w| is +1 or −1, however large w is",
      wrong: (dW, W, lambda, m) => dW.add(W.mul(lambda / m)),
    },
    {
      says: "that adds |W| itself, which is never below 0; its slope is the sign of W",
      wrong: (dW, W, lambda, m) => dW.add(W.abs().mul(lambda / (2 * m))),
    },
    {
      says: "the sign is the wrong way round: the penalty's gradient is added, the step subtracts it",
      wrong: (dW, W, lambda, m) => dW.sub(W.sign().mul(lambda / (2 * m))),
    },
    {
      says: "that is the penalty's gradient alone; backpropagation's dW is to be added",
      wrong: (_dW, W, lambda, m) => W.sign().mul(lambda / (2 * m)),
    },
  ],
};

/** A step of gradient descent, then every weight αλ/2m closer to 0, and none beyond. */
export const softThreshold: Exercise<ShrinkArguments> = {
  title: "a step that makes zeros",
  solution: (W, dW, rate, lambda, m) => shrunk(W.sub(dW.mul(rate)), (rate * lambda) / (2 * m)),
  cases: shrinkCases,
  mistakes: [
    {
      says: "weights closer to 0 than αλ/2m go beyond it; they have to stop there: (|w| − t) is not to fall below 0",
      wrong: (W, dW, rate, lambda, m) => {
        const moved = W.sub(dW.mul(rate));
        return moved.sub(moved.sign().mul((rate * lambda) / (2 * m)));
      },
    },
    {
      says: "that is plain gradient descent on the L1 cost: it takes the sign before the step, and jumps over 0",
      wrong: (W, dW, rate, lambda, m) => W.sub(dW.add(W.sign().mul(lambda / (2 * m))).mul(rate)),
    },
    {
      says: "the weights are moved by λ/2m; a step goes α times as far: αλ/2m",
      wrong: (W, dW, rate, lambda, m) => shrunk(W.sub(dW.mul(rate)), lambda / (2 * m)),
    },
    {
      says: "the weights are moved by αλ/m, L2's factor; L1's is αλ/2m",
      wrong: (W, dW, rate, lambda, m) => shrunk(W.sub(dW.mul(rate)), (rate * lambda) / m),
    },
    {
      says: "the 1/m is forgotten: the weights move by αλ/2m",
      wrong: (W, dW, rate, lambda) => shrunk(W.sub(dW.mul(rate)), (rate * lambda) / 2),
    },
    {
      says: "the signs are lost: what is left of |w| has to get the sign of w again",
      wrong: (W, dW, rate, lambda, m) =>
        W.sub(dW.mul(rate))
          .abs()
          .sub((rate * lambda) / (2 * m))
          .relu(),
    },
    {
      says: "the order is wrong: first the gradient step, then the move to 0, or no weight stays there",
      wrong: (W, dW, rate, lambda, m) => shrunk(W, (rate * lambda) / (2 * m)).sub(dW.mul(rate)),
    },
  ],
};

/** Checks a learner's gradient of the cost with the L1 penalty. */
export function checkL1Gradient(attempt: (...args: PenaltyArguments) => unknown): CheckResult {
  return checkExercise(l1Gradient, attempt);
}

/** Checks a learner's step of gradient descent with soft thresholding. */
export function checkSoftThreshold(attempt: (...args: ShrinkArguments) => unknown): CheckResult {
  return checkExercise(softThreshold, attempt);
}

/** What a choice of λ is tried on: the data, and the run without a penalty that it has to beat. */
export interface LambdaSetting extends Pick<Splits, "train" | "dev"> {
  readonly plain: Run;
}

/**
 * Checks a learner's choice of penalties by training with them: at the lesson's settings, and after as many steps,
 * the dev accuracy must come out higher than without.
 *
 * @param choice  gives { l1?, l2? }, the λ of each penalty; or is `unsolved`
 */
export function checkLambda(choice: () => unknown, { train, dev, plain }: LambdaSetting): CheckResult {
  return checkAnswer("a λ that beats the plain network on the dev set", choice, (penalties) => {
    if (!isPenalties(penalties)) return unexpected("{ l1, l2 }, numbers from 0 up", penalties);
    const { l1 = 0, l2 = 0 } = penalties;
    const model = mlp([2, 20, 3, 1], { seed: 3, init: lecun });
    const epochs = plain.history.step.length;
    fit(model, train, { optimizer: sgd({ learningRate: 0.3 }), epochs, l1, l2, name: "your λ" });
    const [yours, without] = [countCorrect(model, dev), countCorrect(plain.model, dev)];
    const found = `dev: ${yours} of ${dev.size} right with your λ, ${without} without`;
    if (yours > without) return passed(found);
    const ones = predict(model, dev.x).sum().item();
    const isConstant = ones === 0 || ones === dev.size;
    return failed(isConstant ? `${found}; it gives every point the same answer: λ is too large` : found);
  });
}

function isPenalties(value: unknown): value is { readonly l1?: number; readonly l2?: number } {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.every(([name, lambda]) => ["l1", "l2"].includes(name) && Number.isFinite(lambda) && lambda >= 0)
  );
}

/** sign(w) · max(|w| − t, 0) */
function shrunk(W: Tensor, threshold: number): Tensor {
  return W.sign().mul(W.abs().sub(threshold).relu());
}

function penaltyCases(): readonly PenaltyArguments[] {
  const rng = new RandomState(4);
  return [
    [randn([3, 2], rng), randn([3, 2], rng), 0.7, 5],
    [randn([1, 4], rng), randn([1, 4], rng), 0.1, 211],
  ];
}

/** So large a λ that some weights reach 0, and so long a step that some change their sign. */
function shrinkCases(): readonly ShrinkArguments[] {
  const rng = new RandomState(6);
  return [
    [randn([3, 4], rng), randn([3, 4], rng), 0.9, 8, 8],
    [randn([20, 2], rng), randn([20, 2], rng), 0.1, 30, 4],
  ];
}
