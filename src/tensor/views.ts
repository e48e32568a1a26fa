import { allocate } from "../backend/memory.js";
import { section } from "../backend/reserve.js";
import { isList } from "./describe.js";
import type { SliceRange } from "./dispatch.js";
import { commonDType, type DType } from "./dtype.js";
import { ShapeError, ValueError } from "./errors.js";
import { isRowMajor } from "./layout.js";
import { formatShape, isLength, type Shape, sizeOf, stretch } from "./shape.js";
import { Tensor } from "./tensor.js";

/** The same numbers in another shape; a copy only where the view's gaps make one necessary. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  return new Tensor(x.rowMajor, shape);
}

/** The axes in another order. */
export function permute(x: Tensor, order: readonly number[]): Tensor {
  if (order.length !== x.rank || new Set(order).size !== x.rank) {
    throw new ValueError(
      `transpose: (${order.join(", ")}) is no order of the axes of ${formatShape(x.shape)}`,
      {
        expected: x.shape.map((_, i) => i),
        received: order,
        help: "name each axis once",
      },
    );
  }
  const strides = x.strides;
  const shape = order.map((axis) => x.shape[axis]);
  return viewOf(
    x,
    0,
    shape,
    order.map((axis) => strides[axis]),
  );
}

/** A part of one axis. */
export function slice(x: Tensor, range: SliceRange): Tensor {
  const strides = [...x.strides];
  const shape = [...x.shape];
  const begin = range.start * strides[range.axis];
  shape[range.axis] = Math.ceil((range.end - range.start) / range.step);
  strides[range.axis] *= range.step;
  return viewOf(x, begin, shape, strides);
}

/**
 * The tensor repeated to a larger shape: a view in which the repeated axes have stride 0.
 *
 * @throws ShapeError when the shape is not larger, or an axis is neither 1 nor the same
 */
export function expand(x: Tensor, shape: Shape): Tensor {
  const missing = shape.length - x.rank;
  const fits = missing >= 0 && x.shape.every((length, i) => length === 1 || length === shape[i + missing]);
  if (!fits || !shape.every(isLength)) throw repeatError(x.shape, shape);
  const own = x.strides;
  const strides = shape.map((length, axis) => {
    const from = axis - missing;
    return from < 0 || x.shape[from] !== length ? 0 : own[from];
  });
  return viewOf(x, 0, shape, strides);
}

function repeatError(from: Shape, to: readonly unknown[]): ShapeError {
  let help = "aligned at the last axis, each axis is 1 or has the wanted length already";
  if (!to.every(isLength)) help = "lengths are whole numbers, 0 or larger";
  if (isList(to[0])) help = `one argument for each axis: broadcastTo(${Array.from(to[0]).join(", ")})`;
  return new ShapeError(`broadcastTo: ${formatShape(from)} cannot be repeated to (${to.join(", ")})`, {
    expected: to,
    received: from,
    help,
  });
}

/** A row-major copy, in another precision if wanted. */
export function copy(x: Tensor, dtype: DType = x.dtype): Tensor {
  const out = allocate(dtype, x.size);
  out.set(x.rowMajor);
  return new Tensor(out, x.shape);
}

/**
 * Several tensors one behind the other along an axis.
 *
 * @throws ShapeError when they differ on another axis
 * @throws DTypeError when they differ in precision
 */
export function joined(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts;
  for (const other of parts) {
    const fits = other.rank === first.rank && other.shape.every((n, i) => i === axis || n === first.shape[i]);
    commonDType("concat", first.dtype, other.dtype);
    if (fits) continue;
    throw new ShapeError(
      `concat: ${formatShape(first.shape)} and ${formatShape(other.shape)} do not fit along axis ${axis}`,
      { expected: first.shape, received: other.shape, help: "all axes but that one must be the same" },
    );
  }
  const shape = [...first.shape];
  shape[axis] = parts.reduce((total, part) => total + part.shape[axis], 0);
  const out = allocate(first.dtype, sizeOf(shape));
  const outer = stretch(shape, 0, axis);
  const width = stretch(shape, axis, shape.length);
  let begin = 0;
  for (const part of parts) {
    const values = part.rowMajor;
    const own = stretch(part.shape, axis, shape.length);
    for (let o = 0; o < outer; o++) out.set(values.subarray(o * own, (o + 1) * own), o * width + begin);
    begin += own;
  }
  return new Tensor(out, shape);
}

function viewOf(x: Tensor, begin: number, shape: Shape, strides: readonly number[]): Tensor {
  const storage = x.storage;
  if (isRowMajor(shape, strides)) {
    const size = sizeOf(shape);
    const whole = begin === 0 && size === storage.length;
    return new Tensor(whole ? storage : section(storage, begin, begin + size), shape);
  }
  return new Tensor(begin === 0 ? storage : section(storage, begin), shape, strides);
}
