/**
 * Keeps the compiler's memory small. V8 lets a heap grow while there is room, which is right for a cell that computes;
 * a compiler that lives beside it for hours should not take the room.
 */

import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes of garbage that are worth a pause. */
const tolerated = 16_000_000;
/** Milliseconds after a cell has been compiled: by then it runs, in its own thread. */
const respite = 200;

let lowest = Number.POSITIVE_INFINITY;
let pending: NodeJS.Timeout | undefined;

/** Does `work` with V8 told to prefer a small heap: 135 instead of 175 MB once the compiler is up. */
export function frugally<T>(work: () => T): T {
  setFlagsFromString("--optimize-for-size");
  try {
    return work();
  } finally {
    // The flag is the process's: cells shall have V8 at full speed.
    setFlagsFromString("--no-optimize-for-size");
    tidyLater();
  }
}

function tidyLater(): void {
  const heapUsed = getHeapStatistics().used_heap_size;
  lowest = Math.min(lowest, heapUsed);
  if (heapUsed - lowest < tolerated) return;
  clearTimeout(pending);
  pending = setTimeout(() => frugally(collectGarbage), respite).unref();
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  lowest = getHeapStatistics().used_heap_size;
}
