import { kernels } from "../backend/backend.js";
import type { ReduceName } from "../backend/kernels.js";
import { allocate } from "../backend/memory.js";
import type { ReduceOptions } from "./dispatch.js";
import { ValueError } from "./errors.js";
import { formatShape, type Shape, sameShape, sizeOf } from "./shape.js";
import { Tensor } from "./tensor.js";

/** f over the given axes, which are in ascending order. */
export function reduce(f: ReduceName, x: Tensor, { axes, keepDims }: ReduceOptions): Tensor {
  if (f !== "sum" && x.size === 0) {
    throw new ValueError(`${f}: a tensor of shape ${formatShape(x.shape)} has no elements`, {
      expected: "at least one element",
      received: x.shape,
    });
  }
  let values = x.data;
  const shape = [...x.shape];
  // Neighbouring axes are one run, and runs are reduced from the last to the first.
  for (let end = axes.length; end > 0; ) {
    let begin = end - 1;
    while (begin > 0 && axes[begin - 1] === axes[begin] - 1) begin--;
    const [from, to] = [axes[begin], axes[end - 1] + 1];
    const outer = sizeOf(shape.slice(0, from));
    const count = sizeOf(shape.slice(from, to));
    const inner = sizeOf(shape.slice(to));
    const out = allocate(x.dtype, outer * inner);
    kernels.reduce(f, values, out, outer, count, inner);
    shape.fill(1, from, to);
    values = out;
    end = begin;
  }
  if (axes.length === 0) values = x.clone().storage;
  return new Tensor(values, keepDims ? shape : shape.filter((_, axis) => !axes.includes(axis)));
}

/** The shape of a reduction's result with the reduced axes kept as 1, so that it broadcasts over the input. */
export function keptShape(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
}

/** Sums over whatever broadcasting repeated, so that a gradient has its input's shape again. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const missing = x.rank - shape.length;
  const axes = x.shape.flatMap((length, axis) => {
    const repeated = axis < missing || (shape[axis - missing] === 1 && length !== 1);
    return repeated ? [axis] : [];
  });
  const leading = axes.filter((axis) => axis < missing);
  const summed = axes.length === 0 ? x : x.sum(axes, true);
  return leading.length === 0 ? summed : summed.reshape(...shape);
}

/** The position of the largest element along an axis; the first of several. */
export function argmax(x: Tensor, axis: number): Int32Array {
  const outer = sizeOf(x.shape.slice(0, axis));
  const inner = sizeOf(x.shape.slice(axis + 1));
  const count = x.shape[axis];
  const values = x.data;
  const best = new Int32Array(outer * inner);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const at = (k: number): number => values[(o * count + k) * inner + i];
      let top = 0;
      for (let k = 1; k < count; k++) if (at(k) > at(top)) top = k;
      best[o * inner + i] = top;
    }
  }
  return best;
}
