import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kernels } from "../../src/backend/backend.js";
import { setFusedProducts } from "../../src/backend/fused.js";
import type { Floats } from "../../src/backend/kernels.js";
import { readyHelpers } from "../../src/backend/pool.js";
import { product } from "../../src/backend/product.js";
import { reference } from "../../src/backend/reference.js";
import { type FloatName, reserve } from "../../src/backend/reserve.js";
import { setThreads } from "../../src/backend/threads.js";
import { openModule } from "../../src/backend/wasm-module.js";
import { dtypes, expectClose, ordinary, type Place, places, put, ulp, wave } from "./compare.js";

const transposes = [
  ["A · B", false, false],
  ["A · Bᵀ", false, true],
  ["Aᵀ · B", true, false],
  ["Aᵀ · Bᵀ", true, true],
] as const;

interface Shape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** C from the compiled kernels; C begins as a wave where the product is added to it. */
function compute(
  dtype: FloatName,
  place: Place,
  { m, n, k }: Shape,
  aT: boolean,
  bT: boolean,
  accumulate: boolean,
): Floats {
  const c = put(dtype, place, accumulate ? wave(m * n, 5) : wave(m * n).fill(Number.NaN));
  const a = put(dtype, place, wave(m * k, 1));
  const b = put(dtype, place, wave(k * n, 2));
  kernels.matmul(m, n, k, a, aT, b, bT, c, accumulate);
  return c;
}

function expectRight(
  dtype: FloatName,
  place: Place,
  shape: Shape,
  aT: boolean,
  bT: boolean,
  add: boolean,
): void {
  const { m, n, k } = shape;
  const want = ordinary(dtype, wave(m * n, 5));
  reference.matmul(
    m,
    n,
    k,
    ordinary(dtype, wave(m * k, 1)),
    aT,
    ordinary(dtype, wave(k * n, 2)),
    bT,
    want,
    add,
  );
  expectClose(compute(dtype, place, shape, aT, bT, add), want, 16 * ulp(dtype), k + 1);
}

/** Where the runtime has no fused multiply-add, fused.test.ts holds that it says so. */
const roundings = [
  ["rounded twice", "none"],
  ["fused", "all"],
] as const;

afterAll(() => {
  setThreads(1);
  setFusedProducts("float32");
});

describe.each(roundings)("%s", (_rounding, fused) => {
  beforeAll(() => {
    setFusedProducts(fused);
  });

  describe.each(dtypes)("%s", (dtype) => {
    describe.each(transposes)("%s", (_name, aT, bT) => {
      test("is right for all sizes from 1 to 33", () => {
        setThreads(1);
        for (let size = 1; size <= 33; size++) {
          for (const other of [1, 3, 8, 17]) {
            expectRight(dtype, "in the reserve", { m: size, n: other, k: 9 }, aT, bT, false);
            expectRight(dtype, "in the reserve", { m: other, n: size, k: 33 }, aT, bT, true);
            expectRight(dtype, "ordinary", { m: 7, n: other, k: size }, aT, bT, false);
          }
        }
      });

      test.each(places)("is right for larger shapes, %s", (place) => {
        fc.assert(
          fc.property(
            fc.integer({ min: 1, max: 80 }),
            fc.integer({ min: 1, max: 80 }),
            fc.integer({ min: 1, max: 600 }),
            fc.boolean(),
            (m, n, k, accumulate) => expectRight(dtype, place, { m, n, k }, aT, bT, accumulate),
          ),
          { numRuns: 8 },
        );
      });

      test("blocks of rows, of columns and of k fit together", () => {
        expectRight(dtype, "in the reserve", { m: 133, n: 41, k: 531 }, aT, bT, true);
        expectRight(dtype, "in the reserve", { m: 9, n: 1061, k: 261 }, aT, bT, false);
      });

      test("NaN in one row or column stays there", () => {
        const [m, n, k] = [13, 11, 40];
        const [a, b] = [
          put(dtype, "in the reserve", wave(m * k, 1)),
          put(dtype, "in the reserve", wave(k * n, 2)),
        ];
        a[aT ? 3 * m + 2 : 2 * k + 3] = Number.NaN;
        const c = put(dtype, "in the reserve", wave(m * n));
        kernels.matmul(m, n, k, a, aT, b, bT, c, false);
        for (let i = 0; i < m * n; i++) expect(Number.isNaN(c[i])).toBe(Math.floor(i / n) === 2);
      });

      test("several threads give the same digits as one", () => {
        for (const shape of [
          { m: 128, n: 512, k: 200 },
          { m: 1500, n: 40, k: 64 },
          { m: 25, n: 12288, k: 32 },
          { m: 32, n: 25, k: 12288 },
        ]) {
          for (const accumulate of [false, true]) {
            setThreads(1);
            const alone = compute(dtype, "in the reserve", shape, aT, bT, accumulate);
            setThreads(3);
            waitForHelpers(2);
            for (const place of places) {
              const together = compute(dtype, place, shape, aT, bT, accumulate);
              expect(Buffer.compare(bytes(together), bytes(alone))).toBe(0);
            }
          }
        }
      });
    });

    test.each(places)("linear adds its bias to each row, %s", (place) => {
      for (const threads of [1, 2]) {
        setThreads(threads);
        if (threads > 1) waitForHelpers(1);
        for (const [m, n, k] of [
          [211, 20, 2],
          [211, 3, 20],
          [64, 1, 2],
          [1, 7, 50],
          [2, 2, 2],
          [96, 300, 100],
        ]) {
          const [x, w, bias] = [wave(m * k, 1), wave(n * k, 2), wave(n, 3)];
          for (const b of [bias, null]) {
            const [got, want] = [put(dtype, place, wave(m * n)), ordinary(dtype, wave(m * n))];
            kernels.linear(
              m,
              n,
              k,
              put(dtype, place, x),
              put(dtype, place, w),
              b && put(dtype, place, b),
              got,
            );
            reference.linear(m, n, k, ordinary(dtype, x), ordinary(dtype, w), b && ordinary(dtype, b), want);
            expectClose(got, want, 4 * ulp(dtype), k + 1);
          }
        }
      }
    });
  });
});

