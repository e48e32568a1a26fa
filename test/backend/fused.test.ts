import { afterEach, expect, test, vi } from "vitest";
import { kernels } from "../../src/backend/backend.js";
import { fusedProducts, setFusedProducts } from "../../src/backend/fused.js";
import { fusedFor } from "../../src/backend/fused-product.js";
import type { Floats } from "../../src/backend/kernels.js";
import { hasFusedMultiplyAdd } from "../../src/backend/wasm-module.js";
import { dtypes, offerFusedMultiplyAdd, ordinary, put } from "./compare.js";

afterEach(() => {
  vi.restoreAllMocks();
  setFusedProducts(false);
});

const size = 24;

/** 1/3 times 1/7, summed up. */
function thirdsBySevenths(dtype: (typeof dtypes)[number]): Floats {
  const [a, b, c] = [1 / 3, 1 / 7, 0].map((x) =>
    put(dtype, "in the reserve", new Float64Array(size * size).fill(x)),
  );
  kernels.matmul(size, size, size, a, false, b, false, c, false);
  return c.slice();
}

test("fused products are off until somebody switches them on", () => {
  expect(fusedProducts()).toBe(false);
  for (const dtype of dtypes) expect(fusedFor(ordinary(dtype, [0]))).toBeNull();
});

test("a runtime without relaxed SIMD says no, and its products stay as they were", () => {
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  expect(setFusedProducts(true)).toBe(false);
  expect(fusedProducts()).toBe(false);
  for (const dtype of dtypes) expect(fusedFor(ordinary(dtype, [0]))).toBeNull();
});

test("a runtime with relaxed SIMD says yes, and has a module for each precision", () => {
  offerFusedMultiplyAdd();
  const has = hasFusedMultiplyAdd();
  expect(setFusedProducts(true)).toBe(has);
  expect(fusedProducts()).toBe(has);
  for (const dtype of dtypes) expect(fusedFor(ordinary(dtype, [0])) !== null).toBe(has);
});

test("switched off again, products have the digits that they had before", () => {
  offerFusedMultiplyAdd();
  for (const dtype of dtypes) {
    const before = thirdsBySevenths(dtype);
    setFusedProducts(true);
    thirdsBySevenths(dtype);
    expect(setFusedProducts(false)).toBe(false);
    expect(thirdsBySevenths(dtype)).toEqual(before);
  }
});
