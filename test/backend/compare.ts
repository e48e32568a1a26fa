import fc from "fast-check";
import { expect } from "vitest";
import type { Floats } from "../../src/backend/kernels.js";
import { persistent } from "../../src/backend/memory.js";
import type { FloatName } from "../../src/backend/reserve.js";

export const dtypes: readonly FloatName[] = ["float64", "float32"];

/** Where a kernel may find its arrays. */
export const places = ["in the reserve", "ordinary"] as const;
export type Place = (typeof places)[number];

export function ordinary(dtype: FloatName, values: ArrayLike<number>): Floats {
  return dtype === "float64" ? Float64Array.from(values) : Float32Array.from(values);
}

/** The numbers in an array at that place. */
export function put(dtype: FloatName, place: Place, values: ArrayLike<number>): Floats {
  if (place === "ordinary") return ordinary(dtype, values);
  const resident = persistent(dtype, values.length);
  resident.set(values);
  return resident;
}

/** The distance from 1 to the next number. */
export function ulp(dtype: FloatName): number {
  return dtype === "float64" ? 2 ** -52 : 2 ** -23;
}

/** What networks compute with. */
export const gentleNumbers: fc.Arbitrary<number> = fc.double({ min: -30, max: 30, noNaN: true });

/** That, and what goes wrong: NaN, infinities, both zeros, the very large and the very small. */
export const allNumbers: fc.Arbitrary<number> = fc.oneof(
  { weight: 8, arbitrary: gentleNumbers },
  { weight: 1, arbitrary: fc.double() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[0, -0, 1, -1, 2, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      ...[1e-300, -1e300, 5e-324, 3e38, 1e-40, 709.5, -745, 88.6, -103],
    ),
  },
);

/** Repeatable numbers from −1 to 1, without a generator's cost. */
export function wave(length: number, phase = 0): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.sin((i + phase) * 1.7 + ((i * i) % 97)));
}

/**
 * Each number within `relative` of the wanted one; NaN and −0 as they are. Where the order of a computation is free,
 * `scale` is the size of its parts: numbers may then differ by `relative` of that, and zeros by their sign.
 */
export function expectClose(got: Floats, want: Floats, relative: number, scale = 0): void {
  expect(got.length).toBe(want.length);
  // Below the smallest normal number the last bit is large.
  const tiny = want.BYTES_PER_ELEMENT === 8 ? 2 ** -1022 : 2 ** -126;
  for (let i = 0; i < got.length; i++) {
    if (Object.is(got[i], want[i])) continue;
    const allowed = relative * Math.max(Math.abs(want[i]), scale) + tiny;
    if (Math.abs(got[i] - want[i]) <= allowed && (scale > 0 || got[i] !== 0 || want[i] !== 0)) continue;
    expect.fail(`at ${i}: ${Object.is(got[i], -0) ? "-0" : got[i]}, wanted ${want[i]}`);
  }
}
