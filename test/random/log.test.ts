import fc from "fast-check";
import { all, create } from "mathjs";
import { expect, test } from "vitest";
import { preciseLog } from "../../src/random/log.js";

/** Fifty digits: the logarithm rounded from them is the correctly rounded one. */
const math = create(all ?? {}, { number: "BigNumber", precision: 50 });
const exactLog = (x: number): number => Number(math.log(math.bignumber(x.toPrecision(100))).toString());

fc.configureGlobal({ seed: 20_190_611 });

test("preciseLog is the correctly rounded logarithm on (0, 1), where normal numbers are drawn from", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1, noNaN: true }), (x) => {
      expect(preciseLog(x)).toBe(exactLog(x));
    }),
    { numRuns: 300 },
  );
});

test("preciseLog is the correctly rounded logarithm close to 1, where digits cancel", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.99, max: 1.01, noNaN: true }), (x) => {
      expect(preciseLog(x)).toBe(exactLog(x));
    }),
    { numRuns: 300 },
  );
});
