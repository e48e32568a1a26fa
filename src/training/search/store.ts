import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { ValueError } from "../../tensor/errors.js";
import { asData, Search, type SearchData, type SearchTrial } from "./found.js";
import type { SearchSpace } from "./space.js";

/** Where finished trials come from and go to. */
interface Places {
  readonly file?: string;
  readonly resume?: Search | SearchData;
}

type ByNumber = Map<number, SearchTrial>;

/**
 * The trials of a search that was broken off. However that happens, even in the middle of a statement, they are here
 * when the same search is begun again.
 */
let unfinished: { readonly fingerprint: string; readonly trials: ByNumber } | undefined;

/** A file is written at most once in so many milliseconds. */
const PAUSE = 1000;

/** The finished trials of one search. */
export class TrialStore {
  private readonly space: SearchSpace;
  private readonly fingerprint: string;
  private readonly file: string | undefined;
  private readonly byNumber: ByNumber;
  private writtenAt: number = performance.now();

  /** @throws ValueError when what is there belongs to another search, or cannot be read */
  constructor(space: SearchSpace, fingerprint: string, { file, resume }: Places) {
    this.space = space;
    this.fingerprint = fingerprint;
    this.file = file;
    this.byNumber = unfinished?.fingerprint === fingerprint ? unfinished.trials : new Map();
    unfinished = { fingerprint, trials: this.byNumber };
    if (resume !== undefined) this.take(resume instanceof Search ? resume.toJSON() : resume, "resume");
    if (file !== undefined && existsSync(file)) this.take(readData(file), `the file "${file}"`);
  }

  get trials(): readonly SearchTrial[] {
    return [...this.byNumber.values()];
  }

  has(number: number): boolean {
    return this.byNumber.has(number);
  }

  add(trial: SearchTrial): void {
    this.byNumber.set(trial.number, trial);
    if (performance.now() - this.writtenAt >= PAUSE) this.write();
  }

  /**
   * Writes the file, if there is one: as a whole or not at all.
   *
   * @throws ValueError when it cannot be written
   */
  write(): void {
    this.writtenAt = performance.now();
    if (this.file === undefined) return;
    const { fingerprint, space } = this;
    const data: SearchData = { fingerprint, space, trials: asData(this.trials) };
    try {
      writeFileSync(`${this.file}.new`, JSON.stringify(data));
      renameSync(`${this.file}.new`, this.file);
    } catch (error) {
      throw new ValueError(`search: the file "${this.file}" cannot be written`, {
        expected: "a file in a folder that is there, and may be written to",
        received: error,
        help: "name another file, or make its folder first",
      });
    }
  }

  /** The search is complete: nothing is left to go on with. */
  finish(): void {
    unfinished = undefined;
  }

  private take({ fingerprint, trials }: SearchData, from: string): void {
    if (fingerprint !== this.fingerprint) {
      throw new ValueError(`search: ${from} holds the trials of another search`, {
        expected: "the same space, trial, seed, grid and given",
        received: fingerprint,
        help: "to begin anew, leave it out or name another file",
      });
    }
    for (const trial of trials)
      this.byNumber.set(trial.number, { ...trial, score: trial.score ?? Number.NaN });
  }
}

function readData(file: string): SearchData {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw notSearch(file, error);
  }
  if (isSearchData(data)) return data;
  throw notSearch(file, data);
}

function isSearchData(data: unknown): data is SearchData {
  if (typeof data !== "object" || data === null) return false;
  return "fingerprint" in data && "trials" in data && Array.isArray(data.trials);
}

function notSearch(file: string, received: unknown): ValueError {
  return new ValueError(`search: the file "${file}" holds no search`, {
    expected: "what a search with this file has written",
    received,
    help: "name another file, or move this one away",
  });
}
