import { fusedProducts } from "./fused.js";
import type { Floats } from "./kernels.js";
import { type Helper, post, readyHelpers, sharedBuffer, threads, waitFor } from "./pool.js";
import { bring, clear, PANEL_BYTES, panels, putBack, room } from "./scratch.js";
import type { ProductModule } from "./wasm-module.js";

/** A product as the compiled code takes it; shapes as in `Kernels.matmul`. */
export interface Product {
  /** How it is computed; see product.ts. */
  readonly way: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Floats;
  readonly aTransposed: boolean;
  readonly b: Floats;
  readonly bTransposed: boolean;
  readonly c: Floats;
  /** What is added: nothing, c itself, or a row of n numbers for each row of C. */
  readonly added: Floats | null;
}

/** A stored matrix: `lead` numbers from row to row. */
interface Matrix {
  readonly values: Floats;
  readonly lead: number;
}

/** Rows or columns of C that one thread computes. */
interface Part {
  readonly rows: Range;
  readonly columns: Range;
}

interface Range {
  readonly begin: number;
  readonly end: number;
}

/** Multiplications below which waking the others takes longer than they save. */
const MANY = 2_000_000;

/** Parts begin at multiples of this: no tile is divided. */
const GRAIN = 8;

const ALIGNMENT = 64;

/** Whether a product is so large that several threads are quicker, if there are any. */
export function isWorthThreads(m: number, n: number, k: number): boolean {
  return m * n * k >= MANY && threads() > 1;
}

/**
 * Computes a product on all threads that are ready: this one its part where the numbers are, the others theirs on
 * copies. Every number of C is computed by the same sequence of operations as on one thread.
 *
 * @returns false when nobody is ready to help, or the copies have no room: nothing was done
 */
export function computeTogether(module: ProductModule, product: Product): boolean {
  const helpers = readyHelpers();
  const [own, ...others] = split(product.m, product.n, helpers.length + 1);
  if (others.length === 0) return false;
  const size = product.c.BYTES_PER_ELEMENT;
  if (others.some((part, i) => bytesFor(product, part, size) > helpers[i].end - helpers[i].start))
    return false;
  const shared = size === 8 ? new Float64Array(sharedBuffer()) : new Float32Array(sharedBuffer());

  const places = others.map((part, i) => handOver(product, part, helpers[i], shared));
  computeOwn(module, product, own);
  others.forEach((part, i) => {
    if (!waitFor(helpers[i])) throw new Error("a thread of the pool failed");
    const { rows, columns } = part;
    const whole = { values: product.c, lead: product.n };
    const done = { values: shared, lead: columns.end - columns.begin };
    copyBlock(
      done,
      places[i] / size,
      whole,
      rows.begin * product.n + columns.begin,
      length(rows),
      length(columns),
    );
  });
  return true;
}

/** Bands of columns, or of rows where C is much higher than wide: whichever needs fewer copies. */
function split(m: number, n: number, count: number): Part[] {
  const byRows = m > 2 * n;
  const total = byRows ? m : n;
  const step = Math.ceil(total / count / GRAIN) * GRAIN;
  const parts: Part[] = [];
  for (let begin = 0; begin < total; begin += step) {
    const band = { begin, end: Math.min(total, begin + step) };
    parts.push(
      byRows ? { rows: band, columns: { begin: 0, end: n } } : { rows: { begin: 0, end: m }, columns: band },
    );
  }
  return parts;
}

function length(range: Range): number {
  return range.end - range.begin;
}

function bytesFor({ k, added }: Product, { rows, columns }: Part, size: number): number {
  const [m, n] = [length(rows), length(columns)];
  return PANEL_BYTES + size * (m * k + k * n + m * n + (added === null ? 0 : n)) + 5 * ALIGNMENT;
}

/** Copies what a part needs, and has a helper begin. Returns where its part of C will be. */
function handOver(product: Product, part: Part, helper: Helper, shared: Floats): number {
  const { way, k, aTransposed, bTransposed, added, c } = product;
  const { rows, columns } = part;
  const [m, n] = [length(rows), length(columns)];
  const size = c.BYTES_PER_ELEMENT;
  let top = helper.start + PANEL_BYTES;
  const place = (count: number): number => {
    const address = top;
    top += Math.ceil((count * size) / ALIGNMENT) * ALIGNMENT;
    return address;
  };
  const copy = (from: Matrix, start: number, height: number, width: number): number => {
    const address = place(height * width);
    copyBlock(from, start, { values: shared, lead: width }, address / size, height, width);
    return address;
  };

  const a = { values: product.a, lead: aTransposed ? product.m : k };
  const b = { values: product.b, lead: bTransposed ? k : product.n };
  const whole = { values: c, lead: product.n };
  const aAt = aTransposed ? copy(a, rows.begin, k, m) : copy(a, rows.begin * k, m, k);
  const bAt = bTransposed ? copy(b, columns.begin * k, n, k) : copy(b, columns.begin, k, n);
  const accumulates = added === c;
  const start = rows.begin * product.n + columns.begin;
  const cAt = accumulates ? copy(whole, start, m, n) : place(m * n);
  let from = 0;
  if (accumulates) from = cAt;
  else if (added !== null) from = copy({ values: added, lead: product.n }, columns.begin, 1, n);
  const leads = [aTransposed ? m : k, bTransposed ? k : n, accumulates ? n : 0];
  const flags = [aTransposed ? 1 : 0, bTransposed ? 1 : 0];
  post(helper, size, fusedProducts(), [
    ...[way, m, n, k],
    ...[aAt, leads[0], flags[0]],
    ...[bAt, leads[1], flags[1]],
    ...[cAt, n],
    ...[from, leads[2]],
    helper.start,
  ]);
  return cAt;
}

/** This thread's part, where the numbers are. */
function computeOwn(module: ProductModule, product: Product, { rows, columns }: Part): void {
  const { way, m, n, k, a, aTransposed, b, bTransposed, c, added } = product;
  const size = c.BYTES_PER_ELEMENT;
  const accumulates = added === c;
  clear();
  const to = accumulates ? bring(c) : room(c);
  const start = to + (rows.begin * n + columns.begin) * size;
  let from = 0;
  if (accumulates) from = start;
  else if (added !== null) from = bring(added) + columns.begin * size;
  module.product(
    way,
    length(rows),
    length(columns),
    k,
    bring(a) + (aTransposed ? rows.begin : rows.begin * k) * size,
    aTransposed ? m : k,
    aTransposed ? 1 : 0,
    bring(b) + (bTransposed ? columns.begin * k : columns.begin) * size,
    bTransposed ? k : n,
    bTransposed ? 1 : 0,
    start,
    n,
    from,
    accumulates ? n : 0,
    panels,
  );
  putBack(c, to);
}

/** Copies a block of `height` rows of `width` numbers. */
function copyBlock(
  from: Matrix,
  fromStart: number,
  to: Matrix,
  toStart: number,
  height: number,
  width: number,
): void {
  if (from.lead === width && to.lead === width) {
    to.values.set(from.values.subarray(fromStart, fromStart + height * width), toStart);
    return;
  }
  for (let row = 0; row < height; row++) {
    const begin = fromStart + row * from.lead;
    to.values.set(from.values.subarray(begin, begin + width), toStart + row * to.lead);
  }
}
