import { next, put } from "./tile";

/*
 * Parts of products in which one side is short: few columns, or few numbers to add up. Strides are in bytes, and what
 * is added comes from `from`, as in tile.ts.
 */

/**
 * 8 rows by one vector of A · B. Narrow products have few columns for so many rows: A then passes half as often, which
 * counts where it does not fit the first-level cache.
 */
export function tallTile<T>(
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
  let c0 = v128.splat<T>(<T>0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  let c4 = c0;
  let c5 = c0;
  let c6 = c0;
  let c7 = c0;
  const aRow2 = aRow * 2;
  const aRow3 = aRow * 3;
  let below = a + aRow * 4;
  for (let p = k; p > 0; p--) {
    const row = v128.load(b);
    c0 = next<T>(c0, v128.load_splat<T>(a), row);
    c1 = next<T>(c1, v128.load_splat<T>(a + aRow), row);
    c2 = next<T>(c2, v128.load_splat<T>(a + aRow2), row);
    c3 = next<T>(c3, v128.load_splat<T>(a + aRow3), row);
    c4 = next<T>(c4, v128.load_splat<T>(below), row);
    c5 = next<T>(c5, v128.load_splat<T>(below + aRow), row);
    c6 = next<T>(c6, v128.load_splat<T>(below + aRow2), row);
    c7 = next<T>(c7, v128.load_splat<T>(below + aRow3), row);
    a += aStep;
    below += aStep;
    b += bStep;
  }
  put<T>(c0, c, from, 0, width);
  put<T>(c1, c + cRow, from + fromRow, 0, width);
  put<T>(c2, c + 2 * cRow, from + 2 * fromRow, 0, width);
  put<T>(c3, c + 3 * cRow, from + 3 * fromRow, 0, width);
  c += 4 * cRow;
  if (from != 0) from += 4 * fromRow;
  put<T>(c4, c, from, 0, width);
  put<T>(c5, c + cRow, from + fromRow, 0, width);
  put<T>(c6, c + 2 * cRow, from + 2 * fromRow, 0, width);
  put<T>(c7, c + 3 * cRow, from + 3 * fromRow, 0, width);
}

/** All rows of two vectors of columns, for a k of K: K rows of B stay in registers. */
// @ts-expect-error: decorator
@inline
export function thinStrip<T>(
  K: i32,
  m: usize,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  c: usize,
  cRow: usize,
  from: usize,
  fromRow: usize,
): void {
  const b00 = v128.load(b);
  const b01 = v128.load(b, 16);
  const b10 = K > 1 ? v128.load(b + bStep) : b00;
  const b11 = K > 1 ? v128.load(b + bStep, 16) : b01;
  const b20 = K > 2 ? v128.load(b + bStep * 2) : b00;
  const b21 = K > 2 ? v128.load(b + bStep * 2, 16) : b01;
  const b30 = K > 3 ? v128.load(b + bStep * 3) : b00;
  const b31 = K > 3 ? v128.load(b + bStep * 3, 16) : b01;
  let base0 = v128.splat<T>(<T>0);
  let base1 = base0;
  if (from != 0) {
    base0 = v128.load(from);
    base1 = v128.load(from, 16);
  }
  for (; m > 0; m--, a += aRow, c += cRow) {
    let x = v128.load_splat<T>(a);
    let sum0 = v128.mul<T>(x, b00);
    let sum1 = v128.mul<T>(x, b01);
    if (K > 1) {
      x = v128.load_splat<T>(a + aStep);
      sum0 = next<T>(sum0, x, b10);
      sum1 = next<T>(sum1, x, b11);
    }
    if (K > 2) {
      x = v128.load_splat<T>(a + aStep * 2);
      sum0 = next<T>(sum0, x, b20);
      sum1 = next<T>(sum1, x, b21);
    }
    if (K > 3) {
      x = v128.load_splat<T>(a + aStep * 3);
      sum0 = next<T>(sum0, x, b30);
      sum1 = next<T>(sum1, x, b31);
    }
    if (fromRow != 0) {
      base0 = v128.load(from);
      base1 = v128.load(from, 16);
      from += fromRow;
    }
    v128.store(c, v128.add<T>(base0, sum0));
    v128.store(c, v128.add<T>(base1, sum1), 16);
  }
}
