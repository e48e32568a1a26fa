import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { count, extent, inWords, list, percent, rounded } from "../../src/display/numbers.js";

describe("a number in words", () => {
  test.each([
    [0, "0"],
    [30_000, "30,000"],
    [1_234_567, "1,234,567"],
    [-0.5, "−0.5"],
    [0.12345, "0.123"],
    [1234.56, "1,235"],
    [12.345, "12.3"],
    [2.919e-10, "2.92 × 10⁻¹⁰"],
    [-1.5e12, "−1.5 × 10¹²"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("%d is %s", (x, text) => {
    expect(inWords(x)).toBe(text);
  });
});

test("a share is a per cent with one digit; nothing and everything have none", () => {
  expect([0, 0.953, 0.9999, 1, Number.NaN].map(percent)).toEqual(["0 %", "95.3 %", "100.0 %", "100 %", "–"]);
});

test("counting and listing follow the number", () => {
  expect([count(1, "step"), count(2000, "step")]).toEqual(["1 step", "2,000 steps"]);
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(list)).toEqual(["", "a", "a and b", "a, b and c"]);
});

test("rounding keeps a finite number to six digits and makes all others a gap", () => {
  fc.assert(
    fc.property(fc.double(), (x) => {
      const y = rounded({ x: [x] }).x[0];
      if (!Number.isFinite(x)) return y === null;
      return Math.abs(y - x) <= 1e-5 * Math.abs(x) && String(y).replace(/e.*|[-.]/g, "").length <= 22;
    }),
  );
});

test("rounding reads typed arrays and leaves out what is undefined", () => {
  expect(rounded({ y: Float32Array.of(0.1, 0.2), z: undefined })).toEqual({ y: [0.1, 0.2] });
});

test("the extent is that of the finite numbers", () => {
  expect(extent([3, Number.NaN, -1, Number.POSITIVE_INFINITY])).toEqual([-1, 3]);
  expect(extent([Number.NaN])).toBeNull();
});
