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

/**
 * For `count` draws, each made of two words from `words` on: `value` where the draw is below a limit, else 0. The draws
 * are numbers `first` and so on of a (columns, rows) matrix read row by row; its transpose stands at `out`.
 *
 * @param high  the upper 27 bits of the limit's 53
 * @param low   the lower 26, rounded up
 */
export function keepBelow64(
  words: usize,
  count: i32,
  high: i32,
  low: i32,
  value: f64,
  out: usize,
  rows: i32,
  columns: i32,
  first: i32,
): void {
  keepBelow<f64>(words, count, high, low, value, out, rows, columns, first);
}

/** The same for single precision. */
export function keepBelow32(
  words: usize,
  count: i32,
  high: i32,
  low: i32,
  value: f32,
  out: usize,
  rows: i32,
  columns: i32,
  first: i32,
): void {
  keepBelow<f32>(words, count, high, low, value, out, rows, columns, first);
}

// @ts-expect-error: decorator
@inline
function keepBelow<T>(
  words: usize,
  count: i32,
  high: i32,
  low: i32,
  value: T,
  out: usize,
  rows: i32,
  columns: i32,
  first: i32,
): void {
  const step: usize = columns * sizeof<T>();
  let column = first / rows;
  let row = first % rows;
  while (count > 0) {
    const run: i32 = min(count, rows - row);
    keepColumn<T>(words, run, high, low, value, out + (<usize>row * columns + column) * sizeof<T>(), step);
    words += (<usize>run) << 3;
    count -= run;
    column += 1;
    row = 0;
  }
}

/** `count` draws whose results lie `step` bytes apart. */
function keepColumn<T>(words: usize, count: i32, high: i32, low: i32, value: T, out: usize, step: usize): void {
  const limits = i32x4.splat(high);
  const values = v128.splat<T>(value);
  let i = 0;
  for (; i + 4 <= count; i += 4, words += 32, out += 4 * step) {
    const upper = i32x4.shr_u(v128.shuffle<i32>(v128.load(words), v128.load(words, 16), 0, 2, 4, 6), 5);
    // As good as always the upper 27 bits of the 53 tell, and the lower word need not be looked at.
    if (v128.any_true(i32x4.eq(upper, limits))) {
      for (let j = 0; j < 4; j++) keepOne<T>(words + (j << 3), high, low, value, out + j * step);
      continue;
    }
    const below = i32x4.lt_s(upper, limits);
    if (sizeof<T>() == 8) {
      const two = v128.and(i64x2.extend_low_i32x4_s(below), values);
      v128.store64_lane(out, two, 0);
      v128.store64_lane(out + step, two, 1);
      const more = v128.and(i64x2.extend_high_i32x4_s(below), values);
      v128.store64_lane(out + 2 * step, more, 0);
      v128.store64_lane(out + 3 * step, more, 1);
    } else {
      const four = v128.and(below, values);
      v128.store32_lane(out, four, 0);
      v128.store32_lane(out + step, four, 1);
      v128.store32_lane(out + 2 * step, four, 2);
      v128.store32_lane(out + 3 * step, four, 3);
    }
  }
  for (; i < count; i++, words += 8, out += step) keepOne<T>(words, high, low, value, out);
}

function keepOne<T>(words: usize, high: i32, low: i32, value: T, out: usize): void {
  const upper: i32 = load<i32>(words) >>> 5;
  const isBelow = upper < high || (upper == high && load<i32>(words, 4) >>> 6 < low);
  store<T>(out, isBelow ? value : <T>0);
}
