import type { Dataset } from "../data/dataset.js";
import { binaryCrossEntropy } from "../nn/losses.js";
import type { Module } from "../nn/module.js";
import { l1Penalty, l2Penalty } from "../nn/penalties.js";
import { Optimizer, type OptimizerRule } from "../optim/optimizer.js";
import { sgd } from "../optim/sgd.js";
import { ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { DivergenceError } from "./divergence.js";
import { evaluating } from "./evaluate.js";
import { History } from "./history.js";
import { type Progress, trainingProgress } from "./progress.js";

/** How to train. */
export interface FitOptions {
  /** The update rule; default `sgd()`. */
  readonly optimizer?: OptimizerRule;
  /** Passes over the training set; each is one step here, on the whole set. */
  readonly epochs: number;
  /** The cost; default the binary cross-entropy of logits. */
  readonly loss?: (logits: Tensor, labels: Tensor) => Tensor;
  /** λ of the L2 penalty (λ/2m) Σ‖W‖²; default 0. */
  readonly l2?: number;
  /** λ of the L1 penalty (λ/2m) Σ|W|; default 0. */
  readonly l1?: number;
  /** A set to look at in passing, never to train on. */
  readonly dev?: Dataset;
  /** How often the dev set is looked at, in epochs; default a hundredth of all. */
  readonly devEvery?: number;
  /** Called after each step. */
  readonly onStep?: (step: number, cost: number) => void;
  /** Whether a line shows how far it is; default true. */
  readonly progress?: boolean;
  /** What that line calls the model. */
  readonly name?: string;
}

/** A trained model and how it got there. */
export interface Run {
  readonly model: Module;
  readonly history: History;
}

/**
 * Trains a model in place and leaves it ready for use.
 *
 * @throws ValueError       when an option is out of range
 * @throws DivergenceError  when the cost is no longer a finite number; it carries the history up to there
 * @example
 * const run = fit(mlp([2, 20, 3, 1]), train, { optimizer: sgd({ learningRate: 0.3 }), epochs: 30_000 });
 */
export function fit(model: Module, data: Dataset, options: FitOptions): Run {
  const { optimizer: rule = sgd(), epochs, loss = binaryCrossEntropy, l1 = 0, l2 = 0 } = options;
  checkEpochs(epochs);
  const optimizer = new Optimizer(
    rule,
    model.parameters().map((p) => p.value),
  );
  const history = new History(1);
  const devEvery = options.devEvery ?? Math.max(1, Math.floor(epochs / 100));
  const progress: Progress | null =
    (options.progress ?? true) ? trainingProgress(epochs, options.name) : null;

  const cost = (): Tensor => {
    let J = loss(model.forward(data.x), data.y);
    if (l2 !== 0) J = J.add(l2Penalty(model, l2, data.size));
    if (l1 !== 0) J = J.add(l1Penalty(model, l1, data.size));
    return J;
  };

  model.train();
  try {
    for (let step = 0; step < epochs; step++) {
      if (options.dev !== undefined && step % devEvery === 0)
        history.recordDev(step, devCost(model, options.dev, loss));
      const J = optimizer.step(cost);
      history.record(step, J);
      if (!Number.isFinite(J)) throw new DivergenceError(step, J, optimizer.learningRate, { model, history });
      options.onStep?.(step, J);
      progress?.update(step + 1, J);
    }
  } finally {
    model.eval();
    progress?.done(history.finalCost);
  }
  return { model, history };
}

function devCost(model: Module, dev: Dataset, loss: NonNullable<FitOptions["loss"]>): number {
  return evaluating(model, () => loss(model.forward(dev.x), dev.y).item());
}

function checkEpochs(epochs: number): void {
  if (Number.isInteger(epochs) && epochs > 0) return;
  throw new ValueError(`fit: ${epochs} epochs`, {
    expected: "a whole number above 0",
    received: epochs,
    help: "epochs: 1000",
  });
}
