import type { Dataset } from "../data/dataset.js";
import type { Module } from "../nn/module.js";
import type { Clipping } from "../optim/clipping.js";
import type { Optimizer, OptimizerRule, ParameterGroup } from "../optim/optimizer.js";
import type { Schedule } from "../optim/schedules.js";
import type { Checkpoint } from "./checkpoint.js";
import type { EarlyStoppingOptions } from "./early-stopping.js";
import type { Metric } from "./evaluate.js";
import type { History } from "./history.js";
import type { Loss } from "./loss.js";

/** How to train. */
export interface FitOptions {
  /** The update rule; default `sgd()`. */
  readonly optimizer?: OptimizerRule;
  /** Parameters with a rule of their own; default none. */
  readonly groups?: readonly ParameterGroup[];
  /** Limits for the gradients; default none. */
  readonly clip?: Clipping;
  /** Passes over the training set, those before `resume` included. This or `steps`. */
  readonly epochs?: number;
  /** Updates of the parameters, those before `resume` included. This or `epochs`. */
  readonly steps?: number;
  /** Samples in a mini-batch; default all: one step in each epoch. */
  readonly batchSize?: number;
  /** Epoch e is shuffled by the seed `batchSeed` + e; default 0. */
  readonly batchSeed?: number;
  /** The cost; default the cross-entropy of logits, binary where the model has one output. */
  readonly loss?: Loss;
  /** λ of the L2 penalty (λ/2m) Σ‖W‖², m being the size of the batch; default 0. */
  readonly l2?: number;
  /** λ of the L1 penalty (λ/2m) Σ|W|; default 0. */
  readonly l1?: number;
  /** The learning rate over time; default: it stays. */
  readonly schedule?: Schedule;
  /** What the schedule counts; default "epoch". */
  readonly scheduleBy?: "epoch" | "step";
  /** A set to look at in passing, never to train on. */
  readonly dev?: Dataset;
  /** How often the dev set and the metrics are looked at, in epochs; default a hundredth of all. */
  readonly devEvery?: number;
  /** Further figures of the train and dev set, recorded at each look: `{ accuracy }`. */
  readonly metrics?: Readonly<Record<string, Metric>>;
  /** Stops when the dev set gets no better, and gives the model its best weights back; default no. */
  readonly earlyStopping?: EarlyStoppingOptions;
  /** Goes on from where another run was; the model gets its weights. */
  readonly resume?: Checkpoint;
  /** Called after each step, with its number and the cost before it. */
  readonly onStep?: (step: number, cost: number) => void;
  /** Called after each epoch. It may change `run.optimizer.learningRate`, and "stop" ends the training. */
  readonly onEpoch?: (epoch: number, run: Run) => unknown;
  /** Whether a line shows how far it is; default true. */
  readonly progress?: boolean;
  /** What that line calls the model. */
  readonly name?: string;
}

/** A trained model and how it got there. */
export interface Run {
  readonly model: Module;
  readonly history: History;
  readonly optimizer: Optimizer;
  /** Why it ended early; undefined where it did not. */
  readonly stopped: string | undefined;
  /** All that it takes to go on from here later, to the same digits. */
  readonly checkpoint: Checkpoint;
}
