import type { Module } from "../nn/module.js";
import type { History } from "./history.js";

/** Training stopped because the cost is no finite number any more. What was reached is not lost. */
export class DivergenceError extends Error {
  readonly model: Module;
  readonly history: History;

  constructor(step: number, cost: number, rate: number, reached: { model: Module; history: History }) {
    super(
      `fit: the cost became ${cost} at step ${step}, with learning rate ${rate}\n` +
        "  likely causes: the learning rate is too large; the inputs are not normalized; " +
        "the first weights are too large; a label or an input is NaN\n" +
        `  help: try a learning rate of ${rate / 10}; the error's .history holds the costs up to here`,
    );
    this.name = "DivergenceError";
    this.model = reached.model;
    this.history = reached.history;
  }
}
