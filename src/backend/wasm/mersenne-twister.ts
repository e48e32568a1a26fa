/**
 * MT19937's block of 624 words, four at a time. The state stands at `state`; the tempered words, which are what
 * the generator hands out, go right behind it.
 *
 * Word i of the new state comes from the old words i and i + 1 and from word i + 397, which is old for i < 227 and
 * new from there on (227 words earlier). Both distances are longer than a vector, so four can be made at once.
 */

const N: i32 = 624;
const M: i32 = 397;
const UPPER: i32 = 0x80000000;
const LOWER: i32 = 0x7fffffff;
const MIX: i32 = 0x9908b0df;

export function mersenneTwister(state: usize): void {
  let i = 0;
  for (; i < N - M - 3; i += 4) twistFour(state, i, i + M);
  for (; i < N - M; i++) twistOne(state, i, i + 1, i + M);
  for (; i < N - 1; i += 4) twistFour(state, i, i + M - N);
  twistOne(state, N - 1, 0, M - 1);
  for (i = 0; i < N; i += 4) temperFour(state, i);
}

function at(state: usize, i: i32): usize {
  return state + (<usize>i << 2);
}

function twistFour(state: usize, i: i32, far: i32): void {
  const upper = v128.and(v128.load(at(state, i)), i32x4.splat(UPPER));
  const lower = v128.and(v128.load(at(state, i + 1)), i32x4.splat(LOWER));
  const y = v128.or(upper, lower);
  const odd = v128.and(i32x4.neg(v128.and(y, i32x4.splat(1))), i32x4.splat(MIX));
  const mixed = v128.xor(i32x4.shr_u(y, 1), odd);
  v128.store(at(state, i), v128.xor(v128.load(at(state, far)), mixed));
}

function twistOne(state: usize, i: i32, next: i32, far: i32): void {
  const y = (load<i32>(at(state, i)) & UPPER) | (load<i32>(at(state, next)) & LOWER);
  store<i32>(at(state, i), load<i32>(at(state, far)) ^ (y >>> 1) ^ (-(y & 1) & MIX));
}

/** Spreads the randomness of each word over all of its bits. */
function temperFour(state: usize, i: i32): void {
  let y = v128.load(at(state, i));
  y = v128.xor(y, i32x4.shr_u(y, 11));
  y = v128.xor(y, v128.and(i32x4.shl(y, 7), i32x4.splat(0x9d2c5680)));
  y = v128.xor(y, v128.and(i32x4.shl(y, 15), i32x4.splat(0xefc60000)));
  y = v128.xor(y, i32x4.shr_u(y, 18));
  v128.store(at(state, N + i), y);
}
