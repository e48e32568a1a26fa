/**
 * Whether a curve goes up and down so much that its course is better seen in an average: the way it travels
 * is over twenty times the distance between its lowest and highest point.
 */
export function isNoisy(y: readonly number[]): boolean {
  let travelled = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < y.length; i++) {
    if (!Number.isFinite(y[i])) continue;
    low = Math.min(low, y[i]);
    high = Math.max(high, y[i]);
    if (i > 0 && Number.isFinite(y[i - 1])) travelled += Math.abs(y[i] - y[i - 1]);
  }
  return travelled > 20 * (high - low);
}

/** A β that averages over about a hundredth of the curve, and over ten points at least. */
export function averagingBeta(points: number): number {
  return 1 - 1 / Math.max(10, points / 100);
}
