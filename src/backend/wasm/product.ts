import { atMost, lanes } from "./lanes";
import { tallTile, thinStrip } from "./narrow";
import { transpose } from "./pack";
import { packed } from "./packed";
import { dotTile, tile } from "./tile";

/*
 * C = A · B, in one of four ways; ../product.ts says which one for which shape. Lead is the distance between the
 * rows of a stored matrix, in numbers, so that a part of a matrix can be taken as it lies.
 */
export enum Way {
  /** A and B are read where they are. */
  inPlace,
  /** B is transposed and small: its transpose is written out, then as above. */
  turned,
  /** B is transposed and k is long: A and B both run along k already, and C's numbers are dot products. */
  dots,
  /** Blocks of A and B are copied into panels that stay in the caches. */
  packed,
  /** k is 4 or less, B not transposed: a few rows of B stay in registers while the rows of A run by. */
  thin,
  /** The same, where B is transposed and is written out first. */
  thinTurned,
}

/** Rows of a tile of operands that are read in place. */
const MR: usize = 4;

/** Along k, this much of a row at a time: tiles of both operands then stay in the second-level cache. */
const DOT_BLOCK: usize = 1024;

/**
 * C = A · B + what `from` holds: 0 for nothing, C itself, or a bias with fromLead = 0.
 *
 * @param pack  where panels may go; see packed.ts
 */
export function product<T>(
  way: Way,
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  aLead: usize,
  aTransposed: bool,
  b: usize,
  bLead: usize,
  bTransposed: bool,
  c: usize,
  cLead: usize,
  from: usize,
  fromLead: usize,
  pack: usize,
): void {
  const s: usize = sizeof<T>();
  aLead *= s;
  bLead *= s;
  const cRow = cLead * s;
  const fromRow = fromLead * s;
  const aRow = aTransposed ? s : aLead;
  const aStep = aTransposed ? aLead : s;
  if (way == Way.inPlace) {
    inPlace<T>(m, n, k, a, aRow, aStep, b, bLead, c, cRow, from, fromRow);
  } else if (way == Way.turned) {
    transpose<T>(b, bLead, n, k, pack);
    inPlace<T>(m, n, k, a, aRow, aStep, pack, n * s, c, cRow, from, fromRow);
  } else if (way == Way.thin) {
    thin<T>(m, n, k, a, aRow, aStep, b, bLead, c, cRow, from, fromRow);
  } else if (way == Way.thinTurned) {
    transpose<T>(b, bLead, n, k, pack);
    thin<T>(m, n, k, a, aRow, aStep, pack, n * s, c, cRow, from, fromRow);
  } else if (way == Way.dots) {
    dots<T>(m, n, k, a, aLead, b, bLead, c, cRow, from, fromRow);
  } else {
    packed<T>(m, n, k, a, aLead, aTransposed, b, bLead, bTransposed, c, cRow, from, fromRow, pack);
  }
}

/** Row by row of tiles; each strip of B's columns stays in the first-level cache while A runs by. */
function inPlace<T>(
  m: usize,
  n: usize,
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
): void {
  const s: usize = sizeof<T>();
  const wide: usize = lanes<T>() * 2;
  for (let j: usize = 0; j < n; ) {
    const left = n - j;
    const two = left > lanes<T>();
    const width: usize = atMost(left, two ? wide : lanes<T>());
    let i: usize = 0;
    let aRows = a;
    let cRows = c + j * s;
    let fromRows = from != 0 ? from + j * s : 0;
    const fromStep = from != 0 ? fromRow : 0;
    if (!two) {
      for (; i + 2 * MR <= m; i += 2 * MR) {
        tallTile<T>(k, aRows, aRow, aStep, b, bStep, cRows, cRow, fromRows, fromStep, width);
        aRows += 2 * MR * aRow;
        cRows += 2 * MR * cRow;
        fromRows += 2 * MR * fromStep;
      }
    }
    for (; i + MR <= m; i += MR) {
      if (two) tile<T>(4, 2, k, aRows, aRow, aStep, b, bStep, cRows, cRow, fromRows, fromStep, width);
      else tile<T>(4, 1, k, aRows, aRow, aStep, b, bStep, cRows, cRow, fromRows, fromStep, width);
      aRows += MR * aRow;
      cRows += MR * cRow;
      fromRows += MR * fromStep;
    }
    const rest = m - i;
    if (rest == 3) {
      if (two) tile<T>(3, 2, k, aRows, aRow, aStep, b, bStep, cRows, cRow, fromRows, fromStep, width);
      else tile<T>(3, 1, k, aRows, aRow, aStep, b, bStep, cRows, cRow, fromRows, fromStep, width);
    } else if (rest == 2) {
      if (two) tile<T>(2, 2, k, aRows, aRow, aStep, b, bStep, cRows, cRow, fromRows, fromStep, width);
      else tile<T>(2, 1, k, aRows, aRow, aStep, b, bStep, cRows, cRow, fromRows, fromStep, width);
    } else if (rest == 1) {
      if (two) tile<T>(1, 2, k, aRows, aRow, aStep, b, bStep, cRows, cRow, fromRows, fromStep, width);
      else tile<T>(1, 1, k, aRows, aRow, aStep, b, bStep, cRows, cRow, fromRows, fromStep, width);
    }
    j += width;
    b += width * s;
  }
}

/** Strips of two vectors of columns; what is left of the columns goes in place. */
function thin<T>(
  m: usize,
  n: usize,
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
): void {
  const wide: usize = lanes<T>() * 2;
  let left = n;
  for (; left >= wide; left -= wide) {
    if (k == 1) thinStrip<T>(1, m, a, aRow, aStep, b, bStep, c, cRow, from, fromRow);
    else if (k == 2) thinStrip<T>(2, m, a, aRow, aStep, b, bStep, c, cRow, from, fromRow);
    else if (k == 3) thinStrip<T>(3, m, a, aRow, aStep, b, bStep, c, cRow, from, fromRow);
    else thinStrip<T>(4, m, a, aRow, aStep, b, bStep, c, cRow, from, fromRow);
    b += 32;
    c += 32;
    if (from != 0) from += 32;
  }
  if (left > 0) inPlace<T>(m, left, k, a, aRow, aStep, b, bStep, c, cRow, from, fromRow);
}

/** A · Bᵀ with k along the rows of both. */
function dots<T>(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  aRow: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  from: usize,
  fromRow: usize,
): void {
  const s: usize = sizeof<T>();
  let p: usize = 0;
  do {
    const depth = atMost(k - p, DOT_BLOCK);
    for (let j: usize = 0; j < n; j += 2) {
      const columns = atMost(n - j, 2);
      let aRows = a + p * s;
      const bRows = b + j * bRow + p * s;
      let cRows = c + j * s;
      let fromRows = from != 0 ? from + j * s : 0;
      const fromStep = from != 0 ? fromRow : 0;
      let i: usize = 0;
      for (; i + MR <= m; i += MR) {
        dotTile<T>(4, depth, aRows, aRow, bRows, bRow, cRows, cRow, fromRows, fromStep, columns);
        aRows += MR * aRow;
        cRows += MR * cRow;
        fromRows += MR * fromStep;
      }
      for (; i < m; i++) {
        dotTile<T>(1, depth, aRows, aRow, bRows, bRow, cRows, cRow, fromRows, fromStep, columns);
        aRows += aRow;
        cRows += cRow;
        fromRows += fromStep;
      }
    }
    // What this part of k gave is there; the next part is added to it.
    from = c;
    fromRow = cRow;
    p += depth;
  } while (p < k);
}
