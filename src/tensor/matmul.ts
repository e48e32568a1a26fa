import { kernels } from "../backend/backend.js";
import type { Floats } from "../backend/kernels.js";
import { allocate } from "../backend/memory.js";
import { commonDType } from "./dtype.js";
import { expand } from "./elementwise.js";
import { ShapeError } from "./errors.js";
import { broadcastShapes, formatShape, type Shape, sizeOf } from "./shape.js";
import { Tensor } from "./tensor.js";

/** A matrix as the kernel takes it: row by row, or its transpose row by row. */
interface MatrixOperand {
  readonly values: Floats;
  readonly transposed: boolean;
}

/** The matrix product of the last two axes; the axes before them are batches. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const dtype = commonDType("matmul", a.dtype, b.dtype);
  if (a.rank < 2 || b.rank < 2) throw productError(a.shape, b.shape);
  const [m, k] = a.shape.slice(-2);
  const [kRight, n] = b.shape.slice(-2);
  if (k !== kRight) throw productError(a.shape, b.shape);

  const batch = broadcastShapes("matmul", a.shape.slice(0, -2), b.shape.slice(0, -2));
  const count = sizeOf(batch);
  const out = allocate(dtype, count * m * n);
  if (batch.length === 0) {
    const left = matrixOperand(a);
    const right = matrixOperand(b);
    kernels.matmul(m, n, k, left.values, left.transposed, right.values, right.transposed, out, false);
  } else {
    const left = expand(a, [...batch, m, k]).data;
    const right = expand(b, [...batch, k, n]).data;
    for (let i = 0; i < count; i++) {
      const ai = left.subarray(i * m * k, (i + 1) * m * k);
      const bi = right.subarray(i * k * n, (i + 1) * k * n);
      kernels.matmul(m, n, k, ai, false, bi, false, out.subarray(i * m * n, (i + 1) * m * n), false);
    }
  }
  return new Tensor(out, [...batch, m, n]);
}

/** z = x · Wᵀ + b: x is (m, n_in), W (n_out, n_in), b (n_out); z is (m, n_out). */
export function linear(x: Tensor, W: Tensor, b: Tensor): Tensor {
  const [m, nIn] = x.shape;
  const [nOut, expected] = W.shape;
  if (x.rank !== 2 || W.rank !== 2 || nIn !== expected || b.size !== nOut) {
    throw new ShapeError(
      `linear: ${formatShape(x.shape)} inputs, ${formatShape(W.shape)} weights and ${formatShape(b.shape)} biases do not fit`,
      {
        expected: [m, expected],
        received: x.shape,
        help: "x is (m, n_in), W (n_out, n_in) and b (n_out)",
      },
    );
  }
  const out = allocate(commonDType("linear", x.dtype, W.dtype), m * nOut);
  const biases = b.data;
  for (let i = 0; i < m; i++) out.set(biases, i * nOut);
  const left = matrixOperand(x);
  const right = matrixOperand(W);
  kernels.matmul(m, nOut, nIn, left.values, left.transposed, right.values, !right.transposed, out, true);
  return new Tensor(out, [m, nOut]);
}

/** A transposed matrix is not copied: the kernel reads it in place. */
function matrixOperand(x: Tensor): MatrixOperand {
  const strides = x.viewStrides;
  const transposed = strides !== null && strides[0] === 1 && strides[1] === x.shape[0];
  return transposed ? { values: x.storage, transposed } : { values: x.data, transposed: false };
}

function productError(a: Shape, b: Shape): ShapeError {
  const [left, right] = [formatShape(a), formatShape(b)];
  if (a.length === 0 || b.length === 0) {
    return new ShapeError(`matmul: ${left} × ${right}: a scalar is no matrix`, {
      expected: "at least one axis each",
      received: a.length === 0 ? a : b,
      help: "for a number times a tensor, use .mul",
    });
  }
  const inner = Math.max(0, b.length - 2);
  const fitsTransposed = b.length === 2 && a[a.length - 1] === b[1];
  return new ShapeError(
    `matmul: ${left} × ${right} do not fit: axis ${a.length - 1} of the left is ${a[a.length - 1]}, ` +
      `axis ${inner} of the right is ${b[inner]}`,
    {
      expected: a[a.length - 1],
      received: b[inner],
      help: fitsTransposed ? "did you mean x.matmul(w.T)?" : "(m, k) × (k, n) gives (m, n)",
    },
  );
}
