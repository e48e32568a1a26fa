import { ValueError } from "../tensor/errors.js";
import { namedEntries } from "./names.js";

/** The costs of a training run, step by step, as `fit` records them. */
export interface CostHistory {
  readonly step: readonly number[];
  readonly cost: readonly number[];
  /** Above 1 the costs are those of mini-batches. */
  readonly stepsPerEpoch?: number;
  readonly devStep?: readonly number[];
  readonly devCost?: readonly number[];
  /** Where the dev cost is lowest. */
  readonly bestStep?: number;
  /** When each step was done, in seconds since the start. */
  readonly seconds?: readonly number[];
}

/** What a cost curve is drawn from: a run, its history, or the bare costs of steps 0, 1, 2 … */
export type CostSource = CostHistory | { readonly history: CostHistory } | readonly number[];

/** One curve to draw. */
export interface NamedHistory extends CostHistory {
  readonly name: string;
}

/**
 * The histories behind the runs, each with its name. A single run without a name is called "cost".
 *
 * @throws ValueError when there are none, one is no run, or one has no costs
 */
export function costHistories(
  asked: string,
  runs: CostSource | Readonly<Record<string, CostSource>>,
): readonly NamedHistory[] {
  const single = asHistory(runs);
  if (single !== null) return [checked(asked, "cost", single)];
  const example = `${asked}({ plain, "L2, λ = 0.7": l2 })`;
  return namedEntries(asked, runs as Readonly<Record<string, CostSource>>, example).map(([name, source]) => {
    const history = asHistory(source);
    if (history !== null) return checked(asked, name, history);
    throw new ValueError(`${asked}: "${name}" is no training run`, {
      expected: "what fit(…) returned, its history, or a list of costs",
      received: source,
      help: `${asked}({ ${name}: fit(model, train, { epochs: 1000 }) })`,
    });
  });
}

function asHistory(source: unknown): CostHistory | null {
  if (isCosts(source)) return { step: Array.from(source, (_, i) => i), cost: Array.from(source) };
  if (isHistory(source)) return source;
  if (typeof source === "object" && source !== null && "history" in source && isHistory(source.history)) {
    return source.history;
  }
  return null;
}

function isCosts(source: unknown): source is readonly number[] {
  const numbers = Array.isArray(source) || source instanceof Float64Array || source instanceof Float32Array;
  return numbers && Array.from(source as ArrayLike<unknown>).every((cost) => typeof cost === "number");
}

function isHistory(source: unknown): source is CostHistory {
  if (typeof source !== "object" || source === null || !("step" in source) || !("cost" in source))
    return false;
  return isCosts(source.step) && isCosts(source.cost);
}

function checked(asked: string, name: string, history: CostHistory): NamedHistory {
  const { step, cost, stepsPerEpoch, devStep, devCost, bestStep, seconds } = history;
  if (cost.length === 0) {
    throw new ValueError(`${asked}: "${name}" has no costs`, {
      expected: "at least one",
      received: 0,
      help: "train it first: the history fills as fit(…) runs",
    });
  }
  if (step.length !== cost.length) {
    throw new ValueError(`${asked}: "${name}" has ${cost.length} costs for ${step.length} steps`, {
      expected: step.length,
      received: cost.length,
      help: "one cost for each recorded step",
    });
  }
  return { name, step, cost, stepsPerEpoch, devStep, devCost, bestStep, seconds };
}
