import { fusedTile } from "./fused-tile";
import { lanes } from "./lanes";
import { tallTile, thinStrip } from "./narrow";
import { packAcross, packAlong, transpose } from "./pack";
import { dotTile, packedTile, tile } from "./tile";

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

/** Rows of a panel of A, and vectors of a panel of B's columns, as the tile wants them that reads the panels. */
const PANEL_ROWS: usize = ASC_FEATURE_RELAXED_SIMD ? 3 : 4;
const PANEL_VECTORS: usize = ASC_FEATURE_RELAXED_SIMD ? 3 : 2;

/**
 * Blocks of the packed way, in whole panels: a block of A (rows × k) fits the second-level cache, a panel of B the
 * first.
 */
const BLOCK_K: usize = 256;
const BLOCK_ROWS: usize = ASC_FEATURE_RELAXED_SIMD ? 129 : 128;
const BLOCK_COLUMNS: usize = ASC_FEATURE_RELAXED_SIMD ? 1032 : 1024;

/** Along k, this much of a row at a time: tiles of both operands then stay in the second-level cache. */
const DOT_BLOCK: usize = 1024;

// @ts-expect-error: decorator
@inline
function atMost(x: usize, limit: usize): usize {
  return x < limit ? x : limit;
}

/**
 * C = A · B + what `from` holds: 0 for nothing, C itself, or a bias with fromLead = 0.
 *
 * @param pack  where panels may go: (BLOCK_ROWS + BLOCK_COLUMNS) · BLOCK_K numbers, and 64 bytes
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

/** Blocks of B's columns, of k, of A's rows; then tiles. */
function packed<T>(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  aRow: usize,
  aTransposed: bool,
  b: usize,
  bRow: usize,
  bTransposed: bool,
  c: usize,
  cRow: usize,
  from: usize,
  fromRow: usize,
  pack: usize,
): void {
  const s: usize = sizeof<T>();
  const NR: usize = lanes<T>() * PANEL_VECTORS;
  const packA = pack;
  // Packing may write a little beyond the last panel.
  const packB = pack + BLOCK_ROWS * BLOCK_K * s + 32;
  for (let j0: usize = 0; j0 < n; j0 += BLOCK_COLUMNS) {
    const columns = atMost(n - j0, BLOCK_COLUMNS);
    let source = from;
    let sourceRow = fromRow;
    for (let p0: usize = 0; p0 < k; p0 += BLOCK_K) {
      const depth = atMost(k - p0, BLOCK_K);
      packColumns<T>(b, bRow, bTransposed, j0, columns, p0, depth, packB);
      for (let i0: usize = 0; i0 < m; i0 += BLOCK_ROWS) {
        const rows = atMost(m - i0, BLOCK_ROWS);
        packRows<T>(a, aRow, aTransposed, i0, rows, p0, depth, packA);
        for (let j: usize = 0; j < columns; j += NR) {
          const width: usize = atMost(columns - j, NR);
          const column = (j0 + j) * s;
          for (let i: usize = 0; i < rows; i += PANEL_ROWS) {
            const present = atMost(rows - i, PANEL_ROWS);
            const panelA = packA + i * depth * s;
            const panelB = packB + j * depth * s;
            const at = c + (i0 + i) * cRow + column;
            const added = source != 0 ? source + (i0 + i) * sourceRow + column : 0;
            const addedRow = source != 0 ? sourceRow : 0;
            if (ASC_FEATURE_RELAXED_SIMD)
              fusedTile<T>(present, depth, panelA, panelB, at, cRow, added, addedRow, width);
            else packedTile<T>(present, depth, panelA, panelB, at, cRow, added, addedRow, width);
          }
        }
      }
      source = c;
      sourceRow = cRow;
    }
  }
}

/** Panels of A's rows. */
function packRows<T>(
  a: usize,
  aRow: usize,
  transposed: bool,
  i0: usize,
  rows: usize,
  p0: usize,
  depth: usize,
  out: usize,
): void {
  const s: usize = sizeof<T>();
  for (let i: usize = 0; i < rows; i += PANEL_ROWS, out += PANEL_ROWS * depth * s) {
    const count = atMost(rows - i, PANEL_ROWS);
    if (transposed) packAlong<T>(a + p0 * aRow + (i0 + i) * s, aRow, count, PANEL_ROWS, depth, out);
    else packAcross<T>(a + (i0 + i) * aRow + p0 * s, aRow, count, PANEL_ROWS, depth, out, PANEL_ROWS * s);
  }
}

/** Panels of vectors of B's columns. */
function packColumns<T>(
  b: usize,
  bRow: usize,
  transposed: bool,
  j0: usize,
  columns: usize,
  p0: usize,
  depth: usize,
  out: usize,
): void {
  const s: usize = sizeof<T>();
  const NR: usize = lanes<T>() * PANEL_VECTORS;
  for (let j: usize = 0; j < columns; j += NR, out += NR * depth * s) {
    const count = atMost(columns - j, NR);
    if (!transposed) {
      packAlong<T>(b + p0 * bRow + (j0 + j) * s, bRow, count, NR, depth, out);
      continue;
    }
    // From right to left: what one part writes beyond its columns, the next one puts right.
    for (let four: usize = (NR - 1) & ~3; ; four -= 4) {
      const from = b + (j0 + atMost(j + four, columns - 1)) * bRow + p0 * s;
      const present = four < count ? atMost(count - four, 4) : 0;
      packAcross<T>(from, bRow, present, atMost(NR - four, 4), depth, out + four * s, NR * s);
      if (four == 0) break;
    }
  }
}
