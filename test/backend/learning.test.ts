import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kernels } from "../../src/backend/backend.js";
import type { Floats, Kernels } from "../../src/backend/kernels.js";
import { reference } from "../../src/backend/reference.js";
import type { FloatName } from "../../src/backend/reserve.js";
import { dtypes, expectClose, gentleNumbers, ordinary, type Place, places, put, ulp } from "./compare.js";

/** What a kernel made of the same arrays, for each of the two kernel sets. */
function both(
  dtype: FloatName,
  place: Place,
  arrays: readonly (readonly number[])[],
  run: (set: Kernels, ...arrays: Floats[]) => number | undefined,
): { got: Floats[]; want: Floats[]; gotValue: number | undefined; wantValue: number | undefined } {
  const got = arrays.map((values) => put(dtype, place, values));
  const want = arrays.map((values) => ordinary(dtype, values));
  const gotValue = run(kernels, ...got);
  const wantValue = run(reference, ...want);
  return { got, want, gotValue, wantValue };
}

const sizes = fc.integer({ min: 1, max: 19 });
const stream = fc.infiniteStream(gentleNumbers);
const take = (numbers: fc.Stream<number>, count: number): number[] => [...numbers.take(count)];
const zeros = (count: number): number[] => new Array<number>(count).fill(0);
const fraction = (x: number): number => (x + 30) / 60;