describe("what the scratch memory has no room for is computed in parts:", () => {
  /** Each of m, n and k is the longest of some; of one row, one column and one step too. */
  const shapes: Shape[] = [
    { m: 37, n: 20, k: 29 },
    { m: 20, n: 37, k: 29 },
    { m: 20, n: 29, k: 37 },
    { m: 1, n: 40, k: 90 },
    { m: 1, n: 90, k: 40 },
    { m: 90, n: 1, k: 40 },
    { m: 40, n: 90, k: 1 },
    { m: 1, n: 1, k: 700 },
    { m: 70, n: 70, k: 0 },
  ];

  describe.each(dtypes)("%s", (dtype) => {
    const module = openModule(dtype === "float64" ? "kernels64" : "kernels32", reserve);

    describe.each(places)("%s", (place) => {
      test.each(transposes)("%s, alone, added to C, and with a bias", (_name, aT, bT) => {
        for (const { m, n, k } of shapes) {
          for (const way of ["alone", "added", "bias"]) {
            const [a, b, bias] = [wave(m * k, 1), wave(k * n, 2), wave(n, 3)];
            const want = ordinary(dtype, wave(m * n, 5));
            reference.matmul(m, n, k, ordinary(dtype, a), aT, ordinary(dtype, b), bT, want, way === "added");
            if (way === "bias") for (let i = 0; i < m * n; i++) want[i] += bias[i % n];
            const c = put(dtype, place, wave(m * n, 5));
            const added = way === "alone" ? null : way === "bias" ? put(dtype, place, bias) : c;
            // So little room that parts have parts in turn.
            product(module, m, n, k, put(dtype, place, a), aT, put(dtype, place, b), bT, c, added, 2000);
            expectClose(c, want, 16 * ulp(dtype), k + 1);
          }
        }
      });
    });
  });

  test("two vectors and a wide layer that fill it by themselves", () => {
    const length = 8_000_000;
    const ones = new Float64Array(length).fill(1);
    const dot = new Float64Array(1);
    kernels.matmul(1, 1, length, ones, false, ones, false, dot, false);
    expect(dot[0]).toBe(length);

    const out = new Float64Array(2 * 300);
    const w = new Float64Array(300 * 60_000).fill(0.5);
    kernels.linear(2, 300, 60_000, new Float64Array(120_000).fill(1), w, new Float64Array(300).fill(3), out);
    expect(new Set(out)).toEqual(new Set([30_003]));
  });
});

/** Helpers start beside this thread; a product does without those that have not. */
function waitForHelpers(count: number): void {
  while (readyHelpers() < count) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

function bytes(values: Floats): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
