import { type Helper, type KernelKind, post, readyHelpers, takeBack, threads, waitFor } from "./pool.js";

/*
 * One call of a kernel on all threads, each on its part of the numbers. Where an array is divided changes no digit: a
 * number of the result comes from the same operations in the same order, whoever computes it.
 */

/** Elements, rows or columns: from `begin` up to, not including, `end`. */
export interface Part {
  readonly begin: number;
  readonly end: number;
}

/** Below this many nanoseconds of work, to call the others takes longer than they save. */
const SHORT = 20_000;

const NOBODY: readonly Helper[] = [];

/** Who is ready to help with about so many nanoseconds of work. */
export function helpersFor(nanoseconds: number): readonly Helper[] {
  return nanoseconds < SHORT || threads() === 1 ? NOBODY : readyHelpers();
}

/** `total` in at most `count` parts of about the same size, each beginning at a multiple of `grain`. */
export function divide(total: number, grain: number, count: number): readonly Part[] {
  const grains = Math.ceil(total / grain);
  const parts = Math.min(grains, count);
  const border = (i: number): number => Math.min(total, Math.floor((grains * i) / parts) * grain);
  return Array.from({ length: parts }, (_, i) => ({ begin: border(i), end: border(i + 1) }));
}

/**
 * Calls a kernel for each part: this thread for the first, the helpers for the others, unless they come too late.
 *
 * @param run     calls the kernel on this thread
 * @param argsOf  its arguments for a part, where the helper that computes it may want to know its own place
 */
export function together(
  kind: KernelKind,
  run: (...args: number[]) => void,
  parts: readonly Part[],
  helpers: readonly Helper[],
  argsOf: (part: Part, helper: Helper | null) => readonly number[],
): void {
  for (let i = 1; i < parts.length; i++) post(helpers[i - 1], kind, argsOf(parts[i], helpers[i - 1]));
  run(...argsOf(parts[0], null));
  for (let i = 1; i < parts.length; i++) {
    if (takeBack(helpers[i - 1])) run(...argsOf(parts[i], null));
    else waitFor(helpers[i - 1]);
  }
}
