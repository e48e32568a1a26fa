import { lanes, storePart, sumLanes } from "./lanes";

/*
 * The innermost part of a product: a tile of C, up to 4 rows by 2 vectors, stays in registers while k runs.
 * Larger tiles are slower: the runtime then spills registers.
 *
 * Strides are in bytes. What is added to the product comes from `from`: C itself, a bias (fromRow = 0), or 0
 * for nothing. `width` is how many numbers of the tile's columns belong to C.
 */

/** C's vector number `v` of a row = sum + what is to be added, or as much of it as belongs to C. */
// @ts-expect-error: decorator
@inline
export function put<T>(sum: v128, c: usize, from: usize, v: usize, width: usize): void {
  const begin = v * lanes<T>();
  if (begin >= width) return;
  if (from != 0) sum = v128.add<T>(v128.load(from + v * 16), sum);
  if (begin + lanes<T>() <= width) v128.store(c + v * 16, sum);
  else storePart<T>(c + v * 16, sum, width - begin);
}

/** Two vectors of one row of C. */
// @ts-expect-error: decorator
@inline
function putRow<T>(V: i32, sum0: v128, sum1: v128, c: usize, from: usize, width: usize): void {
  put<T>(sum0, c, from, 0, width);
  if (V > 1) put<T>(sum1, c, from, 1, width);
}

/** sum + x · y, rounded once where the module is compiled with relaxed SIMD, and twice elsewhere. */
// @ts-expect-error: decorator
@inline
export function next<T>(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(x, y, sum);
  return v128.add<T>(sum, v128.mul<T>(x, y));
}

/** R rows by V vectors of A · B, where element (i, p) of A is at a + i · aRow + p · aStep, row p of B at b + p · bStep. */
// @ts-expect-error: decorator
@inline
export function tile<T>(
  R: i32,
  V: i32,
  k: usize,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  c: usize,
  cRow: usize,
  from: usize,
  fromRow: usize,
  width: usize,
): void {
  let c00 = v128.splat<T>(<T>0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const aRow2 = aRow * 2;
  const aRow3 = aRow * 3;
  for (let p = k; p > 0; p--) {
    const b0 = v128.load(b);
    let b1 = b0;
    if (V > 1) b1 = v128.load(b, 16);
    let x = v128.load_splat<T>(a);
    c00 = next<T>(c00, x, b0);
    if (V > 1) c01 = next<T>(c01, x, b1);
    if (R > 1) {
      x = v128.load_splat<T>(a + aRow);
      c10 = next<T>(c10, x, b0);
      if (V > 1) c11 = next<T>(c11, x, b1);
    }
    if (R > 2) {
      x = v128.load_splat<T>(a + aRow2);
      c20 = next<T>(c20, x, b0);
      if (V > 1) c21 = next<T>(c21, x, b1);
    }
    if (R > 3) {
      x = v128.load_splat<T>(a + aRow3);
      c30 = next<T>(c30, x, b0);
      if (V > 1) c31 = next<T>(c31, x, b1);
    }
    a += aStep;
    b += bStep;
  }
  putRow<T>(V, c00, c01, c, from, width);
  if (R > 1) putRow<T>(V, c10, c11, c + cRow, from + fromRow, width);
  if (R > 2) putRow<T>(V, c20, c21, c + 2 * cRow, from + 2 * fromRow, width);
  if (R > 3) putRow<T>(V, c30, c31, c + 3 * cRow, from + 3 * fromRow, width);
}

/**
 * A full tile from packed panels: 4 numbers of A and 2 vectors of B lie side by side for each p. One step a turn: of
 * two steps, the runtime does all the loads first, and has no registers left for the sums.
 */
export function packedTile<T>(
  rows: usize,
  k: usize,
  a: usize,
  b: usize,
  c: usize,
  cRow: usize,
  from: usize,
  fromRow: usize,
  width: usize,
): void {
  const s: usize = sizeof<T>();
  let c00 = v128.splat<T>(<T>0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + 4 * s * k;
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<T>(a);
    c00 = next<T>(c00, x, b0);
    c01 = next<T>(c01, x, b1);
    x = v128.load_splat<T>(a, sizeof<T>());
    c10 = next<T>(c10, x, b0);
    c11 = next<T>(c11, x, b1);
    x = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = next<T>(c20, x, b0);
    c21 = next<T>(c21, x, b1);
    x = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = next<T>(c30, x, b0);
    c31 = next<T>(c31, x, b1);
    a += 4 * s;
    b += 32;
  }
  putRow<T>(2, c00, c01, c, from, width);
  if (rows > 1) putRow<T>(2, c10, c11, c + cRow, from + fromRow, width);
  if (rows > 2) putRow<T>(2, c20, c21, c + 2 * cRow, from + 2 * fromRow, width);
  if (rows > 3) putRow<T>(2, c30, c31, c + 3 * cRow, from + 3 * fromRow, width);
}

/** One number of C, or of C's running total. */
// @ts-expect-error: decorator
@inline
function putOne<T>(sum: T, c: usize, from: usize): void {
  store<T>(c, from != 0 ? <T>(load<T>(from) + sum) : sum);
}

/**
 * R rows by 2 columns of A · Bᵀ, both with k along their rows: each number of C is a dot product, and the vectors
 * run along k. `columns` is how many of the two belong to C.
 */
// @ts-expect-error: decorator
@inline
export function dotTile<T>(
  R: i32,
  k: usize,
  a: usize,
  aRow: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  from: usize,
  fromRow: usize,
  columns: usize,
): void {
  const s: usize = sizeof<T>();
  let c00 = v128.splat<T>(<T>0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + (k & ~(lanes<T>() - 1)) * s;
  const aRow2 = aRow * 2;
  const aRow3 = aRow * 3;
  let bSecond = b;
  if (columns > 1) bSecond = b + bRow;
  for (; a < end; a += 16, b += 16, bSecond += 16) {
    const b0 = v128.load(b);
    const b1 = v128.load(bSecond);
    let x = v128.load(a);
    c00 = next<T>(c00, x, b0);
    c01 = next<T>(c01, x, b1);
    if (R > 1) {
      x = v128.load(a + aRow);
      c10 = next<T>(c10, x, b0);
      c11 = next<T>(c11, x, b1);
      x = v128.load(a + aRow2);
      c20 = next<T>(c20, x, b0);
      c21 = next<T>(c21, x, b1);
      x = v128.load(a + aRow3);
      c30 = next<T>(c30, x, b0);
      c31 = next<T>(c31, x, b1);
    }
  }
  const left = k & (lanes<T>() - 1);
  for (let row: usize = 0; row < <usize>R; row++) {
    let sum0 = sumLanes<T>(c00);
    let sum1 = sumLanes<T>(c01);
    for (let p: usize = 0; p < left; p++) {
      const x = load<T>(a + p * s);
      sum0 = <T>(sum0 + x * load<T>(b + p * s));
      sum1 = <T>(sum1 + x * load<T>(bSecond + p * s));
    }
    putOne<T>(sum0, c, from);
    if (columns > 1) putOne<T>(sum1, c + s, from != 0 ? from + s : 0);
    // The next row's totals move up.
    c00 = c10;
    c01 = c11;
    c10 = c20;
    c11 = c21;
    c20 = c30;
    c21 = c31;
    a += aRow;
    c += cRow;
    if (from != 0) from += fromRow;
  }
}
