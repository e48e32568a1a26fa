/** A histogram of equal bins: where the first one's middle is, how wide they are, and each one's share. */
export interface Histogram {
  readonly start: number;
  readonly width: number;
  /** Shares of all finite values, each in [0, 1]; what lies outside of the range is in the end bins. */
  readonly shares: readonly number[];
}

/** Counts values into bins over a range. */
export function histogram(
  values: ArrayLike<number>,
  [low, high]: readonly [number, number],
  bins: number,
): Histogram {
  const width = (high - low) / bins || 1;
  const counts = new Array<number>(bins).fill(0);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    counts[Math.max(0, Math.min(bins - 1, Math.floor((values[i] - low) / width)))]++;
    total++;
  }
  return { start: low + width / 2, width, shares: counts.map((n) => (total === 0 ? 0 : n / total)) };
}

/** The value below which the given share of the finite values lies; NaN without any. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  return quantileOfSorted(sorted, share);
}

/** The same for values in ascending order, interpolated between neighbours as NumPy does. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** Mean and standard deviation of the finite values. */
export function meanAndSpread(values: ArrayLike<number>): { readonly mean: number; readonly spread: number } {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    sum += values[i];
    n++;
  }
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) squares += (values[i] - mean) ** 2;
  return { mean, spread: Math.sqrt(squares / n) };
}

/** The share of values for which something holds. */
export function shareWhere(values: ArrayLike<number>, holds: (value: number) => boolean): number {
  let n = 0;
  for (let i = 0; i < values.length; i++) if (holds(values[i])) n++;
  return n / values.length;
}
