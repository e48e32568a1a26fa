import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { serialize } from "node:v8";
import { ValueError } from "../../tensor/errors.js";
import { progress } from "../progress.js";
import type { Work } from "../progress-text.js";
import { Search, type SearchData, type SearchTrial } from "./found.js";
import { failure, outcome } from "./outcome.js";
import { pack } from "./parcel.js";
import { runTrials } from "./run-trials.js";
import { gridPoints, randomPoints, type SearchSpace, type Values } from "./space.js";
import { TrialStore } from "./store.js";
import type { Trial, TrialMessage, TrialSource } from "./trial.js";

/** How to search. */
export interface SearchOptions<G = unknown> {
  /** How many points are drawn at random. This or `grid`. */
  readonly trials?: number;
  /** How many evenly spaced values of each hyper-parameter, or of each by its name, in all combinations. */
  readonly grid?: number | Readonly<Record<string, number>>;
  /** Seed of the random points; default 0. */
  readonly seed?: number;
  /** What each trial is given: numbers, texts, tensors, data sets, and lists and objects of these. */
  readonly given?: G;
  /** How many threads; default one for each core. The results do not depend on it. */
  readonly workers?: number;
  /** A JSON file that keeps what is finished; what it has already is not tried again. */
  readonly file?: string;
  /** A search to go on with, of the same space, trial, seed and `given`. */
  readonly resume?: Search | SearchData;
  /** What the score is called in tables and figures; default "score". */
  readonly scoreName?: string;
  /** Whether a line shows how far it is; default true. */
  readonly progress?: boolean;
}

const WORK: Work = { doing: "searching", done: "searched", noun: "space", unit: "trial" };

/**
 * Tries hyper-parameters on all cores: points of the space drawn at random, or a grid.
 *
 * The trial runs on other threads. It sees its argument, and no variable of the notebook: it takes the library from
 * `gradbook`, and what else it needs from `given`. Each trial has its number as seed, so that the results are the
 * same however many threads there are.
 *
 * Interrupt it, and nothing that is finished is lost: the same call goes on from there.
 *
 * @param space  the hyper-parameters and their scales
 * @param trial  trains and returns a score, the higher the better; or the address of a module that exports it
 * @throws ValueError when an option is out of range, or a trial fails; one that diverges has the score NaN
 * @example
 * const found = search(
 *   { learningRate: logUniform(1e-4, 1), units: integers(5, 50) },
 *   ({ params: { learningRate, units }, seed, given, gradbook: { mlp, fit, adam, accuracy } }) => {
 *     const optimizer = adam({ learningRate });
 *     const { model } = fit(mlp([2, units, 1], { seed }), given.train, { optimizer, epochs: 200 });
 *     return accuracy(model, given.dev);
 *   },
 *   { trials: 40, given: { train, dev }, scoreName: "dev accuracy" },
 * );
 */
export function search<const S extends SearchSpace, G = undefined>(
  space: S,
  trial: Trial<S, G> | URL,
  options: SearchOptions<G>,
): Search<S> {
  const { seed = 0, scoreName = "score" } = options;
  const all = pointsOf(space, options).map((params, number) => ({ number, params }));
  const source = sourceOf(trial);
  const given = pack(options.given);
  const fingerprint = fingerprintOf([
    space,
    source,
    given,
    options.grid === undefined ? { seed } : { grid: options.grid },
  ]);
  const store = new TrialStore(space, fingerprint, options);
  const isDone = ({ number }: { readonly number: number }): boolean => store.has(number);
  const points = all.filter((point) => !isDone(point));
  const workers = Math.min(checkedWorkers(options.workers), points.length);

  const hear = (message: TrialMessage): void => {
    if (message.type === "failed") throw failure(message, all[message.number ?? -1]?.params);
    const { number } = message;
    const result = message.type === "result" ? message.result : Number.NaN;
    store.add({ number, params: all[number].params, ...outcome(number, result) });
  };
  const line = options.progress === false ? undefined : progress(all.length, WORK);
  const found = (): Search<S> =>
    new Search(space, store.trials.filter(({ number }) => number < all.length) as SearchTrial<S>[], {
      scoreName,
      fingerprint,
    });
  const show = (): void => line?.update(all.filter(isDone).length, () => bestOf(found()));
  try {
    store.write(); // A file that cannot be written is better known now than in an hour.
    runTrials({ source, given, points, workers }, hear, show);
    store.finish();
  } finally {
    try {
      store.write();
    } finally {
      line?.done(summary(all.filter(isDone).length, all.length, found()));
    }
  }
  return found();
}

function pointsOf(space: SearchSpace, { trials, grid, seed = 0 }: SearchOptions): Values[] {
  if (grid !== undefined && trials === undefined) return gridPoints(space, grid);
  if (grid === undefined && trials !== undefined && Number.isInteger(trials) && trials > 0)
    return randomPoints(space, trials, seed);
  throw new ValueError(`search: ${trials} trials, and a grid of ${JSON.stringify(grid)}`, {
    expected: "either a whole number of trials above 0, or a grid",
    received: { trials, grid },
    help: "trials: 40 draws 40 points at random, grid: 5 tries five values of each hyper-parameter",
  });
}

/** The text of a function says all about it, where it uses nothing from around it. */
function sourceOf(trial: ((...args: never[]) => unknown) | URL): TrialSource {
  if (trial instanceof URL) return { module: trial.href };
  const text = String(trial);
  try {
    new Function(`return (${text}\n);`);
    return { text };
  } catch {
    throw new ValueError("search: the trial cannot be sent to other threads", {
      expected: "a function written out, or the URL of a module that exports one",
      received: text,
      help: "search(space, ({ params, seed, gradbook }) => { …; return score; }, { trials: 40 })",
    });
  }
}

/** Tells searches apart whose trials must not be mixed. */
function fingerprintOf(parts: readonly unknown[]): string {
  return createHash("sha1").update(serialize(parts)).digest("hex");
}

function checkedWorkers(workers: number = availableParallelism()): number {
  if (Number.isInteger(workers) && workers > 0) return workers;
  throw new ValueError(`search: ${workers} workers`, {
    expected: "a whole number above 0",
    received: workers,
    help: "leave it out: one for each core",
  });
}

function bestOf({ best, scoreName }: Search): string {
  return best === undefined || Number.isNaN(best.score)
    ? ""
    : `best ${scoreName} ${best.score.toPrecision(3)}`;
}

function summary(done: number, total: number, found: Search): string {
  const parts = done === total ? [`searched ${total} trials`] : [`stopped after ${done} of ${total} trials`];
  const diverged = found.trials.filter(({ score }) => Number.isNaN(score)).length;
  if (diverged > 0) parts.push(`${diverged} diverged`);
  parts.push(bestOf(found));
  if (done > 0 && done < total) parts.push("the same call goes on from there");
  return parts.filter((part) => part !== "").join(", ");
}
