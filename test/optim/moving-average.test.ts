import { expect, test } from "vitest";
import { MovingAverage, movingAverage } from "../../src/optim/moving-average.js";

/** The lectures' temperatures of the first three days, and v_t and v_t / (1 − βᵗ) for three β. */
const temperatures = [40, 49, 45];
const lectures: [number, number[], number[]][] = [
  [0.9, [4.0, 8.5, 12.15], [40.0, 44.736842105263165, 44.833948339483406]],
  [0.98, [0.8, 1.764, 2.62872], [40.0, 44.5454545454545, 44.70004081077402]],
  [0.5, [20, 34.5, 39.75], [40, 46, 45.42857142857143]],
];

test.each(lectures)(
  "with β = %d the lectures' averages come out, corrected and not",
  (beta, plain, corrected) => {
    const found = movingAverage(temperatures, beta, { biasCorrection: false });
    const foundCorrected = movingAverage(temperatures, beta);
    for (let t = 0; t < 3; t++) {
      expect(found[t]).toBeCloseTo(plain[t], 12);
      expect(foundCorrected[t]).toBeCloseTo(corrected[t], 11);
    }
  },
);

test.each([
  [0.9, 10],
  [0.98, 50],
  [0.5, 2],
])("β = %d averages over about %d days", (beta, days) => {
  expect(new MovingAverage(beta).days).toBeCloseTo(days, 10);
});

test.each([
  [0.9005, 10.05],
  [0.999, 1000],
  [0.9995, 2000],
])("near 1 a small change of β is a large one: %d averages over %d days", (beta, days) => {
  expect(new MovingAverage(beta).days).toBeCloseTo(days, 2);
});

test.each([
  [0.9, 10, 0.3486784401],
  [0.98, 50, 0.36416968008711675],
])("with β = %d a day counts %d days later about 1/e of what it did", (beta, days, share) => {
  const impulse = Array.from({ length: days + 1 }, (_, t) => (t === 0 ? 1 : 0));
  const found = movingAverage(impulse, beta, { biasCorrection: false });
  expect(found[days] / found[0]).toBeCloseTo(share, 12);
  expect(Math.abs(share - 1 / Math.E)).toBeLessThan(0.02);
});

test("has no value before the first", () => {
  expect(new MovingAverage(0.9).value).toBeNaN();
});

test("refuses β = 1, which would never take anything in", () => {
  expect(() => new MovingAverage(1)).toThrow(/MovingAverage: beta is 1\n {2}help:/);
});
