import fc from "fast-check";
import { expect, test } from "vitest";
import { partSizes, ratioFor } from "../../../src/data/splits/ratio.js";

test("the lectures' ratios by size of data", () => {
  expect([100, 1000, 10_000].map(ratioFor)).toEqual(new Array(3).fill([60, 20, 20]));
  expect(ratioFor(1_000_000)).toEqual([98, 1, 1]);
  expect(ratioFor(5_000_000)).toEqual([99.5, 0.25, 0.25]);
});

test("a million samples leave ten thousand for dev and for test", () => {
  expect(partSizes(1_000_000, ratioFor(1_000_000))).toEqual([980_000, 10_000, 10_000]);
});

test("any unit will do for the shares", () => {
  expect(partSizes(10, [60, 20, 20])).toEqual([6, 2, 2]);
  expect(partSizes(10, [0.6, 0.2, 0.2])).toEqual([6, 2, 2]);
  expect(partSizes(10, [3, 1, 1])).toEqual([6, 2, 2]);
});

test("parts add up to all, and each is within one of its share", () => {
  const share = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), fc.tuple(share, share, share), (m, ratio) => {
      const whole = ratio[0] + ratio[1] + ratio[2];
      fc.pre(whole > 0);
      const sizes = partSizes(m, ratio);
      expect(sizes[0] + sizes[1] + sizes[2]).toBe(m);
      sizes.forEach((size, i) => {
        expect(Math.abs(size - (m * ratio[i]) / whole)).toBeLessThanOrEqual(1);
      });
    }),
  );
});

test("negative shares, and none at all, are refused", () => {
  expect(() => partSizes(10, [60, -20, 20])).toThrow(
    /\[60, -20, 20\] is no ratio[\s\S]*help: ratio: \[60, 20, 20\]/,
  );
  expect(() => partSizes(10, [0, 0, 0])).toThrow(/is no ratio/);
});
