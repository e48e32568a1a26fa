import type { Floats } from "../backend/kernels.js";
import { ordinaryArray } from "../backend/reserve.js";
import { DTypeError, ShapeError, ValueError } from "../tensor/errors.js";
import { formatShape, sizeOf } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";

/**
 * The given rows of a tensor, copied in the order given.
 *
 * @param x     (m, …)
 * @param rows  numbers from 0 to m − 1; one may come twice
 * @returns     (rows, …)
 * @throws ValueError when there is no such row
 */
export function takeRows(x: Tensor, rows: readonly number[]): Tensor {
  const rest = x.shape.slice(1);
  const taken = ordinaryArray(x.dtype, rows.length * sizeOf(rest));
  copyRows(x, rows, taken);
  return new Tensor(taken, [rows.length, ...rest]);
}

/**
 * Copies the given rows of a tensor into an array, one after the other.
 *
 * @throws ValueError when there is no such row
 */
export function copyRows(x: Tensor, rows: readonly number[], out: Floats): void {
  const [m, ...rest] = x.shape;
  const width = sizeOf(rest);
  const from = x.data;
  let to = 0;
  for (const row of rows) {
    if (!Number.isInteger(row) || row < 0 || row >= m) throw noSuchRow(row, x);
    const end = (row + 1) * width;
    for (let at = row * width; at < end; at++) out[to++] = from[at];
  }
}

function noSuchRow(row: number, x: Tensor): ValueError {
  return new ValueError(`there is no row ${row} in a tensor of shape ${formatShape(x.shape)}`, {
    expected: `a whole number from 0 to ${x.shape[0] - 1}`,
    received: row,
  });
}

/**
 * The rows of one tensor, and below them those of another.
 *
 * @throws ShapeError when the rows differ in shape
 * @throws DTypeError when the numbers differ in precision
 */
export function stackRows(above: Tensor, below: Tensor): Tensor {
  const [m, ...rest] = above.shape;
  const [n, ...others] = below.shape;
  if (formatShape(rest) !== formatShape(others)) {
    throw new ShapeError(`rows of ${formatShape(above.shape)} and ${formatShape(below.shape)} do not stack`, {
      expected: [n, ...rest],
      received: below.shape,
      help: "all axes but the first must be the same",
    });
  }
  if (above.dtype !== below.dtype) {
    throw new DTypeError(`rows of ${above.dtype} and ${below.dtype} do not stack`, {
      expected: above.dtype,
      received: below.dtype,
      help: `convert one of them: .to("${above.dtype}")`,
    });
  }
  const stacked = ordinaryArray(above.dtype, above.size + below.size);
  stacked.set(above.data);
  stacked.set(below.data, above.size);
  return new Tensor(stacked, [m + n, ...rest]);
}
