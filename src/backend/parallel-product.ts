import { divide, partsFor, together } from "./parallel.js";
import type { KernelKind } from "./pool.js";
import type { ProductModule } from "./wasm-module.js";

/** Multiplications and additions in a nanosecond, about, of doubles; of singles twice as many. */
const SPEED = 5;

/** Narrower bands than this spend too much time on packing what all of them need. */
const BAND = 128;

/** Parts begin at multiples of so many rows or columns, so that no tile is divided. */
const GRAIN = 8;
const FUSED_GRAIN = 12;

/**
 * The product of a module, with large ones divided among the threads: bands of columns or of rows of C, whichever
 * leaves less to be read twice, since each thread packs what it needs of A and B.
 */
export function parallelProduct(
  module: ProductModule,
  { size, fused }: Omit<KernelKind, "kernel">,
): ProductModule["product"] {
  const kind: KernelKind = { kernel: "product", size, fused };
  const run = module.product as (...args: number[]) => void;
  return (
    way,
    m,
    n,
    k,
    a,
    aLead,
    aTransposed,
    b,
    bLead,
    bTransposed,
    c,
    cLead,
    from,
    fromLead,
    panels,
  ): void => {
    const byRows = m > n;
    const total = byRows ? m : n;
    const count = partsFor((m * n * k * size) / (8 * SPEED), total / BAND);
    if (count === 1) {
      module.product(
        way,
        m,
        n,
        k,
        a,
        aLead,
        aTransposed,
        b,
        bLead,
        bTransposed,
        c,
        cLead,
        from,
        fromLead,
        panels,
      );
      return;
    }
    const parts = divide(total, fused ? FUSED_GRAIN : GRAIN, count);
    together(kind, run, parts, ({ begin, end }) => {
      const [row, column] = byRows ? [begin, 0] : [0, begin];
      const [rows, columns] = byRows ? [end - begin, n] : [m, end - begin];
      return [
        ...[way, rows, columns, k],
        ...[a + size * (aTransposed ? row : row * aLead), aLead, aTransposed],
        ...[b + size * (bTransposed ? column * bLead : column), bLead, bTransposed],
        ...[c + size * (row * cLead + column), cLead],
        ...[from === 0 ? 0 : from + size * (row * fromLead + column), fromLead],
        panels,
      ];
    });
  };
}
