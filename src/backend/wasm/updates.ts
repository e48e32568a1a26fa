import { lanes, read, wholeBytes, write } from "./lanes";

/*
 * The update rules, fused: each number of a parameter, its gradient and its moments is read and written once. A
 * rule is written for one vector; the end of an array goes through the same lines, filled up with zeros.
 */

/** w ← w − rate · g */
export function descend<T>(w: usize, g: usize, rate: T, count: usize): void {
  const alpha = v128.splat<T>(rate);
  const end = wholeBytes<T>(count);
  const rest = count & (lanes<T>() - 1);
  for (let i: usize = 0; i < end; i += 16) descendVector<T>(w + i, g + i, alpha, lanes<T>());
  if (rest > 0) descendVector<T>(w + end, g + end, alpha, rest);
}

// @ts-expect-error: decorator
@inline
function descendVector<T>(w: usize, g: usize, alpha: v128, count: usize): void {
  write<T>(w, v128.sub<T>(read<T>(w, count), v128.mul<T>(alpha, read<T>(g, count))), count);
}

/** v ← β · v + share · g; w ← w − rate · v */
export function momentum<T>(w: usize, g: usize, v: usize, rate: T, beta: T, share: T, count: usize): void {
  const alpha = v128.splat<T>(rate);
  const decay = v128.splat<T>(beta);
  const part = v128.splat<T>(share);
  const end = wholeBytes<T>(count);
  const rest = count & (lanes<T>() - 1);
  for (let i: usize = 0; i < end; i += 16) {
    momentumVector<T>(w + i, g + i, v + i, alpha, decay, part, lanes<T>());
  }
  if (rest > 0) momentumVector<T>(w + end, g + end, v + end, alpha, decay, part, rest);
}

// @ts-expect-error: decorator
@inline
function momentumVector<T>(
  w: usize,
  g: usize,
  v: usize,
  alpha: v128,
  decay: v128,
  part: v128,
  count: usize,
): void {
  const old = v128.mul<T>(decay, read<T>(v, count));
  const velocity = v128.add<T>(old, v128.mul<T>(part, read<T>(g, count)));
  write<T>(v, velocity, count);
  write<T>(w, v128.sub<T>(read<T>(w, count), v128.mul<T>(alpha, velocity)), count);
}

/** s ← s + g²; w ← w − rate · g / (√s + ε) */
export function adagrad<T>(w: usize, g: usize, s: usize, rate: T, epsilon: T, count: usize): void {
  rmsprop<T>(w, g, s, rate, <T>1, <T>1, epsilon, count);
}

/** s ← β · s + share · g²; w ← w − rate · g / (√s + ε) */
export function rmsprop<T>(
  w: usize,
  g: usize,
  s: usize,
  rate: T,
  beta: T,
  share: T,
  epsilon: T,
  count: usize,
): void {
  const alpha = v128.splat<T>(rate);
  const tiny = v128.splat<T>(epsilon);
  const decay = v128.splat<T>(beta);
  const part = v128.splat<T>(share);
  const end = wholeBytes<T>(count);
  const rest = count & (lanes<T>() - 1);
  for (let i: usize = 0; i < end; i += 16) {
    rmspropVector<T>(w + i, g + i, s + i, alpha, decay, part, tiny, lanes<T>());
  }
  if (rest > 0) rmspropVector<T>(w + end, g + end, s + end, alpha, decay, part, tiny, rest);
}

// @ts-expect-error: decorator
@inline
function rmspropVector<T>(
  w: usize,
  g: usize,
  s: usize,
  alpha: v128,
  decay: v128,
  part: v128,
  tiny: v128,
  count: usize,
): void {
  const gradient = read<T>(g, count);
  const fresh = v128.mul<T>(v128.mul<T>(part, gradient), gradient);
  const squares = v128.add<T>(v128.mul<T>(decay, read<T>(s, count)), fresh);
  write<T>(s, squares, count);
  const size = v128.add<T>(v128.sqrt<T>(squares), tiny);
  const step = v128.div<T>(v128.mul<T>(alpha, gradient), size);
  write<T>(w, v128.sub<T>(read<T>(w, count), step), count);
}

/**
 * v ← β₁ · v + share1 · g; s ← β₂ · s + share2 · g²; w ← w − rate · (v / c₁) / (√(s / c₂) + ε).
 * The shares are 1 − β₁ and 1 − β₂, in double precision until they come here.
 */
export function adam<T>(
  w: usize,
  g: usize,
  v: usize,
  s: usize,
  rate: T,
  beta1: T,
  share1: T,
  beta2: T,
  share2: T,
  epsilon: T,
  correction1: T,
  correction2: T,
  count: usize,
): void {
  const tiny = v128.splat<T>(epsilon);
  const decay1 = v128.splat<T>(beta1);
  const decay2 = v128.splat<T>(beta2);
  const part1 = v128.splat<T>(share1);
  const part2 = v128.splat<T>(share2);
  // rate · (v / c₁) = (rate / c₁) · v: one division for all instead of one for each number.
  const alpha = v128.splat<T>(<T>(rate / correction1));
  const growth = v128.splat<T>(<T>(<T>1 / correction2));
  const end = wholeBytes<T>(count);
  const rest = count & (lanes<T>() - 1);
  for (let i: usize = 0; i < end; i += 16) {
    const n = lanes<T>();
    adamVector<T>(w + i, g + i, v + i, s + i, alpha, growth, decay1, part1, decay2, part2, tiny, n);
  }
  if (rest > 0) {
    const i = end;
    adamVector<T>(w + i, g + i, v + i, s + i, alpha, growth, decay1, part1, decay2, part2, tiny, rest);
  }
}

// @ts-expect-error: decorator
@inline
function adamVector<T>(
  w: usize,
  g: usize,
  v: usize,
  s: usize,
  alpha: v128,
  growth: v128,
  decay1: v128,
  part1: v128,
  decay2: v128,
  part2: v128,
  tiny: v128,
  count: usize,
): void {
  const gradient = read<T>(g, count);
  const velocity = v128.add<T>(v128.mul<T>(decay1, read<T>(v, count)), v128.mul<T>(part1, gradient));
  const fresh = v128.mul<T>(v128.mul<T>(part2, gradient), gradient);
  const squares = v128.add<T>(v128.mul<T>(decay2, read<T>(s, count)), fresh);
  write<T>(v, velocity, count);
  write<T>(s, squares, count);
  const size = v128.add<T>(v128.sqrt<T>(v128.mul<T>(squares, growth)), tiny);
  const step = v128.div<T>(v128.mul<T>(alpha, velocity), size);
  write<T>(w, v128.sub<T>(read<T>(w, count), step), count);
}
