import type { Floats } from "./kernels.js";
import { plainFor } from "./plain.js";
import { addressOf, ordinaryArray, section } from "./reserve.js";
import { bring, CAPACITY, clear, panels, putBack, room } from "./scratch.js";
import type { ProductModule } from "./wasm-module.js";

/** The ways to compute a product; wasm/product.ts has the same list, and says what each one does. */
const IN_PLACE = 0;
const TURNED = 1;
const DOTS = 2;
const PACKED = 3;
const THIN = 4;
const THIN_TURNED = 5;

/** Products into an ordinary array with fewer multiplications than this are not worth the copies. */
const FEW = 256;

/** Below this many bytes of B, reading it in place costs less than packing it. */
const SMALL_B = 24_576;

/** From this k on, a dot product fills vectors well. */
const LONG_K = 32;

/** Up to this k, rows of B fit into registers. */
const SHORT_K = 4;

/** Rows of a tile. */
const TILE_ROWS = 4;

/** From this m · n / (m + n) on, fused products gain more by panels than it costs to fill them. */
const LARGE = 24;

/** A compiled product, on this thread or on several. */
export interface ProductKernel extends ProductModule {
  /** Whether multiply-adds are fused. */
  readonly isFused?: boolean;
}

/**
 * The way for a shape. It does not depend on how many threads there are or where the numbers lie, so neither do
 * the digits of the result.
 */
function wayFor(
  m: number,
  n: number,
  k: number,
  aTransposed: boolean,
  bTransposed: boolean,
  size: number,
  isFused: boolean,
): number {
  if (k > 0 && k <= SHORT_K && (!bTransposed || n * k * size <= SMALL_B))
    return bTransposed ? THIN_TURNED : THIN;
  const isSmall = n * k * size <= SMALL_B || m < TILE_ROWS;
  if (!bTransposed) return isSmall ? IN_PLACE : PACKED;
  if (!aTransposed && (k >= LONG_K || m < TILE_ROWS)) {
    return isFused && m * n >= LARGE * (m + n) ? PACKED : DOTS;
  }
  return n * k * size <= SMALL_B ? TURNED : PACKED;
}

/**
 * C = A · B + `added`, with shapes as in `Kernels.matmul`. What is added is nothing, C itself, or a number for each
 * column.
 *
 * @param capacity  how many bytes the operands may have together; what has more is computed in parts
 */
export function product(
  module: ProductKernel,
  m: number,
  n: number,
  k: number,
  a: Floats,
  aTransposed: boolean,
  b: Floats,
  bTransposed: boolean,
  c: Floats,
  added: Floats | null,
  capacity: number = CAPACITY,
): void {
  if (m === 0 || n === 0) return;
  const size = c.BYTES_PER_ELEMENT;
  if (m * n * k < FEW && addressOf(c) === undefined) {
    plainProduct(m, n, k, a, aTransposed, b, bTransposed, c, added);
    return;
  }
  const way = wayFor(m, n, k, aTransposed, bTransposed, size, module.isFused ?? false);
  if ((m * k + k * n + m * n + n) * size > capacity) {
    inParts(module, m, n, k, a, aTransposed, b, bTransposed, c, added, capacity);
    return;
  }
  clear();
  const to = added === c ? bring(c) : room(c);
  const from = added === null ? 0 : added === c ? to : bring(added);
  module.product(
    way,
    m,
    n,
    k,
    bring(a),
    aTransposed ? m : k,
    aTransposed ? 1 : 0,
    bring(b),
    bTransposed ? k : n,
    bTransposed ? 1 : 0,
    to,
    n,
    from,
    added === c ? n : 0,
    panels,
  );
  putBack(c, to);
}

function plainProduct(
  m: number,
  n: number,
  k: number,
  a: Floats,
  aTransposed: boolean,
  b: Floats,
  bTransposed: boolean,
  c: Floats,
  added: Floats | null,
): void {
  const plain = plainFor(c);
  plain.matmul(m, n, k, a, aTransposed, b, bTransposed, c, added === c);
  if (added === null || added === c) return;
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) c[i * n + j] += added[j];
}

/** What does not fit the scratch memory at once: one half of the longest of m, n and k, then the other. */
function inParts(
  module: ProductKernel,
  m: number,
  n: number,
  k: number,
  a: Floats,
  aTransposed: boolean,
  b: Floats,
  bTransposed: boolean,
  c: Floats,
  added: Floats | null,
  capacity: number,
): void {
  const longest = Math.max(m, n, k);
  const middle = Math.ceil(longest / 2);
  for (const [begin, end] of [
    [0, middle],
    [middle, longest],
  ]) {
    const count = end - begin;
    if (longest === k) {
      const left = aTransposed ? rows(a, m, begin, end) : columns(a, k, begin, end);
      const right = bTransposed ? columns(b, k, begin, end) : rows(b, n, begin, end);
      // The second half is added to the first.
      const to = begin === 0 ? added : c;
      product(module, m, n, count, left, aTransposed, right, bTransposed, c, to, capacity);
    } else if (longest === m) {
      const left = aTransposed ? columns(a, m, begin, end) : rows(a, k, begin, end);
      const part = rows(c, n, begin, end);
      const to = added === c ? part : added;
      product(module, count, n, k, left, aTransposed, b, bTransposed, part, to, capacity);
    } else {
      const right = bTransposed ? rows(b, k, begin, end) : columns(b, n, begin, end);
      const part = columns(c, n, begin, end);
      const to = added === c ? part : added && columns(added, n, begin, end);
      product(module, m, count, k, a, aTransposed, right, bTransposed, part, to, capacity);
      putColumns(c, n, begin, part, count);
    }
  }
}

/** Some rows of a matrix, in place. */
function rows(matrix: Floats, width: number, begin: number, end: number): Floats {
  return section(matrix, begin * width, end * width);
}

/** Some columns of a matrix: a copy, but for a matrix of one row. */
function columns(matrix: Floats, width: number, begin: number, end: number): Floats {
  if (matrix.length === width) return section(matrix, begin, end);
  const count = end - begin;
  const dtype = matrix.BYTES_PER_ELEMENT === 8 ? "float64" : "float32";
  const copy = ordinaryArray(dtype, (matrix.length / width) * count);
  for (let to = 0, from = begin; to < copy.length; to += count, from += width) {
    copy.set(matrix.subarray(from, from + count), to);
  }
  return copy;
}

/** Puts a copy of some columns back in its place; those of a matrix of one row are there already. */
function putColumns(matrix: Floats, width: number, begin: number, copy: Floats, count: number): void {
  if (matrix.length === width) return;
  for (let from = 0, to = begin; from < copy.length; from += count, to += width) {
    matrix.set(copy.subarray(from, from + count), to);
  }
}
