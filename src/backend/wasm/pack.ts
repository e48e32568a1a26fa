import { lanes } from "./lanes";

/*
 * Packing copies a block of an operand into panels, in the very order in which a tile reads it, so that no shape
 * and no stride is a bad one. Missing rows and columns become zeros. Strides are in bytes.
 */

/**
 * A panel of up to 4 rows that run along k: for each p, out + p · outStep gets their p-th numbers side by side. Four
 * numbers are written at a time, also where fewer than four rows are asked for: those that are too many are overwritten
 * by the next p, or lie beyond the panel.
 *
 * @param rows   how many there are
 * @param width  how many are asked for, 4 at most
 */
export function packAcross<T>(
  from: usize,
  fromRow: usize,
  rows: usize,
  width: usize,
  k: usize,
  out: usize,
  outStep: usize,
): void {
  const s: usize = sizeof<T>();
  // A missing row reads the first one, and is cleared afterwards.
  const r0 = from;
  const r1 = rows > 1 ? from + fromRow : from;
  const r2 = rows > 2 ? from + 2 * fromRow : from;
  const r3 = rows > 3 ? from + 3 * fromRow : from;
  const start = out;
  let p: usize = 0;
  if (sizeof<T>() == 8) {
    for (; p + 2 <= k; p += 2, out += 2 * outStep) {
      const x0 = v128.load(r0 + p * s);
      const x1 = v128.load(r1 + p * s);
      const x2 = v128.load(r2 + p * s);
      const x3 = v128.load(r3 + p * s);
      v128.store(out, i64x2.shuffle(x0, x1, 0, 2));
      v128.store(out, i64x2.shuffle(x2, x3, 0, 2), 16);
      v128.store(out + outStep, i64x2.shuffle(x0, x1, 1, 3));
      v128.store(out + outStep, i64x2.shuffle(x2, x3, 1, 3), 16);
    }
  } else {
    for (; p + 4 <= k; p += 4, out += 4 * outStep) {
      const x0 = v128.load(r0 + p * s);
      const x1 = v128.load(r1 + p * s);
      const x2 = v128.load(r2 + p * s);
      const x3 = v128.load(r3 + p * s);
      const low01 = i32x4.shuffle(x0, x1, 0, 4, 1, 5);
      const low23 = i32x4.shuffle(x2, x3, 0, 4, 1, 5);
      const high01 = i32x4.shuffle(x0, x1, 2, 6, 3, 7);
      const high23 = i32x4.shuffle(x2, x3, 2, 6, 3, 7);
      v128.store(out, i64x2.shuffle(low01, low23, 0, 2));
      v128.store(out + outStep, i64x2.shuffle(low01, low23, 1, 3));
      v128.store(out + 2 * outStep, i64x2.shuffle(high01, high23, 0, 2));
      v128.store(out + 3 * outStep, i64x2.shuffle(high01, high23, 1, 3));
    }
  }
  for (; p < k; p++, out += outStep) {
    store<T>(out, load<T>(r0 + p * s));
    store<T>(out + s, load<T>(r1 + p * s));
    store<T>(out + 2 * s, load<T>(r2 + p * s));
    store<T>(out + 3 * s, load<T>(r3 + p * s));
  }
  for (let row = rows; row < width; row++) {
    out = start + row * s;
    for (p = 0; p < k; p++, out += outStep) store<T>(out, <T>0);
  }
}

/** A panel of `width` neighbouring numbers of each row p, out of k rows; three vectors at most. */
export function packAlong<T>(
  from: usize,
  fromRow: usize,
  count: usize,
  width: usize,
  k: usize,
  out: usize,
): void {
  const s: usize = sizeof<T>();
  let p: usize = 0;
  if (count == width) {
    // Whole vectors, but for the last row: what they hold beyond the width is overwritten by the next row's.
    for (; p + 1 < k; p++, from += fromRow, out += width * s) {
      v128.store(out, v128.load(from));
      if (width > lanes<T>()) v128.store(out, v128.load(from, 16), 16);
      if (width > 2 * lanes<T>()) v128.store(out, v128.load(from, 32), 32);
    }
  }
  for (; p < k; p++, from += fromRow, out += width * s) {
    for (let j: usize = 0; j < width; j++) store<T>(out + j * s, j < count ? load<T>(from + j * s) : <T>0);
  }
}

/** out (k, n) = b (n, k) transposed: the few numbers of a small layer's weight. */
export function transpose<T>(b: usize, bRow: usize, n: usize, k: usize, out: usize): void {
  const s: usize = sizeof<T>();
  for (let j: usize = 0; j < n; j++, b += bRow) {
    let to = out + j * s;
    for (let p: usize = 0; p < k; p++, to += n * s) store<T>(to, load<T>(b + p * s));
  }
}
