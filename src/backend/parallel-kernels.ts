import { divide, partsFor, together } from "./parallel.js";
import { parallelProduct } from "./parallel-product.js";
import type { SharedKernel } from "./pool-command.js";
import type { KernelModule } from "./wasm-module.js";

/** What one number takes, about: kernels need between .3 and 4. */
const NANOSECONDS = 1;

/** Parts begin at whole cache lines. */
const GRAIN = 16;

/**
 * Which arguments of a kernel change when it gets a part: the addresses, which move, and the count. Where the
 * elements that are counted are columns, `depth` is the argument that says how many numbers one has.
 */
interface Divisible {
  readonly addresses: readonly number[];
  readonly count: number;
  readonly depth?: number;
}

/** By the parameter lists in wasm-module.ts. */
const DIVISIBLE = {
  unary: { addresses: [1, 2], count: 3 },
  affine: { addresses: [0, 3], count: 4 },
  addScaled: { addresses: [0, 1], count: 3 },
  dropout: { addresses: [0, 1, 3], count: 4 },
  batchNorm: { addresses: [0, 1, 2, 4, 5, 6, 10], count: 8, depth: 7 },
  batchNormGradient: { addresses: [0, 1, 2, 3, 4, 6, 7, 8, 12], count: 10, depth: 9 },
  descend: { addresses: [0, 1], count: 3 },
  momentum: { addresses: [0, 1, 2], count: 6 },
  adagrad: { addresses: [0, 1, 2], count: 5 },
  rmsprop: { addresses: [0, 1, 2], count: 7 },
  adam: { addresses: [0, 1, 2, 3], count: 12 },
} as const satisfies Partial<Record<SharedKernel, Divisible>>;

type Run = (...args: number[]) => void;

/** The kernels of a module, with large arrays divided among the threads. */
export function parallelKernels(module: KernelModule, size: 8 | 4): KernelModule {
  const divisible = Object.entries(DIVISIBLE).map(([name, how]) => {
    const kernel = name as keyof typeof DIVISIBLE;
    return [kernel, divided(kernel, module[kernel] as Run, how, size)] as const;
  });
  return {
    ...module,
    ...Object.fromEntries(divisible),
    binary: dividedBinary(module.binary, size),
    product: parallelProduct(module, { size, fused: false }),
  };
}

function divided(kernel: SharedKernel, run: Run, { addresses, count, depth }: Divisible, size: 8 | 4): Run {
  const kind = { kernel, size, fused: false };
  return (...args) => {
    const numbers = depth === undefined ? args[count] : args[count] * args[depth];
    const parts = divide(args[count], GRAIN, partsFor(NANOSECONDS * numbers));
    together(kind, run, parts, ({ begin, end }) => {
      const own = args.slice();
      for (const i of addresses) own[i] += begin * size;
      own[count] = end - begin;
      return own;
    });
  };
}

/** Rows or, of a single row, columns. */
function dividedBinary(run: KernelModule["binary"], size: 8 | 4): KernelModule["binary"] {
  const kind = { kernel: "binary", size, fused: false } as const;
  return (f, a, b, out, rows, columns, aRow, aColumn, bRow, bColumn) => {
    const byRows = rows > 1;
    const count = partsFor(NANOSECONDS * rows * columns);
    const parts = divide(byRows ? rows : columns, byRows ? 1 : GRAIN, count);
    together(kind, run as Run, parts, ({ begin, end }) => {
      const [row, column] = byRows ? [begin, 0] : [0, begin];
      return [
        f,
        a + size * (row * aRow + column * aColumn),
        b + size * (row * bRow + column * bColumn),
        out + size * (row * columns + column),
        ...(byRows ? [end - begin, columns] : [1, end - begin]),
        ...[aRow, aColumn, bRow, bColumn],
      ];
    });
  };
}
