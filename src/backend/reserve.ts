import type { Floats } from "./kernels.js";

/** The two precisions, by the names that tensors give them. */
export type FloatName = "float64" | "float32";

/** A part of the reserve, in bytes: from `start` up to, not including, `end`. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

const PAGE = 65_536;
const MEBIBYTE = 1_048_576;

/** Everything in the reserve begins at a multiple of this: one cache line. */
export const ALIGNMENT = 64;

/**
 * The memory that the SIMD kernels see. It is address space, not RAM: the system gives it pages when they are
 * first written. It has its final size from the start, because memory that threads share has to say its size. It is
 * shared, so that large arrays are divided among threads where they lie; one thread is as fast with it as without.
 */
export const reserve: WebAssembly.Memory = openReserve();

/** The compiled kernels' own constants and tables. */
const MODULE_END = MEBIBYTE;

/** Where the pool's helpers are told what to do: below the kernels' tables, which begin at 64 KiB. */
export const commandRegion: Region = { start: 4096, end: PAGE };

const total = reserve.buffer.byteLength;

/** Copies of operands that live elsewhere, and the packed panels of a product: valid during one call. */
export const scratchRegion: Region = { start: MODULE_END, end: total / 4 };

/** Parameters, gradients and optimizer state: valid as long as somebody holds them. */
export const persistentRegion: Region = { start: total / 4, end: total / 2 };

/** The intermediates of a training step: valid until it ends. */
export const arenaRegion: Region = { start: total / 2, end: total };

/** Half a gigabyte, or what a limited address space still gives. */
function openReserve(): WebAssembly.Memory {
  for (const size of [512, 256, 128]) {
    const pages = (size * MEBIBYTE) / PAGE;
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    } catch {
      // Less, then.
    }
  }
  const pages = (64 * MEBIBYTE) / PAGE;
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/** An array that knows where in the reserve it lies. */
interface Resident {
  readonly address?: number;
  readonly owner?: Floats;
}

/** A view of the reserve. */
export function residentView(dtype: FloatName, address: number, length: number): Floats {
  const view =
    dtype === "float64"
      ? new Float64Array(reserve.buffer, address, length)
      : new Float32Array(reserve.buffer, address, length);
  return settle(view, address);
}

/** An array of zeros that belongs to the garbage collector. */
export function ordinaryArray(dtype: FloatName, length: number): Floats {
  return dtype === "float64" ? new Float64Array(length) : new Float32Array(length);
}

/**
 * Where an array begins in the reserve; undefined for ordinary arrays.
 *
 * A property of our own, because the built-in `buffer` and `byteOffset` cost 40 ns each where this costs 3.
 */
export function addressOf(values: Floats): number | undefined {
  return (values as Resident).address;
}

/**
 * Elements `begin` up to `end` of an array, on the same memory. Unlike `subarray`, the part stays as fast as
 * the whole, and keeps the whole alive.
 */
export function section(values: Floats, begin: number, end: number = values.length): Floats {
  const part = values.subarray(begin, end);
  const address = addressOf(values);
  if (address === undefined) return part;
  Object.defineProperty(part, "owner", { value: values });
  return settle(part, address + begin * values.BYTES_PER_ELEMENT);
}

/** Not enumerable, so that a printed array shows its numbers only. */
function settle(values: Floats, address: number): Floats {
  return Object.defineProperty(values, "address", { value: address });
}
