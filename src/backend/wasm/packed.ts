import { fusedTile } from "./fused-tile";
import { atMost, lanes } from "./lanes";
import { packAcross, packAlong } from "./pack";
import { packedTile } from "./tile";

/*
 * The way for large products. Strides are in bytes, and what is added comes from `from`, as in tile.ts.
 */

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

/**
 * Blocks of B's columns, of k, of A's rows; then tiles.
 *
 * @param pack  where panels may go: (BLOCK_ROWS + BLOCK_COLUMNS) · BLOCK_K numbers, and 64 bytes
 */
export function packed<T>(
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
