import type { ModelState, Module } from "../nn/module.js";
import { ValueError } from "../tensor/errors.js";
import type { History } from "./history.js";

/** When to stop before the end. */
export interface EarlyStoppingOptions {
  /** So many epochs without a better figure on the dev set end the training. */
  readonly patience: number;
  /** How much better counts as better; default 0: any. */
  readonly minDelta?: number;
  /** What is watched: "cost" (default; lower is better), or a metric of `fit` by its name (higher is better). */
  readonly monitor?: string;
}

/** The best weights so far, as the dev set sees it. */
export interface BestSoFar {
  readonly epoch: number;
  readonly figure: number;
  readonly weights: ModelState;
}

/** Watches the dev set, keeps the best weights, and says when to stop. */
export class EarlyStopping {
  private readonly patience: number;
  private readonly minDelta: number;
  private readonly monitor: string;
  best: BestSoFar | undefined;

  /** @throws ValueError when the patience is no positive number, or what is to be watched is not there */
  constructor(options: EarlyStoppingOptions, metrics: readonly string[]) {
    const { patience, minDelta = 0, monitor = "cost" } = options;
    if (!(patience > 0)) {
      throw new ValueError(`fit: a patience of ${patience} epochs`, {
        expected: "a number above 0",
        received: patience,
        help: "earlyStopping: { patience: 50 } stops when 50 epochs have brought nothing",
      });
    }
    if (monitor !== "cost" && !metrics.includes(monitor)) {
      throw new ValueError(`fit: early stopping is to watch "${monitor}", which is not measured`, {
        expected: ["cost", ...metrics],
        received: monitor,
        help: `name it among the metrics: metrics: { ${monitor}: … }`,
      });
    }
    this.patience = patience;
    this.minDelta = minDelta;
    this.monitor = monitor;
  }

  /** Takes note of the last look at the dev set; true when it is time to stop. */
  isOver(epoch: number, history: History, model: Module): boolean {
    const figure =
      this.monitor === "cost" ? -lastOf(history.devCost) : lastOf(history.metrics[this.monitor].dev);
    if (this.best === undefined || figure > this.best.figure + this.minDelta) {
      this.best = { epoch, figure, weights: model.state() };
      return false;
    }
    return epoch - this.best.epoch >= this.patience;
  }

  /** Gives the model its best weights back; the epoch before which it had them. */
  restore(model: Module): number | undefined {
    if (this.best === undefined) return undefined;
    model.load(this.best.weights);
    return this.best.epoch;
  }
}

function lastOf(values: readonly number[]): number {
  return values[values.length - 1];
}
