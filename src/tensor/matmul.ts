import { kernels } from "../backend/backend.js";
import type { Floats } from "../backend/kernels.js";
import { allocate } from "../backend/memory.js";
import { section } from "../backend/reserve.js";
import type { MatmulOptions } from "./dispatch.js";
import { commonDType } from "./dtype.js";
import { ShapeError } from "./errors.js";
import { isRowMajor } from "./layout.js";
import { batchError, productError } from "./product-errors.js";
import { commonShape, formatShape, sizeOf, stretch } from "./shape.js";
import { Tensor } from "./tensor.js";
import { expand } from "./views.js";

/** Matrices one after the other, each row by row, or with rows and columns swapped. */
interface Matrices {
  readonly values: Floats;
  readonly swapped: boolean;
}

/** The matrix product of the last two axes; the axes before them are batches, and broadcast. */
export function matmul(a: Tensor, b: Tensor, { transposeA, transposeB }: MatmulOptions): Tensor {
  const dtype = commonDType("matmul", a.dtype, b.dtype);
  const [rankA, rankB] = [a.rank, b.rank];
  if (rankA < 2 || rankB < 2) throw productError(a.shape, b.shape);
  const m = a.shape[transposeA ? rankA - 1 : rankA - 2];
  const k = a.shape[transposeA ? rankA - 2 : rankA - 1];
  const n = b.shape[transposeB ? rankB - 2 : rankB - 1];
  if (k !== b.shape[transposeB ? rankB - 1 : rankB - 2]) throw productError(a.shape, b.shape);

  // One right matrix for all batches: their rows, one below the other, are a single left matrix.
  const rows = rankB === 2 && !transposeA ? stretch(a.shape, 0, rankA - 1) : m;
  if (rankB === 2 && (rankA === 2 || !transposeA)) {
    const out = allocate(dtype, rows * n);
    const [left, right] = [rankA === 2 ? matrices(a) : { values: a.rowMajor, swapped: false }, matrices(b)];
    const [ta, tb] = [left.swapped !== transposeA, right.swapped !== transposeB];
    kernels.matmul(rows, n, k, left.values, ta, right.values, tb, out, false);
    return new Tensor(out, rankA === 2 ? [m, n] : [...a.shape.slice(0, -1), n]);
  }
  const batch = commonShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (batch === null) throw batchError(a.shape, b.shape);
  const left = matrices(expand(a, [...batch, ...a.shape.slice(-2)]));
  const right = matrices(expand(b, [...batch, ...b.shape.slice(-2)]));
  const [ta, tb] = [left.swapped !== transposeA, right.swapped !== transposeB];
  const count = sizeOf(batch);
  const out = allocate(dtype, count * m * n);
  const part = (whole: Floats, size: number, i: number): Floats => section(whole, i * size, (i + 1) * size);
  for (let i = 0; i < count; i++) {
    const [ai, bi] = [part(left.values, m * k, i), part(right.values, k * n, i)];
    kernels.matmul(m, n, k, ai, ta, bi, tb, part(out, m * n, i), false);
  }
  return new Tensor(out, [...batch, m, n]);
}

/** The numbers of matrices row by row; a view of transposed ones as they are, column by column. */
function matrices(x: Tensor): Matrices {
  if (x.viewStrides === null) return { values: x.storage, swapped: false };
  const last = x.rank - 1;
  const order = x.shape.map((_, axis) => (axis < last - 1 ? axis : 2 * last - 1 - axis));
  const strides = x.viewStrides;
  const swapped = isRowMajor(
    order.map((axis) => x.shape[axis]),
    order.map((axis) => strides[axis]),
  );
  if (!swapped) return { values: x.rowMajor, swapped };
  return { values: x.storage.length === x.size ? x.storage : section(x.storage, 0, x.size), swapped };
}

/** z = x · Wᵀ + b: x is (m, n_in), W (n_out, n_in), b (n_out); z is (m, n_out). */
export function linear(x: Tensor, W: Tensor, b: Tensor): Tensor {
  const [m, nIn] = x.shape;
  const [nOut, expected] = W.shape;
  if (x.rank !== 2 || W.rank !== 2 || nIn !== expected || b.rank !== 1 || b.shape[0] !== nOut) {
    throw new ShapeError(
      `linear: ${formatShape(x.shape)} inputs, ${formatShape(W.shape)} weights and ${formatShape(b.shape)} biases do not fit`,
      {
        expected: [m, expected],
        received: x.shape,
        help: "x is (m, n_in), W (n_out, n_in) and b (n_out)",
      },
    );
  }
  const dtype = commonDType("linear", commonDType("linear", x.dtype, W.dtype), b.dtype);
  const out = allocate(dtype, m * nOut);
  kernels.linear(m, nOut, nIn, x.rowMajor, W.rowMajor, b.rowMajor, out);
  return new Tensor(out, [m, nOut]);
}
