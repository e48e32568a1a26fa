import { packAcross } from "./pack";

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

/** Columns of a mask that are drawn before they get to their places, so that these are written side by side. */
const BAND: i32 = 4;

export function mersenneTwister(state: usize): void {
  twist(state);
  temper(state);
}

function twist(state: usize): void {
  let i = 0;
  for (; i < N - M - 3; i += 4) twistFour(state, i, i + M);
  for (; i < N - M; i++) twistOne(state, i, i + 1, i + M);
  for (; i < N - 1; i += 4) twistFour(state, i, i + M - N);
  twistOne(state, N - 1, 0, M - 1);
}

function temper(state: usize): void {
  for (let i = 0; i < N; i += 4) v128.store(at(state, N + i), tempered(v128.load(at(state, i))));
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
// @ts-expect-error: decorator
@inline
function tempered(words: v128): v128 {
  let y = words;
  y = v128.xor(y, i32x4.shr_u(y, 11));
  y = v128.xor(y, v128.and(i32x4.shl(y, 7), i32x4.splat(0x9d2c5680)));
  y = v128.xor(y, v128.and(i32x4.shl(y, 15), i32x4.splat(0xefc60000)));
  return v128.xor(y, i32x4.shr_u(y, 18));
}

/**
 * A mask (rows, columns), made of draws of two words each: `value` where a draw is below a limit, else 0. The draws are
 * a (columns, rows) matrix read row by row.
 *
 * @param state     the generator's; in the end it has gone on, and its words are those of its last block
 * @param position  the word to begin with, up to 624
 * @param high      the upper 27 bits of the limit's 53
 * @param low       the lower 26, rounded up
 * @param band      room for 4 columns
 * @returns         the word after the last one that was used
 */
export function fillBelow64(
  state: usize,
  position: i32,
  high: i32,
  low: i32,
  value: f64,
  out: usize,
  rows: i32,
  columns: i32,
  band: usize,
): i32 {
  return fillBelow<f64>(state, position, high, low, value, out, rows, columns, band);
}

/** The same for single precision. */
export function fillBelow32(
  state: usize,
  position: i32,
  high: i32,
  low: i32,
  value: f32,
  out: usize,
  rows: i32,
  columns: i32,
  band: usize,
): i32 {
  return fillBelow<f32>(state, position, high, low, value, out, rows, columns, band);
}

// @ts-expect-error: decorator
@inline
function fillBelow<T>(
  state: usize,
  position: i32,
  high: i32,
  low: i32,
  value: T,
  out: usize,
  rows: i32,
  columns: i32,
  band: usize,
): i32 {
  const step = <usize>columns * sizeof<T>();
  let next = position;
  for (let column = 0; column < columns; column += BAND) {
    const count = min(BAND, columns - column);
    next = draw<T>(state, next, high, low, value, band, count * rows);
    const to = out + <usize>column * sizeof<T>();
    if (count == BAND) packAcross<T>(band, <usize>rows * sizeof<T>(), BAND, BAND, rows, to, step);
    else for (let c = 0; c < count; c++) spread<T>(band, c, rows, to, step);
  }
  temper(state);
  return next;
}

/** `count` draws one after the other. */
function draw<T>(
  state: usize,
  position: i32,
  high: i32,
  low: i32,
  value: T,
  out: usize,
  count: i32,
): i32 {
  let next = position;
  const end = out + <usize>count * sizeof<T>();
  for (let to = out; to < end; ) {
    if (next == N) {
      twist(state);
      next = 0;
    }
    if (next == N - 1) {
      // The two words of this draw lie in two blocks.
      const upper = wordAt(state, next);
      twist(state);
      store<T>(to, isBelow(upper, wordAt(state, 0), high, low) ? value : <T>0);
      next = 1;
      to += sizeof<T>();
      continue;
    }
    const run = min<i32>((N - next) >> 1, <i32>((end - to) / sizeof<T>()));
    keepBelow<T>(at(state, next), run, high, low, value, to);
    next += 2 * run;
    to += <usize>run * sizeof<T>();
  }
  return next;
}

/** `count` draws whose words, not tempered yet, lie behind one another. */
function keepBelow<T>(words: usize, count: i32, high: i32, low: i32, value: T, out: usize): void {
  const limits = i32x4.splat(high);
  const values = v128.splat<T>(value);
  let to = out;
  let from = words;
  let i = 0;
  for (; i + 4 <= count; i += 4, from += 32, to += 4 * sizeof<T>()) {
    const upper = i32x4.shr_u(tempered(v128.shuffle<i32>(v128.load(from), v128.load(from, 16), 0, 2, 4, 6)), 5);
    // As good as always the upper 27 bits of the 53 tell, and the lower word need not be looked at.
    if (v128.any_true(i32x4.eq(upper, limits))) {
      for (let j = 0; j < 4; j++) keepOne<T>(from + (j << 3), high, low, value, to + j * sizeof<T>());
      continue;
    }
    const below = i32x4.lt_s(upper, limits);
    if (sizeof<T>() == 8) {
      v128.store(to, v128.and(i64x2.extend_low_i32x4_s(below), values));
      v128.store(to, v128.and(i64x2.extend_high_i32x4_s(below), values), 16);
    } else {
      v128.store(to, v128.and(below, values));
    }
  }
  for (; i < count; i++, from += 8, to += sizeof<T>()) keepOne<T>(from, high, low, value, to);
}

function keepOne<T>(words: usize, high: i32, low: i32, value: T, out: usize): void {
  store<T>(out, isBelow(wordAt(words, 0), wordAt(words, 1), high, low) ? value : <T>0);
}

function isBelow(upperWord: i32, lowerWord: i32, high: i32, low: i32): bool {
  const upper: i32 = upperWord >>> 5;
  return upper < high || (upper == high && lowerWord >>> 6 < low);
}

/** Word `i`, tempered. */
function wordAt(state: usize, i: i32): i32 {
  return i32x4.extract_lane(tempered(i32x4.splat(load<i32>(at(state, i)))), 0);
}

/** One column of a band, number by number. */
function spread<T>(band: usize, column: i32, rows: i32, out: usize, step: usize): void {
  const from = band + <usize>(column * rows) * sizeof<T>();
  const to = out + <usize>column * sizeof<T>();
  for (let row: usize = 0; row < <usize>rows; row++) {
    store<T>(to + row * step, load<T>(from + row * sizeof<T>()));
  }
}
