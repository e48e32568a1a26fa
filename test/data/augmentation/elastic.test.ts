import { expect, test } from "vitest";
import { displacements } from "../../../src/data/augmentation/elastic.js";
import { RandomState } from "../../../src/random/random-state.js";

const side = 200;
const strength = 1.5;

/** The mean of a · b over pairs of pixels `apart` columns from each other, far from the edges. */
function covariance(field: Float64Array, apart: number, margin: number): number {
  let sum = 0;
  let pairs = 0;
  for (let row = margin; row < side - margin; row++) {
    for (let column = margin; column < side - margin - apart; column++) {
      sum += field[row * side + column] * field[row * side + column + apart];
      pairs++;
    }
  }
  return sum / pairs;
}

test("without smoothing it is the noise itself, row by row", () => {
  const rng = new RandomState(1);
  const noise = Float64Array.from({ length: 12 }, () => strength * rng.randn());
  expect(displacements(3, 4, { strength, smoothness: 0 }, new RandomState(1))).toEqual(noise);
});

test("pixels move by the asked deviation, and neighbours together as far as the smoothness reaches", () => {
  const smoothness = 2;
  const field = displacements(side, side, { strength, smoothness }, new RandomState(1));
  const variance = covariance(field, 0, 10);
  expect(Math.sqrt(variance)).toBeGreaterThan(0.95 * strength);
  expect(Math.sqrt(variance)).toBeLessThan(1.05 * strength);
  // A Gaussian with itself, d apart: e^(−d² / 4σ²).
  for (const apart of [1, 2, 4]) {
    const expected = Math.exp(-(apart ** 2) / (4 * smoothness ** 2));
    expect(Math.abs(covariance(field, apart, 10) / variance - expected)).toBeLessThan(0.05);
  }
  expect(Math.abs(covariance(field, 20, 10) / variance)).toBeLessThan(0.05);
});
