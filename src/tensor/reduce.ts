import { kernels } from "../backend/backend.js";
import type { ReduceName } from "../backend/kernels.js";
import { allocate } from "../backend/memory.js";
import { operations, type ReduceOptions } from "./dispatch.js";
import { ValueError } from "./errors.js";
import { formatShape, type Shape, sameShape, sizeOf, stretch } from "./shape.js";
import { Tensor } from "./tensor.js";

/**
 * f over the given axes.
 *
 * @param operation  whose part this is, for messages
 * @throws ValueError when there is no largest, or smallest, among no elements
 */
export function reduce(
  f: ReduceName,
  x: Tensor,
  { axes, keepDims }: ReduceOptions,
  operation: string = f,
): Tensor {
  const shape = reducedShape(x.shape, axes, keepDims);
  if (x.size === 0 && (f === "max" || f === "min") && sizeOf(shape) > 0)
    throw nothingToCompare(operation, x.shape);
  let values = x.rowMajor;
  let lengths = x.shape;
  let step = f;
  // Neighbouring axes are one run, and runs are reduced from the last to the first.
  let end = axes.length;
  do {
    let begin = Math.max(0, end - 1);
    while (begin > 0 && axes[begin - 1] === axes[begin] - 1) begin--;
    const [from, to] = end === 0 ? [0, 0] : [axes[begin], axes[end - 1] + 1];
    const outer = stretch(lengths, 0, from);
    const count = stretch(lengths, from, to);
    const inner = stretch(lengths, to, lengths.length);
    const out = allocate(x.dtype, outer * inner);
    kernels.reduce(step, values, out, outer, count, inner);
    values = out;
    end = begin;
    if (end > 0) lengths = [...lengths.slice(0, from), ...lengths.slice(to)];
    if (step === "sumOfSquares") step = "sum";
  } while (end > 0);
  return new Tensor(values, shape);
}

/** The shape of a reduction's result with the reduced axes kept as 1, so that it broadcasts over the input. */
export function keptShape(shape: Shape, axes: readonly number[]): Shape {
  return reducedShape(shape, axes, true);
}

/** Sums over whatever broadcasting repeated, so that a gradient has its input's shape again. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const missing = x.rank - shape.length;
  const axes: number[] = [];
  for (let axis = 0; axis < x.rank; axis++) {
    const repeated = axis < missing || (shape[axis - missing] === 1 && x.shape[axis] !== 1);
    if (repeated) axes.push(axis);
  }
  const summed = axes.length === 0 ? x : operations.sum([x], { axes, keepDims: true });
  return missing === 0 ? summed : operations.reshape([summed], { shape });
}

/** The positions of the largest (or smallest) elements along an axis, the first of several; of NaN, if any. */
export function extremePositions(sign: 1 | -1, x: Tensor, axis: number): Tensor {
  const count = x.shape[axis];
  const shape = x.shape.filter((_, i) => i !== axis);
  if (count === 0) throw nothingToCompare(sign === 1 ? "argmax" : "argmin", x.shape);
  const inner = stretch(x.shape, axis + 1, x.rank);
  const values = x.rowMajor;
  const out = allocate(count <= EXACT_IN_SINGLE ? x.dtype : "float64", sizeOf(shape));
  for (let next = 0; next < out.length; next++) {
    const start = Math.floor(next / inner) * count * inner + (next % inner);
    let best = values[start] * sign;
    let position = 0;
    for (let k = 1; k < count && !Number.isNaN(best); k++) {
      const value = values[start + k * inner] * sign;
      if (value > best || Number.isNaN(value)) {
        best = value;
        position = k;
      }
    }
    out[next] = position;
  }
  return new Tensor(out, shape);
}

/** Up to here float32 has every whole number. */
const EXACT_IN_SINGLE = 2 ** 24;

function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  const reduced: number[] = [];
  for (let axis = 0; axis < shape.length; axis++) {
    if (!axes.includes(axis)) reduced.push(shape[axis]);
    else if (keepDims) reduced.push(1);
  }
  return reduced;
}

function nothingToCompare(operation: string, shape: Shape): ValueError {
  return new ValueError(`${operation}: there is none among no elements, ${formatShape(shape)}`, {
    expected: "at least one element along the axis",
    received: shape,
    help: "look at where the tensor became empty",
  });
}
