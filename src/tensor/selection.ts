import type { Floats } from "../backend/kernels.js";
import { allocate } from "../backend/memory.js";
import type { Selection } from "./dispatch.js";
import { sizeOf } from "./shape.js";
import { Tensor } from "./tensor.js";

/*
 * Taking numbers by their positions, and its transpose, putting them back, are one pair of linear operations.
 * Indexing, flipping, padding and the patches of a convolution are made of them, gradients included.
 */

/** y[item, i] = x[item, positions[i]], and 0 where the position is −1. */
export function gather(x: Tensor, { items, positions, shape }: Selection): Tensor {
  const out = allocate(x.dtype, sizeOf(shape));
  const values = x.rowMajor;
  const [width, count] = [values.length / items, positions.length];
  for (let item = 0, next = 0; item < items; item++) {
    const start = item * width;
    for (let i = 0; i < count; i++, next++) {
      const position = positions[i];
      out[next] = position < 0 ? 0 : values[start + position];
    }
  }
  return new Tensor(out, shape);
}

/** y[item, positions[i]] = Σ x[item, i], and 0 where nothing is put; y has the selection's shape. */
export function scatter(x: Tensor, { items, positions, shape }: Selection): Tensor {
  const out: Floats = allocate(x.dtype, sizeOf(shape)).fill(0);
  const values = x.rowMajor;
  const [width, count] = [out.length / items, positions.length];
  for (let item = 0, next = 0; item < items; item++) {
    const start = item * width;
    for (let i = 0; i < count; i++, next++) {
      const position = positions[i];
      if (position >= 0) out[start + position] += values[next];
    }
  }
  return new Tensor(out, shape);
}
