import type { Dataset } from "../data/dataset.js";
import type { Module } from "../nn/module.js";
import type { Tensor } from "../tensor/tensor.js";
import type { History } from "./history.js";

/** Where a training run stood when its cost was no finite number any more. */
interface Situation {
  readonly step: number;
  readonly cost: number;
  readonly learningRate: number;
  readonly data: Dataset;
  readonly model: Module;
  readonly history: History;
}

/** Training stopped because the cost is no finite number any more. What was reached is not lost. */
export class DivergenceError extends Error {
  readonly model: Module;
  readonly history: History;

  constructor(situation: Situation) {
    const { step, cost, learningRate } = situation;
    super(
      `fit: the cost became ${cost} at step ${step}, with learning rate ${learningRate}\n` +
        `  likely causes: ${likelyCauses(situation).join("; ")}\n` +
        `  help: try a learning rate of ${learningRate / 10}; the error's .history holds the costs up to here`,
    );
    this.name = "DivergenceError";
    this.model = situation.model;
    this.history = situation.history;
  }
}

/** A column that is spread more widely than this, or lies this far from 0, was not normalized. */
const WIDE = 10;
/** With small first weights a cross-entropy begins near ln(classes). */
const HIGH_FIRST_COST = 10;

/** What speaks for itself in the data and the history; the learning rate is always under suspicion. */
function likelyCauses({ data, history, learningRate }: Situation): string[] {
  const causes: string[] = [];
  for (const [what, values] of [
    ["input", data.x],
    ["label", data.y],
  ] as const) {
    const row = firstBrokenRow(values);
    if (row !== undefined)
      causes.push(`an ${what} of sample ${row} is NaN or infinite`.replace("an l", "a l"));
  }
  const column = firstWideColumn(data.x);
  if (column !== undefined) causes.push(`the inputs are not normalized: ${column}`);
  const first = history.cost[0];
  if (first > HIGH_FIRST_COST) {
    causes.push(`the first weights are too large: the cost began at ${first.toPrecision(3)}`);
  }
  causes.push(`the learning rate ${learningRate} is too large`);
  return causes;
}

function firstBrokenRow({ data, size, shape }: Tensor): number | undefined {
  const broken = data.findIndex((value: number) => !Number.isFinite(value));
  return broken < 0 ? undefined : Math.floor(broken / (size / shape[0]));
}

function firstWideColumn(x: Tensor): string | undefined {
  const width = x.size / x.shape[0];
  for (let column = 0; column < width; column++) {
    let [sum, squares] = [0, 0];
    for (let i = column; i < x.size; i += width) {
      sum += x.data[i];
      squares += x.data[i] ** 2;
    }
    const mean = sum / x.shape[0];
    const deviation = Math.sqrt(Math.max(0, squares / x.shape[0] - mean ** 2));
    if (Math.abs(mean) > WIDE || deviation > WIDE) {
      return `column ${column} has mean ${mean.toPrecision(3)} and standard deviation ${deviation.toPrecision(3)}`;
    }
  }
  return undefined;
}
