/*
 * A vector is 128 bits: two doubles or four singles. Everything here and in the files beside is written once
 * for both, as a function of T; `sizeof<T>()` and comparisons of constants are decided by the compiler.
 */

/** How many numbers a vector holds. */
// @ts-expect-error: decorator
@inline
export function lanes<T>(): usize {
  return 16 / sizeof<T>();
}

/** The first `count` numbers at `from`, then zeros: the end of an array, without reading beyond it. */
export function loadPart<T>(from: usize, count: usize): v128 {
  let x = v128.splat<T>(<T>0);
  if (sizeof<T>() == 8) return v128.load64_lane(from, x, 0);
  x = v128.load32_lane(from, x, 0);
  if (count > 1) x = v128.load32_lane(from, x, 1, 4);
  if (count > 2) x = v128.load32_lane(from, x, 2, 8);
  return x;
}

/** Writes the first `count` numbers of a vector, fewer than it has. */
export function storePart<T>(to: usize, x: v128, count: usize): void {
  if (sizeof<T>() == 8) {
    v128.store64_lane(to, x, 0);
    return;
  }
  v128.store32_lane(to, x, 0);
  if (count > 1) v128.store32_lane(to, x, 1, 4);
  if (count > 2) v128.store32_lane(to, x, 2, 8);
}

/** `count` numbers: a vector of them, or the fewer at the end of an array. */
// @ts-expect-error: decorator
@inline
export function read<T>(at: usize, count: usize): v128 {
  return count == lanes<T>() ? v128.load(at) : loadPart<T>(at, count);
}

// @ts-expect-error: decorator
@inline
export function write<T>(at: usize, x: v128, count: usize): void {
  if (count == lanes<T>()) v128.store(at, x);
  else storePart<T>(at, x, count);
}

/** How many bytes of an array are whole vectors. */
// @ts-expect-error: decorator
@inline
export function wholeBytes<T>(count: usize): usize {
  return (count & ~(lanes<T>() - 1)) * sizeof<T>();
}

/** x₀ + x₁ (+ x₂ + x₃) */
// @ts-expect-error: decorator
@inline
export function sumLanes<T>(x: v128): T {
  if (sizeof<T>() == 8) return <T>(f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1));
  const pairs = f32x4.add(x, i32x4.shuffle(x, x, 2, 3, 0, 1));
  return <T>(f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1));
}

/** The largest number of a vector; NaN where it has one. */
// @ts-expect-error: decorator
@inline
export function maxLanes<T>(x: v128): T {
  if (sizeof<T>() == 8) return <T>max(f64x2.extract_lane(x, 0), f64x2.extract_lane(x, 1));
  const pairs = f32x4.max(x, i32x4.shuffle(x, x, 2, 3, 0, 1));
  return <T>max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** The smallest number of a vector; NaN where it has one. */
// @ts-expect-error: decorator
@inline
export function minLanes<T>(x: v128): T {
  if (sizeof<T>() == 8) return <T>min(f64x2.extract_lane(x, 0), f64x2.extract_lane(x, 1));
  const pairs = f32x4.min(x, i32x4.shuffle(x, x, 2, 3, 0, 1));
  return <T>min(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** `yes` where the mask's bits are 1, `no` where they are 0. */
// @ts-expect-error: decorator
@inline
export function choose(mask: v128, yes: v128, no: v128): v128 {
  return v128.bitselect(yes, no, mask);
}

/** 1 where the mask is set, else 0. */
// @ts-expect-error: decorator
@inline
export function oneWhere<T>(mask: v128): v128 {
  return v128.and(mask, v128.splat<T>(<T>1));
}

/** Whether two types are one: how a loop knows what function it was compiled for. */
// @ts-expect-error: decorator
@inline
export function is<F, G>(): bool {
  return idof<F>() == idof<G>();
}

// @ts-expect-error: decorator
@inline
export function atMost(x: usize, limit: usize): usize {
  return x < limit ? x : limit;
}
