import { next, put } from "./tile";

/**
 * A full tile from packed panels where multiply-adds are fused: 3 rows by 3 vectors, which lie side by side for each p.
 * Nine sums keep two multiply-adds a cycle busy; where products are rounded apart, each needs a register for a while,
 * and the four rows by two vectors of `packedTile` are quicker.
 */
export function fusedTile<T>(
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
  const aStep: usize = 3 * sizeof<T>();
  const bStep: usize = 48;
  let c00 = v128.splat<T>(<T>0);
  let c01 = c00;
  let c02 = c00;
  let c10 = c00;
  let c11 = c00;
  let c12 = c00;
  let c20 = c00;
  let c21 = c00;
  let c22 = c00;
  const last = a + aStep * (k - 1);
  // An address that has just been added to is used as it is; any other is copied first.
  a -= aStep;
  b -= bStep;
  do {
    a += aStep;
    b += bStep;
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    let x = v128.load_splat<T>(a);
    c00 = next<T>(c00, x, b0);
    c01 = next<T>(c01, x, b1);
    c02 = next<T>(c02, x, b2);
    x = v128.load_splat<T>(a, sizeof<T>());
    c10 = next<T>(c10, x, b0);
    c11 = next<T>(c11, x, b1);
    c12 = next<T>(c12, x, b2);
    x = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = next<T>(c20, x, b0);
    c21 = next<T>(c21, x, b1);
    c22 = next<T>(c22, x, b2);
  } while (a < last);
  putRow<T>(c00, c01, c02, c, from, width);
  if (rows > 1) putRow<T>(c10, c11, c12, c + cRow, from + fromRow, width);
  if (rows > 2) putRow<T>(c20, c21, c22, c + 2 * cRow, from + 2 * fromRow, width);
}

/** Three vectors of one row of C. */
// @ts-expect-error: decorator
@inline
function putRow<T>(sum0: v128, sum1: v128, sum2: v128, c: usize, from: usize, width: usize): void {
  put<T>(sum0, c, from, 0, width);
  put<T>(sum1, c, from, 1, width);
  put<T>(sum2, c, from, 2, width);
}
