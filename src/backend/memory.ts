import { Arena } from "./arena.js";
import { Heap } from "./heap.js";
import type { Floats } from "./kernels.js";
import { addressOf, arenaRegion, type FloatName, ordinaryArray, persistentRegion } from "./reserve.js";

/*
 * Where numbers live. Nobody frees anything:
 *
 *   outside a step   allocate    ordinary arrays, which the garbage collector takes back
 *   inside a step    allocate    the arena, which the next step uses again
 *   always           persistent  parameters, gradients, optimizer state, a data set
 *
 * An array from the arena is right until the next step begins, and must not be read after that. So a tensor keeps
 * the number of its step (`stepOf` its array, when it is made), looks at it when its numbers are asked for
 * (`isCurrent`), and what is to last is copied out in time (`keep`).
 */

const arena = new Arena(arenaRegion);
const heap = new Heap(persistentRegion);

let steps = 0;
let depth = 0;
let isWatched = false;
const rescuers: (() => void)[] = [];

/**
 * Begins a training step: until `endStep`, `allocate` hands out recycled memory. A step begun within a step is
 * part of it. Close it in a `finally`.
 */
export function beginStep(): void {
  if (depth++ > 0) return;
  for (const rescue of rescuers) rescue();
  steps += 1;
  arena.recycle();
  if (!isWatched) watch();
}

/** Has `rescue` called whenever the arena is about to be used again: the last chance to `keep` what lies there. */
export function beforeRecycling(rescue: () => void): void {
  rescuers.push(rescue);
}

/**
 * A step is over when the event loop goes on: a reader who breaks off a cell may break off a step, in a way that no
 * `finally` sees.
 */
function watch(): void {
  isWatched = true;
  setImmediate(() => {
    isWatched = false;
    depth = 0;
  }).unref();
}

/** Ends the step. Its arrays may be read until the next one begins; what is to last longer, see `keep`. */
export function endStep(): void {
  if (depth > 0) depth -= 1;
}

/**
 * An array for the result of an operation. Inside a step it holds any numbers (every kernel writes all of its
 * output): `fill(0)` where zeros are needed.
 */
export function allocate(dtype: FloatName, length: number): Floats {
  return depth > 0 ? arena.allocate(dtype, length) : ordinaryArray(dtype, length);
}

/**
 * An array of zeros that is fast to compute with and valid as long as it is held. Meant for few and lasting
 * things: making one costs a microsecond. Hold the array itself, or a `section` of it, not a `subarray`.
 */
export function persistent(dtype: FloatName, length: number): Floats {
  return heap.allocate(dtype, length);
}

/** The number of the step whose arena an array lies in; 0 for one that stays valid for ever. */
export function stepOf(values: Floats): number {
  const address = addressOf(values);
  return address !== undefined && address >= arenaRegion.start ? steps : 0;
}

/** Whether numbers from this step (`stepOf`) may still be read. */
export function isCurrent(step: number): boolean {
  return step === 0 || step === steps;
}

/** The array itself, or an ordinary copy if it lies in the arena: what may leave a step. */
export function keep(values: Floats): Floats {
  return stepOf(values) === 0 ? values : values.slice();
}
