import type { BinaryLayout, Floats } from "../backend/kernels.js";
import type { Shape } from "./shape.js";
import { sizeOf } from "./shape.js";

/** Copies a strided view into `out`, row by row. */
export function gatherStrided(from: Floats, shape: Shape, strides: readonly number[], out: Floats): void {
  if (sizeOf(shape) === 0) return;
  const rank = shape.length;
  if (rank === 0) {
    out[0] = from[0];
    return;
  }
  const last = rank - 1;
  const columns = shape[last];
  const step = strides[last];
  const index = new Array<number>(rank).fill(0);
  let start = 0;
  for (let next = 0; next < out.length; ) {
    for (let j = 0; j < columns; j++) out[next++] = from[start + j * step];
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      start += strides[axis];
      if (++index[axis] < shape[axis]) break;
      start -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}

/**
 * The two-loop layout by which two row-major operands broadcast to `out`, or null where two loops are not
 * enough (an operand present on axes 0 and 2 but not 1, say).
 *
 * Neighbouring axes on which the same operands are present count as one.
 */
export function broadcastLayout(a: Shape, b: Shape, out: Shape): BinaryLayout | null {
  const lengths: number[] = [];
  const presence: number[] = [];
  for (let axis = 0; axis < out.length; axis++) {
    if (out[axis] === 1) continue;
    const has = presentAt(a, axis, out) + 2 * presentAt(b, axis, out);
    if (presence.length > 0 && presence[presence.length - 1] === has)
      lengths[lengths.length - 1] *= out[axis];
    else {
      lengths.push(out[axis]);
      presence.push(has);
    }
  }
  if (lengths.length > 2) return null;
  const columns = lengths.length > 0 ? lengths[lengths.length - 1] : 1;
  const rows = lengths.length === 2 ? lengths[0] : 1;
  const inColumns = presence.length > 0 ? presence[presence.length - 1] : 3;
  const inRows = presence.length === 2 ? presence[0] : 0;
  const [aColumn, bColumn] = [inColumns & 1, inColumns >> 1];
  return {
    rows,
    columns,
    aColumn,
    bColumn,
    aRow: inRows & 1 ? (aColumn ? columns : 1) : 0,
    bRow: inRows >> 1 ? (bColumn ? columns : 1) : 0,
  };
}

function presentAt(shape: Shape, axis: number, out: Shape): 0 | 1 {
  const own = axis - (out.length - shape.length);
  return own >= 0 && shape[own] !== 1 ? 1 : 0;
}
