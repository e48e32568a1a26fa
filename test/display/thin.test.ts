import fc from "fast-check";
import { expect, test } from "vitest";
import { thinned } from "../../src/display/thin.js";

const curves = fc.array(fc.double({ noDefaultInfinity: true }), { minLength: 1, maxLength: 500 });

test("a thinned curve has its ends, its lowest and its highest point, and no more points than allowed", () => {
  fc.assert(
    fc.property(curves, fc.integer({ min: 5, max: 200 }), (y, most) => {
      const kept = thinned(y, most);
      const finite = y.filter(Number.isFinite);
      const keptValues = kept.map((i) => y[i]);
      expect(kept.length).toBeLessThanOrEqual(Math.max(most, 5));
      expect([kept[0], kept.at(-1)]).toEqual([0, y.length - 1]);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      if (finite.length > 0)
        expect(keptValues).toEqual(expect.arrayContaining([Math.min(...finite), Math.max(...finite)]));
      if (finite.length < y.length) expect(keptValues.some((v) => !Number.isFinite(v))).toBe(true);
    }),
  );
});

test("a million points with one spike keep the spike", () => {
  const y = new Float64Array(1_000_000).fill(1);
  y[654_321] = 9;
  expect(thinned(y, 900)).toContain(654_321);
});

test("a short curve stays as it is", () => {
  expect(thinned([3, 1, 2], 10)).toEqual([0, 1, 2]);
});
