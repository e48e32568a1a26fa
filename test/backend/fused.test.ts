import { afterEach, expect, test, vi } from "vitest";
import { kernels } from "../../src/backend/backend.js";
import { type FusedProducts, fusedProducts, setFusedProducts } from "../../src/backend/fused.js";
import { fusedFor } from "../../src/backend/fused-product.js";
import type { Floats } from "../../src/backend/kernels.js";
import { hasFusedMultiplyAdd } from "../../src/backend/wasm-module.js";
import { dtypes, ordinary, put } from "./compare.js";

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
  setFusedProducts("float32");
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

/** Whether products of double and of single precision are fused. */
function fused(): readonly boolean[] {
  return (["float64", "float32"] as const).map((dtype) => fusedFor(ordinary(dtype, [0])) !== null);
}

test("unless somebody asks for something else, products of single precision are fused, and only they", () => {
  const has = hasFusedMultiplyAdd();
  expect(fusedProducts()).toBe(has ? "float32" : "none");
  expect(fused()).toEqual([false, has]);
});

test("a runtime without relaxed SIMD says so, and fuses nothing", async () => {
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  const fresh = await import("../../src/backend/fused.js");
  expect(fresh.fusedProducts()).toBe("none");
  expect(fresh.setFusedProducts("all")).toBe("none");
});

test("a runtime with relaxed SIMD fuses all when asked to, or none", () => {
  const has = hasFusedMultiplyAdd();
  expect(setFusedProducts("all")).toBe(has ? "all" : "none");
  expect(fused()).toEqual([has, has]);
  expect(setFusedProducts("none")).toBe("none");
  expect(fused()).toEqual([false, false]);
});

test("anything else is refused, and changes nothing", () => {
  setFusedProducts("none");
  expect(() => setFusedProducts(true as unknown as FusedProducts)).toThrow(
    'setFusedProducts: true is no choice\n  help: "float32", "all" or "none"',
  );
  expect(fusedProducts()).toBe("none");
});

test("switched off again, products have the digits that they had before", () => {
  for (const dtype of dtypes) {
    setFusedProducts("none");
    const before = thirdsBySevenths(dtype);
    setFusedProducts("all");
    thirdsBySevenths(dtype);
    setFusedProducts("none");
    expect(thirdsBySevenths(dtype)).toEqual(before);
  }
});

test("where the runtime fuses, a product is rounded once: (1 + ε)² − 1 keeps ε²", () => {
  for (const dtype of dtypes) {
    const e = dtype === "float64" ? 2 ** -30 : 2 ** -13;
    const n = 16;
    // Each number of C is −1 · 1 + (1 + ε) · (1 + ε).
    const a = put(
      dtype,
      "in the reserve",
      Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 ? 1 + e : -1)),
    );
    const b = put(
      dtype,
      "in the reserve",
      Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? 1 : 1 + e)),
    );
    const c = put(dtype, "in the reserve", new Float64Array(n * n));
    const last = (which: FusedProducts): number => {
      setFusedProducts(which);
      kernels.matmul(n, n, 2, a, false, b, false, c, false);
      return c[n * n - 1];
    };
    expect(last("none")).toBe(2 * e);
    expect(last("all")).toBe(hasFusedMultiplyAdd() ? 2 * e + e * e : 2 * e);
  }
});
