import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kernels } from "../../src/backend/backend.js";
import { binaryCodes, reduceCodes, unaryCodes } from "../../src/backend/codes.js";
import type { BinaryLayout, BinaryName, ReduceName, UnaryName } from "../../src/backend/kernels.js";
import { reference } from "../../src/backend/reference.js";
import { allNumbers, dtypes, expectClose, gentleNumbers, ordinary, places, put, ulp } from "./compare.js";

/*
 * The compiled kernels against the plain ones, on arrays in the reserve and ordinary ones, short and long. What is
 * computed in another order (sums, products) may differ by as much as an order can make.
 */

test("the compiled kernels are what is tested", () => {
  expect(kernels.name).toBe("simd");
});

describe.each(dtypes)("%s", (dtype) => {
  describe.each(places)("%s", (place) => {
    test.each(Object.keys(unaryCodes) as UnaryName[])("%s agrees, awkward numbers included", (f) => {
      fc.assert(
        fc.property(fc.array(allNumbers, { maxLength: 70 }), (values) => {
          const [got, want] = [put(dtype, place, values), ordinary(dtype, values)];
          kernels.unary(f, put(dtype, place, values), got);
          reference.unary(f, ordinary(dtype, values), want);
          expectClose(got, want, 2 * ulp(dtype));
        }),
      );
    });

    test.each(Object.keys(unaryCodes) as UnaryName[])("%s may write over its operand", (f) => {
      const values = Array.from({ length: 37 }, (_, i) => (i - 11) / 7);
      const [got, want] = [put(dtype, place, values), ordinary(dtype, values)];
      kernels.unary(f, got, got);
      reference.unary(f, want, want);
      expectClose(got, want, 2 * ulp(dtype));
    });

    test.each(Object.keys(binaryCodes) as BinaryName[])("%s agrees in every layout", (f) => {
      fc.assert(
        // The plain kernels round once, at the end, where singles overflow on the way: dy · y · (1 − y).
        fc.property(
          layouts,
          fc.infiniteStream(f.endsWith("Gradient") ? gentleNumbers : allNumbers),
          (layout, stream) => {
            const draw = (length: number): number[] => [...stream.take(length)];
            const a = draw(reach(layout, layout.aRow, layout.aColumn));
            const b = draw(reach(layout, layout.bRow, layout.bColumn));
            const zeros = new Array<number>(layout.rows * layout.columns).fill(0);
            const [got, want] = [put(dtype, place, zeros), ordinary(dtype, zeros)];
            kernels.binary(f, put(dtype, place, a), put(dtype, place, b), got, layout);
            reference.binary(f, ordinary(dtype, a), ordinary(dtype, b), want, layout);
            // e^(b ln a) amplifies an error of the logarithm.
            expectClose(got, want, (f === "pow" ? 8 : 2) * ulp(dtype), f.endsWith("Gradient") ? 1e4 : 0);
          },
        ),
        { numRuns: 40 },
      );
    });

    test.each(Object.keys(reduceCodes) as ReduceName[])("%s agrees over any axis", (f) => {
      fc.assert(
        fc.property(sizes, sizes, sizes, fc.infiniteStream(gentleNumbers), (outer, count, inner, stream) => {
          const values = [...stream.take(outer * count * inner)];
          const zeros = new Array<number>(outer * inner).fill(0);
          const [got, want] = [put(dtype, place, zeros), ordinary(dtype, zeros)];
          kernels.reduce(f, put(dtype, place, values), got, outer, count, inner);
          reference.reduce(f, ordinary(dtype, values), want, outer, count, inner);
          const scale = values.reduce((total, x) => total + (f === "sum" ? Math.abs(x) : x * x), 0);
          expectClose(got, want, count * ulp(dtype), scale);
        }),
        { numRuns: 40 },
      );
    });

    test("max and min pass NaN on, wherever it is", () => {
      for (let at = 0; at < 21; at++) {
        const values = Array.from({ length: 21 }, (_, i) => (i === at ? Number.NaN : i));
        for (const f of ["max", "min"] as const) {
          const out = put(dtype, place, [0]);
          kernels.reduce(f, put(dtype, place, values), out, 1, 21, 1);
          expect(out[0]).toBeNaN();
        }
      }
    });

    test("pow is NumPy's at the edges, for few numbers and for many", () => {
      const [nan, inf] = [Number.NaN, Number.POSITIVE_INFINITY];
      const cases = [
        ...[nan, inf, -inf, 0, 5.5].map((b) => [1, b, 1]),
        ...[inf, -inf].map((b) => [-1, b, 1]),
        ...[-1, 2, nan].map((a) => [a, nan, nan]),
        ...[0, nan, inf].map((a) => [a, 0, 1]),
        ...[
          [0, -1, inf],
          [2, inf, inf],
          [0.5, inf, 0],
          [-1, 0.5, nan],
        ],
      ];
      for (const repeats of [1, 4]) {
        const column = (i: number): number[] =>
          Array(repeats)
            .fill(cases.map((row) => row[i]))
            .flat();
        const [a, b, want] = [0, 1, 2].map(column);
        const layout = { rows: 1, columns: a.length, aRow: 0, aColumn: 1, bRow: 0, bColumn: 1 };
        for (const set of [kernels, reference]) {
          const got = put(dtype, place, a);
          set.binary("pow", put(dtype, place, a), put(dtype, place, b), got, layout);
          expect(Array.from(got)).toEqual(want);
        }
      }
    });

    test("affine and addScaled agree", () => {
      fc.assert(
        fc.property(
          fc.array(gentleNumbers, { maxLength: 70 }),
          gentleNumbers,
          gentleNumbers,
          (values, a, b) => {
            const scale = Math.abs(a) * 30 + Math.abs(b);
            const [got, want] = [put(dtype, place, values), ordinary(dtype, values)];
            kernels.affine(put(dtype, place, values), a, b, got);
            reference.affine(ordinary(dtype, values), a, b, want);
            expectClose(got, want, 2 * ulp(dtype), scale);
            kernels.addScaled(got, put(dtype, place, values), a);
            reference.addScaled(want, ordinary(dtype, values), a);
            expectClose(got, want, 4 * ulp(dtype), scale * 2 + 30);
          },
        ),
      );
    });
  });
});

const sizes = fc.integer({ min: 1, max: 21 });
const strides = fc.constantFrom(0, 1, 2);

/** Rows, columns, and for each operand whether it is there on either axis, or lies apart. */
const layouts: fc.Arbitrary<BinaryLayout> = fc
  .record({ rows: sizes, columns: sizes, aAcross: strides, aDown: strides, bAcross: strides, bDown: strides })
  .map(({ rows, columns, aAcross, aDown, bAcross, bDown }) => ({
    rows,
    columns,
    aColumn: aAcross,
    aRow: aDown * (aAcross === 0 ? 1 : columns),
    bColumn: bAcross,
    bRow: bDown * (bAcross === 0 ? 1 : columns),
  }));

/** How long an operand has to be. */
function reach({ rows, columns }: BinaryLayout, row: number, column: number): number {
  return (rows - 1) * row + (columns - 1) * column + 1;
}
