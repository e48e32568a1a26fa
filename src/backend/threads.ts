import { availableParallelism } from "node:os";
import { PANEL_SETS } from "./scratch.js";

/** Each thread has panels of its own; more of them than this would divide the caches, not the work. */
const MOST_THREADS = Math.min(8, PANEL_SETS);

let wanted: number | null = null;

/**
 * How many threads compute what is large, this one included; default one for each core. The digits of a result do not
 * depend on it.
 *
 * @throws RangeError when it is no whole number from 1 up
 */
export function setThreads(count: number): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `setThreads: ${count} threads\n  help: a whole number from 1 up; 1 switches the others off`,
    );
  }
  wanted = Math.min(count, MOST_THREADS);
}

/** How many threads compute what is large. */
export function threads(): number {
  wanted ??= Math.min(availableParallelism(), MOST_THREADS);
  return wanted;
}
