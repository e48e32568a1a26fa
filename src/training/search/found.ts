import { writeFileSync } from "node:fs";
import { ValueError } from "../../tensor/errors.js";
import { focused, isLogarithmic } from "./scales.js";
import type { SearchParams, SearchSpace } from "./space.js";

/** One point of the space, and what came of it. */
export interface SearchTrial<S extends SearchSpace = SearchSpace> {
  /** Counts the trials of a search from 0; also the seed that the trial was given. */
  readonly number: number;
  readonly params: SearchParams<S>;
  /** The higher the better; NaN where the training diverged. */
  readonly score: number;
  /** What else the trial returned. */
  readonly also: Readonly<Record<string, number>>;
}

/** A search as JSON: enough to go on with it. */
export interface SearchData {
  /** Tells which space, trial, seed and data the trials belong to. */
  readonly fingerprint: string;
  readonly space: SearchSpace;
  /** In the order of their numbers; a score that is no number is null. */
  readonly trials: readonly (Omit<SearchTrial, "score"> & { readonly score: number | null })[];
}

/** What a search has found. */
export class Search<S extends SearchSpace = SearchSpace> {
  readonly space: S;
  /** The best first, those that diverged last. */
  readonly trials: readonly SearchTrial<S>[];
  /** What the score is called: "dev accuracy". */
  readonly scoreName: string;
  private readonly fingerprint: string;

  constructor(
    space: S,
    trials: readonly SearchTrial<S>[],
    identity: { readonly scoreName: string; readonly fingerprint: string },
  ) {
    this.space = space;
    this.trials = [...trials].sort(
      (a, b) => rank(b.score) - rank(a.score) || a.number - b.number, // biome-ignore format: one thought
    );
    this.scoreName = identity.scoreName;
    this.fingerprint = identity.fingerprint;
  }

  /** The trial with the highest score. */
  get best(): SearchTrial<S> {
    return this.trials[0];
  }

  /**
   * The part of the space around the best trials, to search more finely: from the lowest to the highest value that
   * they have of each hyper-parameter, and a tenth of its scale further on either side.
   *
   * @param best  how many trials count as the best
   * @example search(coarse.focus(5), trial, { trials: 30 })
   */
  focus(best: number = 5): S {
    const leaders = this.trials.filter(({ score }) => !Number.isNaN(score)).slice(0, best);
    if (leaders.length === 0) {
      throw new ValueError(`focus: the best ${best} of ${this.trials.length} trials`, {
        expected: "at least one trial that has a score",
        received: best,
        help: "focus(5); where every trial diverged, search a space of smaller learning rates",
      });
    }
    const names = Object.keys(this.space) as (keyof S & string)[];
    const part = names.map((name) => [
      name,
      focused(
        this.space[name],
        leaders.map(({ params }) => params[name]),
      ),
    ]);
    return Object.fromEntries(part) as S;
  }

  /**
   * The trials in the plane of two hyper-parameters, as `searchScatter` draws them.
   *
   * @example searchScatter({ random: found.points("learningRate", "beta") }, { log: "x" })
   */
  points(x: keyof S & string, y: keyof S & string): { x: number; y: number; score: number }[] {
    return this.trials.map(({ params, score }) => ({
      x: this.asNumber(x, params[x]),
      y: this.asNumber(y, params[y]),
      score,
    }));
  }

  /**
   * Each trial's hyper-parameters and its score by their names, as `parallelCoordinates` draws them. A choice that is
   * no number stands as its place among the choices, from 0.
   *
   * @example parallelCoordinates(found.records(), found.scoreName, { log: found.logarithmic })
   */
  records(): Record<string, number>[] {
    return this.trials.map(({ params, score }) => {
      const values = Object.keys(this.space).map((name) => [name, this.asNumber(name, params[name])]);
      return { ...Object.fromEntries(values), [this.scoreName]: score };
    });
  }

  /** The hyper-parameters that want a logarithmic axis. */
  get logarithmic(): string[] {
    return Object.keys(this.space).filter((name) => isLogarithmic(this.space[name]));
  }

  /** Plain data, for JSON. */
  toJSON(): SearchData {
    const { fingerprint, space, trials } = this;
    return { fingerprint, space, trials: asData(trials) };
  }

  /** Writes the search to a JSON file, from which another one can go on: `resume`. */
  save(file: string): void {
    writeFileSync(file, JSON.stringify(this));
  }

  private asNumber(name: string, value: string | number | boolean): number {
    const scale = this.space[name];
    if (typeof value === "number") return value;
    return scale.scale === "choices" ? scale.values.indexOf(value) : Number(value);
  }
}

/** Trials in the order of their numbers, as JSON has them. */
export function asData(trials: readonly SearchTrial[]): SearchData["trials"] {
  return [...trials]
    .sort((a, b) => a.number - b.number)
    .map((trial) => ({ ...trial, score: Number.isFinite(trial.score) ? trial.score : null }));
}

function rank(score: number): number {
  return Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
}
