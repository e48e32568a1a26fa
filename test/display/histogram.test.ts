import fc from "fast-check";
import { expect, test } from "vitest";
import { histogram, meanAndSpread, quantile, shareWhere } from "../../src/display/histogram.js";

test("bins count what lies in them, and the end bins what lies outside", () => {
  expect(histogram([-9, 0.5, 1.5, 1.6, 99, Number.NaN], [0, 2], 2)).toEqual({
    start: 0.5,
    width: 1,
    shares: [0.4, 0.6],
  });
});

test("the shares of any values add up to 1", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
      const { shares } = histogram(values, [-1, 1], 7);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    }),
  );
});

test("quantiles are interpolated as NumPy does", () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 4]);
  expect(quantile([Number.NaN], 0.5)).toBeNaN();
});

test("mean and spread leave out what is not finite", () => {
  expect(meanAndSpread([1, 3, Number.POSITIVE_INFINITY])).toEqual({ mean: 2, spread: 1 });
});

test("a share counts where something holds", () => {
  expect(shareWhere([0, 1, 2, 3], (value) => value > 0)).toBe(0.75);
});
