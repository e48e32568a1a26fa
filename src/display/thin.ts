/**
 * Picks points of a long curve so that the picture stays the same: of each stretch the lowest, the
 * highest and, where it has a gap, one point of the gap; always the curve's two ends.
 *
 * @param y     the curve's values, in order
 * @param most  how many points may stay, at least 4
 * @returns     indices into y, ascending
 */
export function thinned(y: ArrayLike<number>, most: number): number[] {
  if (y.length <= most) return Array.from({ length: y.length }, (_, i) => i);
  const stretches = Math.max(1, Math.floor((most - 2) / 3));
  const kept = new Set<number>([0, y.length - 1]);
  for (let s = 0; s < stretches; s++) {
    const start = Math.floor((s * y.length) / stretches);
    const end = Math.floor(((s + 1) * y.length) / stretches);
    for (const i of landmarks(y, start, end)) kept.add(i);
  }
  return [...kept].sort((a, b) => a - b);
}

/** Where the stretch has its lowest and highest point, and its first gap. */
function landmarks(y: ArrayLike<number>, start: number, end: number): number[] {
  let low = -1;
  let high = -1;
  let gap = -1;
  for (let i = start; i < end; i++) {
    if (!Number.isFinite(y[i])) {
      if (gap < 0) gap = i;
      continue;
    }
    if (low < 0 || y[i] < y[low]) low = i;
    if (high < 0 || y[i] > y[high]) high = i;
  }
  return [low, high, gap].filter((i) => i >= 0);
}
