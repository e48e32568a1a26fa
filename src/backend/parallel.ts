import { type KernelKind, readyHelpers, runParts } from "./pool.js";
import { MOST_PARTS } from "./pool-command.js";
import { threads } from "./threads.js";

/*
 * One call of a kernel on all threads, each on parts of the numbers. Where an array is divided changes no digit: a
 * number of the result comes from the same operations in the same order, whoever computes it.
 */

/** Elements, rows or columns: from `begin` up to, not including, `end`. */
export interface Part {
  readonly begin: number;
  readonly end: number;
}

/** Below this many nanoseconds of work, to call the others takes longer than they save. */
const SHORT = 20_000;

/** Nanoseconds of a part, where there are more of them than threads. */
const PART = 100_000;

/** More parts a thread than one even out what the threads can do; many more would cost their beginnings. */
const PARTS_PER_THREAD = 3;

/**
 * In how many parts about so many nanoseconds of work are best done: 1 when nobody is ready to help, else the same
 * number for each thread.
 *
 * @param most  more than one for each thread only up to this
 */
export function partsFor(nanoseconds: number, most: number = MOST_PARTS): number {
  if (nanoseconds < SHORT || threads() === 1) return 1;
  const workers = readyHelpers() + 1;
  if (workers === 1) return 1;
  const rounds = Math.min(PARTS_PER_THREAD, most / workers, nanoseconds / PART / workers);
  return workers * Math.max(1, Math.floor(rounds));
}

/** `total` in at most `count` parts of about the same size, each beginning at a multiple of `grain`. */
export function divide(total: number, grain: number, count: number): readonly Part[] {
  const grains = Math.ceil(total / grain);
  const parts = Math.min(grains, count);
  const border = (i: number): number => Math.min(total, Math.floor((grains * i) / parts) * grain);
  const divided: Part[] = [];
  for (let i = 0; i < parts; i++) divided.push({ begin: border(i), end: border(i + 1) });
  return divided;
}

/**
 * Calls a kernel for each part: on this thread, or on whoever is free.
 *
 * @param run     calls the kernel on this thread
 * @param argsOf  its arguments for a part
 */
export function together(
  kind: KernelKind,
  run: (...args: number[]) => void,
  parts: readonly Part[],
  argsOf: (part: Part) => readonly number[],
): void {
  if (parts.length === 1) run(...argsOf(parts[0]));
  else runParts(kind, run, parts.map(argsOf));
}
