import type { Floats } from "./kernels.js";
import { plainFor } from "./plain.js";
import { addressOf, section } from "./reserve.js";
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

/** C = A · B + `added`, with shapes as in `Kernels.matmul`. */
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
): void {
  if (m === 0 || n === 0) return;
  const size = c.BYTES_PER_ELEMENT;
  if (m * n * k < FEW && addressOf(c) === undefined) {
    plainProduct(m, n, k, a, aTransposed, b, bTransposed, c, added);
    return;
  }
  const way = wayFor(m, n, k, aTransposed, bTransposed, size, module.isFused ?? false);
  if ((m * k + k * n + m * n + n) * size > CAPACITY) {
    inParts(module, m, n, k, a, aTransposed, b, bTransposed, c, added);
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

/** What does not fit the scratch memory at once: one half of m or of k, then the other. */
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
): void {
  const rows = Math.ceil(m / 2);
  const depth = Math.ceil(k / 2);
  if (!aTransposed && m > 1) {
    const [top, bottom] = [section(c, 0, rows * n), section(c, rows * n)];
    const [addedTop, addedBottom] = added === c ? [top, bottom] : [added, added];
    const [above, below] = [section(a, 0, rows * k), section(a, rows * k)];
    product(module, rows, n, k, above, false, b, bTransposed, top, addedTop);
    product(module, m - rows, n, k, below, false, b, bTransposed, bottom, addedBottom);
  } else if (aTransposed && !bTransposed && k > 1) {
    const [aFirst, aSecond] = [section(a, 0, depth * m), section(a, depth * m)];
    const [bFirst, bSecond] = [section(b, 0, depth * n), section(b, depth * n)];
    product(module, m, n, depth, aFirst, true, bFirst, false, c, added);
    product(module, m, n, k - depth, aSecond, true, bSecond, false, c, c);
  } else {
    throw new RangeError(
      `a product of (${m}, ${k}) and (${k}, ${n}) takes more than ${CAPACITY} bytes\n  help: take fewer rows at a time`,
    );
  }
}
