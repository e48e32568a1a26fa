import type { Floats } from "./kernels.js";
import { ALIGNMENT, addressOf, reserve, scratchRegion } from "./reserve.js";

/*
 * Operands that live outside of the reserve are copied into it for the time of one call. A call begins with
 * `clear`, brings its operands in, and puts back its outputs.
 */

/** The panels of a product come first; see BLOCK_ROWS, BLOCK_COLUMNS and BLOCK_K in wasm/packed.ts. */
export const PANEL_BYTES: number = (129 + 1032) * 256 * 8 + 64;

/** How many threads can have panels of their own; a small scratch memory keeps most of its room for operands. */
export const PANEL_SETS: number = Math.max(
  1,
  Math.min(8, Math.floor((scratchRegion.end - scratchRegion.start) / 4 / PANEL_BYTES)),
);

/** The panels of a thread; the main thread is number 0. */
export function panelsOf(thread: number): number {
  return scratchRegion.start + thread * PANEL_BYTES;
}

export const panels: number = panelsOf(0);

const start = panelsOf(PANEL_SETS);
const doubles = new Float64Array(reserve.buffer);
const singles = new Float32Array(reserve.buffer);

/** How many bytes the operands of a call may have together. */
export const CAPACITY: number = scratchRegion.end - start - 16 * ALIGNMENT;

let top = start;

/** Forgets what earlier calls brought in. */
export function clear(): void {
  top = start;
}

/**
 * Room that nobody else uses during this call.
 *
 * @throws RangeError when there is none
 */
export function takeRoom(bytes: number): number {
  const address = top;
  if (address + bytes > scratchRegion.end) {
    throw new RangeError(
      `an array of ${bytes} bytes is too large for one operation\n  help: take it in parts`,
    );
  }
  top += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
  return address;
}

/** The address of an operand: its own, or that of a copy. */
export function bring(values: Floats): number {
  const address = addressOf(values);
  return address !== undefined ? address : copyIn(values);
}

/** The address for an output that is written in full: its own, or one from which `putBack` fetches it. */
export function room(out: Floats): number {
  const address = addressOf(out);
  return address !== undefined ? address : takeRoom(out.byteLength);
}

/** Ends a call: an output that is not in the reserve gets its numbers. */
export function putBack(out: Floats, address: number): void {
  if (address >= start && address < scratchRegion.end) copyOut(out, address);
}

/** Below this, a loop is quicker than the built-in `set`. */
const FEW = 32;

function copyIn(values: Floats): number {
  const address = takeRoom(values.byteLength);
  if (values.BYTES_PER_ELEMENT === 8) copyTo(doubles, address / 8, values);
  else copyTo(singles, address / 4, values);
  return address;
}

function copyOut(out: Floats, address: number): void {
  if (out.BYTES_PER_ELEMENT === 8) copyFrom(doubles, address / 8, out);
  else copyFrom(singles, address / 4, out);
}

function copyTo(whole: Floats, first: number, values: Floats): void {
  if (values.length >= FEW) whole.set(values, first);
  else for (let i = 0; i < values.length; i++) whole[first + i] = values[i];
}

function copyFrom(whole: Floats, first: number, out: Floats): void {
  if (out.length >= FEW) out.set(whole.subarray(first, first + out.length));
  else for (let i = 0; i < out.length; i++) out[i] = whole[first + i];
}
