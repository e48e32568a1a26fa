import type { BinaryLayout, Floats } from "../backend/kernels.js";
import { rowMajorStrides, type Shape, sameShape, sizeOf } from "./shape.js";

/** Copies a strided view into `out`, row by row. */
export function copyStrided(from: Floats, shape: Shape, strides: readonly number[], out: Floats): void {
  if (sizeOf(shape) === 0) return;
  const last = shape.length - 1;
  if (last < 0) {
    out[0] = from[0];
    return;
  }
  const columns = shape[last];
  const step = strides[last];
  const index = new Array<number>(last).fill(0);
  let start = 0;
  for (let next = 0; next < out.length; ) {
    for (let j = 0; j < columns; j++) out[next++] = from[start + j * step];
    // On to the next row, as an odometer counts.
    for (let axis = last - 1; axis >= 0; axis--) {
      start += strides[axis];
      if (++index[axis] < shape[axis]) break;
      start -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}

/** Whether strides are those of rows without gaps; those of axes of length 1 do not matter. */
export function isRowMajor(shape: Shape, strides: readonly number[]): boolean {
  const dense = rowMajorStrides(shape);
  return shape.every((length, axis) => length === 1 || strides[axis] === dense[axis]);
}

/**
 * The two-loop layout by which two row-major operands broadcast to `out`, or null where two loops are not
 * enough (an operand present on axes 0 and 2 but not 1, say).
 *
 * Neighbouring axes on which the same operands are present count as one.
 */
export function broadcastLayout(a: Shape, b: Shape, out: Shape): BinaryLayout | null {
  if (sameShape(a, b)) return { rows: 1, columns: sizeOf(a), aRow: 0, aColumn: 1, bRow: 0, bColumn: 1 };
  let [rows, columns] = [1, 1];
  let [inRows, inColumns] = [0, 0];
  // From the last axis to the first: the inner run, then the outer one.
  for (let axis = out.length - 1; axis >= 0; axis--) {
    const length = out[axis];
    if (length === 1) continue;
    const has = presentAt(a, axis, out) + 2 * presentAt(b, axis, out);
    if (inRows === 0 && (inColumns === 0 || inColumns === has)) {
      inColumns = has;
      columns *= length;
    } else if (inRows === 0 || inRows === has) {
      inRows = has;
      rows *= length;
    } else return null;
  }
  return {
    rows,
    columns,
    aColumn: inColumns & 1,
    bColumn: inColumns >> 1,
    aRow: inRows & 1 ? (inColumns & 1 ? columns : 1) : 0,
    bRow: inRows >> 1 ? (inColumns >> 1 ? columns : 1) : 0,
  };
}

/** Whether an operand has the axis itself (1), or is repeated along it (0). */
function presentAt(shape: Shape, axis: number, out: Shape): 0 | 1 {
  const own = axis - (out.length - shape.length);
  return own >= 0 && shape[own] !== 1 ? 1 : 0;
}
