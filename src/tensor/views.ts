import { allocate } from "../backend/memory.js";
import type { SliceRange } from "./dispatch.js";
import { ShapeError, ValueError } from "./errors.js";
import { formatShape, rowMajorStrides, type Shape, sizeOf } from "./shape.js";
import { Tensor } from "./tensor.js";

/** The same numbers in another shape; a copy only where the view's gaps make one necessary. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  return new Tensor(x.data, shape);
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
  return viewOf(
    x,
    0,
    order.map((axis) => x.shape[axis]),
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

/** Zeros of the given shape with `part` in the place that `slice` would take from it. */
export function unslice(part: Tensor, range: SliceRange, shape: Shape): Tensor {
  const out = allocate(part.dtype, sizeOf(shape)).fill(0);
  const outer = sizeOf(shape.slice(0, range.axis));
  const inner = sizeOf(shape.slice(range.axis + 1));
  const [length, count] = [shape[range.axis], part.shape[range.axis]];
  const values = part.data;
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < count; i++) {
      const from = (o * count + i) * inner;
      out.set(values.subarray(from, from + inner), (o * length + range.start + i * range.step) * inner);
    }
  }
  return new Tensor(out, shape);
}

/** Several tensors one behind the other along an axis. */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const [first, ...others] = parts;
  for (const other of others) {
    if (other.rank === first.rank && other.shape.every((n, i) => i === axis || n === first.shape[i]))
      continue;
    throw new ShapeError(
      `concat: ${formatShape(first.shape)} and ${formatShape(other.shape)} do not fit along axis ${axis}`,
      { expected: first.shape, received: other.shape, help: "all axes but that one must be the same" },
    );
  }
  const shape = [...first.shape];
  shape[axis] = parts.reduce((total, part) => total + part.shape[axis], 0);
  const out = allocate(first.dtype, sizeOf(shape));
  const outer = sizeOf(shape.slice(0, axis));
  const width = sizeOf(shape.slice(axis));
  let begin = 0;
  for (const part of parts) {
    const values = part.data;
    const own = sizeOf(part.shape.slice(axis));
    for (let o = 0; o < outer; o++) out.set(values.subarray(o * own, (o + 1) * own), o * width + begin);
    begin += own;
  }
  return new Tensor(out, shape);
}

function viewOf(x: Tensor, begin: number, shape: Shape, strides: readonly number[]): Tensor {
  const storage = begin === 0 ? x.storage : x.storage.subarray(begin);
  const dense = rowMajorStrides(shape);
  const isDense = shape.every((length, axis) => length === 1 || strides[axis] === dense[axis]);
  if (!isDense) return new Tensor(storage, shape, strides);
  return new Tensor(storage.subarray(0, sizeOf(shape)), shape);
}
