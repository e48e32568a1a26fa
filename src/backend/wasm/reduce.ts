import { is, lanes, loadPart, maxLanes, minLanes, storePart, sumLanes } from "./lanes";

/** The codes by which the caller names a reduction; codes.ts has the same list. */
export enum Reduce {
  sum,
  sumOfSquares,
  max,
  min,
}

/** The reductions as types; unary.ts says why. */
class Sum {}
class SumOfSquares {}
class Max {}
class Min {}

// @ts-expect-error: decorator
@inline
function start<T, F>(): T {
  if (is<F, Max>()) return <T>-Infinity;
  if (is<F, Min>()) return <T>Infinity;
  return <T>0;
}

// @ts-expect-error: decorator
@inline
function combine<T, F>(total: v128, x: v128): v128 {
  if (is<F, Sum>()) return v128.add<T>(total, x);
  if (is<F, SumOfSquares>()) return v128.add<T>(total, v128.mul<T>(x, x));
  if (is<F, Max>()) return v128.max<T>(total, x);
  return v128.min<T>(total, x);
}

// @ts-expect-error: decorator
@inline
function combineTwo<T, F>(total: T, x: T): T {
  if (is<F, Sum>()) return <T>(total + x);
  if (is<F, SumOfSquares>()) return <T>(total + x * x);
  if (is<F, Max>()) return <T>max(total, x);
  return <T>min(total, x);
}

/** Neighbouring numbers into one: four vectors of running totals, so that no addition waits for the last. */
// @ts-expect-error: decorator
@inline
function run<T, F>(x: usize, count: usize): T {
  let t0 = v128.splat<T>(start<T, F>());
  let t1 = t0;
  let t2 = t0;
  let t3 = t0;
  const end = x + count * sizeof<T>();
  const lastFour = x + (count & ~(lanes<T>() * 4 - 1)) * sizeof<T>();
  const last = x + (count & ~(lanes<T>() - 1)) * sizeof<T>();
  for (; x < lastFour; x += 64) {
    t0 = combine<T, F>(t0, v128.load(x));
    t1 = combine<T, F>(t1, v128.load(x, 16));
    t2 = combine<T, F>(t2, v128.load(x, 32));
    t3 = combine<T, F>(t3, v128.load(x, 48));
  }
  for (; x < last; x += 16) t0 = combine<T, F>(t0, v128.load(x));
  let total: T;
  if (is<F, Max>()) total = maxLanes<T>(v128.max<T>(v128.max<T>(t0, t1), v128.max<T>(t2, t3)));
  else if (is<F, Min>()) total = minLanes<T>(v128.min<T>(v128.min<T>(t0, t1), v128.min<T>(t2, t3)));
  else total = sumLanes<T>(v128.add<T>(v128.add<T>(t0, t1), v128.add<T>(t2, t3)));
  for (; x < end; x += sizeof<T>()) total = combineTwo<T, F>(total, load<T>(x));
  return total;
}

/** out[i] = f over k of x[k, i]: one or two vectors of columns at a time, down the rows. */
// @ts-expect-error: decorator
@inline
function down<T, F>(x: usize, out: usize, count: usize, inner: usize): void {
  const stride = inner * sizeof<T>();
  let i: usize = 0;
  for (; i + lanes<T>() * 2 <= inner; i += lanes<T>() * 2, x += 32, out += 32) {
    let t0 = v128.splat<T>(start<T, F>());
    let t1 = t0;
    let at = x;
    for (let k = count; k > 0; k--, at += stride) {
      t0 = combine<T, F>(t0, v128.load(at));
      t1 = combine<T, F>(t1, v128.load(at, 16));
    }
    v128.store(out, t0);
    v128.store(out, t1, 16);
  }
  while (i < inner) {
    const width = inner - i < lanes<T>() ? inner - i : lanes<T>();
    const total = strip<T, F>(x, count, stride, width);
    if (width == lanes<T>()) v128.store(out, total);
    else storePart<T>(out, total, width);
    i += width;
    x += 16;
    out += 16;
  }
}

/** A vector of columns, or the last few: four rows are under way at once, so that no addition waits for the last. */
// @ts-expect-error: decorator
@inline
function strip<T, F>(x: usize, count: usize, stride: usize, width: usize): v128 {
  let t0 = v128.splat<T>(start<T, F>());
  let t1 = t0;
  let t2 = t0;
  let t3 = t0;
  let k = count;
  if (width == lanes<T>()) {
    for (; k >= 4; k -= 4, x += 4 * stride) {
      t0 = combine<T, F>(t0, v128.load(x));
      t1 = combine<T, F>(t1, v128.load(x + stride));
      t2 = combine<T, F>(t2, v128.load(x + 2 * stride));
      t3 = combine<T, F>(t3, v128.load(x + 3 * stride));
    }
  }
  for (; k > 0; k--, x += stride) {
    t0 = combine<T, F>(t0, width == lanes<T>() ? v128.load(x) : loadPart<T>(x, width));
  }
  if (is<F, Max>()) return v128.max<T>(v128.max<T>(t0, t1), v128.max<T>(t2, t3));
  if (is<F, Min>()) return v128.min<T>(v128.min<T>(t0, t1), v128.min<T>(t2, t3));
  return v128.add<T>(v128.add<T>(t0, t1), v128.add<T>(t2, t3));
}

function loop<T, F>(x: usize, out: usize, outer: usize, count: usize, inner: usize): void {
  for (let o: usize = 0; o < outer; o++) {
    if (inner == 1) store<T>(out, run<T, F>(x, count));
    else down<T, F>(x, out, count, inner);
    x += count * inner * sizeof<T>();
    out += inner * sizeof<T>();
  }
}

/** out[o, i] = f over k of x[o, k, i] */
export function reduce<T>(f: Reduce, x: usize, out: usize, outer: usize, count: usize, inner: usize): void {
  switch (f) {
    case Reduce.sum:
      return loop<T, Sum>(x, out, outer, count, inner);
    case Reduce.sumOfSquares:
      return loop<T, SumOfSquares>(x, out, outer, count, inner);
    case Reduce.max:
      return loop<T, Max>(x, out, outer, count, inner);
    default:
      return loop<T, Min>(x, out, outer, count, inner);
  }
}

/** Σ x, in the order that `reduce` has */
export function sum<T>(x: usize, count: usize): T {
  return run<T, Sum>(x, count);
}

/** max x */
export function maximum<T>(x: usize, count: usize): T {
  return run<T, Max>(x, count);
}