describe.each(dtypes)("%s", (dtype) => {
  describe.each(places)("%s", (place) => {
    const bits = ulp(dtype);

    /** Runs a kernel of both sets on random arrays, and compares everything that it wrote. */
    function agree(
      arrays: (count: number, numbers: fc.Stream<number>) => number[][],
      run: (set: Kernels, rows: number, columns: number, ...arrays: Floats[]) => number | undefined,
      relative: number,
      scale: number,
    ): void {
      fc.assert(
        fc.property(sizes, sizes, stream, (rows, columns, numbers) => {
          const result = both(dtype, place, arrays(rows * columns, numbers), (set, ...all) =>
            run(set, rows, columns, ...all),
          );
          result.got.forEach((values, i) => {
            expectClose(values, result.want[i], relative, scale);
          });
          if (result.wantValue === undefined || result.gotValue === undefined) return;
          const [got, want] = [result.gotValue, result.wantValue];
          expect(Math.abs(got - want)).toBeLessThanOrEqual(
            relative * Math.max(Math.abs(want), rows * columns * 90),
          );
        }),
        { numRuns: 60 },
      );
    }

    test("softmax and its gradient agree", () => {
      agree(
        (n, s) => [take(s, n), take(s, n), zeros(n), zeros(n)],
        (set, rows, columns, x, dy, y, dx) => {
          set.softmax(x, y, rows, columns);
          set.softmaxGradient(dy, y, dx, rows, columns);
          return undefined;
        },
        8 * bits,
        600,
      );
    });

    test("logSoftmax and its gradient agree", () => {
      agree(
        (n, s) => [take(s, n), take(s, n), zeros(n), zeros(n)],
        (set, rows, columns, x, dy, y, dx) => {
          set.logSoftmax(x, y, rows, columns);
          set.logSoftmaxGradient(dy, y, dx, rows, columns);
          return undefined;
        },
        70 * bits,
        600,
      );
    });

    test("the softmax kernels may write over an operand", () => {
      const x = put(dtype, place, [5, 2, -1, 3]);
      kernels.softmax(x, x, 1, 4);
      expectClose(x, ordinary(dtype, [0.84204, 0.041923, 0.0020872, 0.11396]), 1e-3);
    });

    test("softmax of large logits is finite", () => {
      const x = put(dtype, place, [1e5, 1e5, -1e5, ...zeros(30).map(() => -1e5)]);
      kernels.softmax(x, x, 1, 33);
      expect([x[0], x[1], x[2]]).toEqual([0.5, 0.5, 0]);
    });

    test("binary cross-entropy and its gradient agree", () => {
      agree(
        (n, s) => [take(s, n), take(s, n).map(fraction), zeros(n)],
        (set, _rows, _columns, z, t, dz) => set.binaryCrossEntropy(z, t, dz, 0.25),
        8 * bits,
        1,
      );
    });

    test("binary cross-entropy of sure and wrong logits is large, not infinite", () => {
      const z = put(dtype, place, [1000, -1000, ...zeros(40)]);
      const t = put(dtype, place, [0, 1, ...zeros(40)]);
      const dz = put(dtype, place, zeros(42));
      const cost = kernels.binaryCrossEntropy(z, t, dz, 1);
      expect(cost).toBeCloseTo(2000 + 40 * Math.LN2, 2);
      expect([dz[0], dz[1], dz[2]]).toEqual([1, -1, 0.5]);
    });

    test("cross-entropy and its gradient agree", () => {
      agree(
        (n, s) => [take(s, n), take(s, n).map(fraction), zeros(n)],
        (set, rows, columns, z, t, dz) => set.crossEntropy(z, t, dz, rows, columns, 1 / rows),
        30 * bits,
        20,
      );
    });

    test("cross-entropy with an impossible class that nobody wants is finite", () => {
      const z = put(dtype, place, [Number.NEGATIVE_INFINITY, 1, ...zeros(30)]);
      const t = put(dtype, place, [0, 1, ...zeros(30)]);
      const dz = put(dtype, place, zeros(32));
      expect(kernels.crossEntropy(z, t, dz, 1, 32, 1)).toBeCloseTo(Math.log(Math.E + 30) - 1, 5);
      expect(dz[0]).toBe(0);
    });

    test("dropout keeps what is drawn below its rate, and scales it", () => {
      agree(
        (n, s) => [take(s, n), take(s, n).map(fraction), zeros(n)],
        (set, _rows, _columns, x, uniform, out) => {
          set.dropout(x, uniform, 0.86, out);
          return undefined;
        },
        2 * bits,
        0,
      );
    });

    test("batch normalization and its gradients agree", () => {
      fc.assert(
        fc.property(fc.integer({ min: 4, max: 40 }), sizes, stream, (rows, columns, s) => {
          const n = rows * columns;
          const arrays = [
            ...[take(s, n), take(s, columns), take(s, columns), take(s, n)],
            ...[zeros(n), zeros(columns), zeros(columns), zeros(n), zeros(columns), zeros(columns)],
          ];
          const { got, want } = both(
            dtype,
            place,
            arrays,
            (set, x, gamma, beta, dy, y, mu, s2, dx, dgamma, dbeta) => {
              set.batchNorm(x, gamma, beta, 0.5, y, mu, s2, rows, columns);
              set.batchNormGradient(dy, x, gamma, mu, s2, 0.5, dx, dgamma, dbeta, rows, columns);
              return undefined;
            },
          );
          got.forEach((values, i) => {
            expectClose(values, want[i], 40 * bits, 3e4);
          });
        }),
        { numRuns: 60 },
      );
    });

    test("batch normalization gives columns of mean beta and deviation gamma", () => {
      const [rows, columns] = [50, 3];
      const x = put(
        dtype,
        place,
        Array.from({ length: rows * columns }, (_, i) => Math.sin(i * i) * (1 + (i % 3))),
      );
      const [gamma, beta] = [put(dtype, place, [1, 2, 3]), put(dtype, place, [-1, 0, 5])];
      const [y, mu, s2] = [
        put(dtype, place, zeros(rows * columns)),
        put(dtype, place, zeros(3)),
        put(dtype, place, zeros(3)),
      ];
      kernels.batchNorm(x, gamma, beta, 0, y, mu, s2, rows, columns);
      for (let j = 0; j < columns; j++) {
        const column = Array.from({ length: rows }, (_, i) => y[i * columns + j]);
        const mean = column.reduce((a, b) => a + b, 0) / rows;
        const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / rows;
        expect(mean).toBeCloseTo(beta[j], 4);
        expect(Math.sqrt(variance)).toBeCloseTo(gamma[j], 4);
      }
    });

    test("all update rules agree over ten steps", () => {
      const rules: [string, (set: Kernels, w: Floats, g: Floats, v: Floats, s: Floats, t: number) => void][] =
        [
          ["descend", (set, w, g) => set.descend(w, g, 0.1)],
          ["momentum", (set, w, g, v) => set.momentum(w, g, v, 0.1, 0.9, 0.1)],
          ["adagrad", (set, w, g, _v, s) => set.adagrad(w, g, s, 0.1, 1e-8)],
          ["rmsprop", (set, w, g, _v, s) => set.rmsprop(w, g, s, 0.1, 0.9, 1e-8)],
          [
            "adam",
            (set, w, g, v, s, t) =>
              set.adam(w, g, v, s, {
                ...{ rate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
                ...{ correction1: 1 - 0.9 ** t, correction2: 1 - 0.999 ** t },
              }),
          ],
        ];
      for (const [, rule] of rules) {
        for (const length of [1, 2, 3, 4, 5, 7, 25, 64, 101]) {
          const w = Array.from({ length }, (_, i) => Math.cos(i));
          const g = Array.from({ length }, (_, i) => Math.sin(i + 1));
          const { got, want } = both(dtype, place, [w, g, zeros(length), zeros(length)], (set, ...all) => {
            const [weights, gradient, v, s] = all;
            for (let t = 1; t <= 10; t++) rule(set, weights, gradient, v, s, t);
            return undefined;
          });
          got.forEach((values, i) => {
            expectClose(values, want[i], 40 * bits, 1);
          });
        }
      }
    });

    test("Adam's first step is rate · sign(g), and its second is worked out by hand", () => {
      const update = (t: number) => ({
        ...{ rate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 0 },
        ...{ correction1: 1 - 0.9 ** t, correction2: 1 - 0.999 ** t },
      });
      const w = put(dtype, place, zeros(30));
      const g = put(
        dtype,
        place,
        zeros(30).map((_, i) => (i % 2 === 0 ? 3 : -0.01)),
      );
      const [v, s] = [put(dtype, place, zeros(30)), put(dtype, place, zeros(30))];
      kernels.adam(w, g, v, s, update(1));
      expect(w[0]).toBeCloseTo(-0.1, 6);
      expect(w[1]).toBeCloseTo(0.1, 6);
      g.fill(0);
      kernels.adam(w, g, v, s, update(2));
      // v̂ = .9 · .1 · 3 / (1 − .81), ŝ = .999 · .001 · 9 / (1 − .998001): their quotient is .6701.
      const step = ((0.27 / 0.19) * 0.1) / Math.sqrt((0.999 * 0.001 * 9) / (1 - 0.999 ** 2));
      expect(w[0]).toBeCloseTo(-0.1 - step, 5);
    });
  });
});
