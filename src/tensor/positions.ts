import type { Selection, SliceRange } from "./dispatch.js";
import { ShapeError } from "./errors.js";
import { formatShape, isLength, type Shape, sameShape, sizeOf, stretch } from "./shape.js";
import type { Tensor } from "./tensor.js";
import { resolveIndex } from "./values.js";

/*
 * Which numbers an indexing, a flip, a padding or a slice takes: the positions for `gather` and `scatter`.
 */

/** Some elements of an axis, whole. */
export function taken(shape: Shape, indices: ArrayLike<number>, axis: number): Selection {
  const inner = stretch(shape, axis + 1, shape.length);
  const positions = new Int32Array(indices.length * inner);
  for (let k = 0; k < indices.length; k++) {
    const start = resolveIndex("take", indices[k], axis, shape) * inner;
    for (let i = 0; i < inner; i++) positions[k * inner + i] = start + i;
  }
  return {
    items: stretch(shape, 0, axis),
    positions,
    shape: [...shape.slice(0, axis), indices.length, ...shape.slice(axis + 1)],
  };
}

/** An element of an axis for each index, at the index's own place on the other axes. */
export function picked(shape: Shape, indices: Tensor, axis: number): Selection {
  const expected = shape.map((length, i) => (i === axis ? indices.shape[i] : length));
  if (!sameShape(indices.shape, expected)) {
    throw new ShapeError(
      `gather: indices ${formatShape(indices.shape)} do not fit ${formatShape(shape)} along axis ${axis}`,
      {
        expected,
        received: indices.shape,
        help: "all axes but that one are the same; labels (m) become (m, 1) by labels.unsqueeze(1)",
      },
    );
  }
  const inner = stretch(shape, axis + 1, shape.length);
  const count = indices.shape[axis];
  const positions = new Int32Array(indices.size);
  const chosen = indices.rowMajor;
  for (let i = 0; i < positions.length; i++) {
    const outer = Math.floor(i / (inner * count));
    const index = resolveIndex("gather", chosen[i], axis, shape);
    positions[i] = (outer * shape[axis] + index) * inner + (i % inner);
  }
  return { items: 1, positions, shape: indices.shape };
}

/** The given axes from last to first. */
export function flipped(shape: Shape, axes: readonly number[]): Selection {
  const first = axes.length === 0 ? shape.length : Math.min(...axes);
  const part = shape.slice(first);
  const turned = part.map((_, axis) => axes.includes(axis + first));
  const positions = positionsOf(part, (index) =>
    flatten(part, index, (i, axis) => (turned[axis] ? part[axis] - 1 - i : i)),
  );
  return { items: stretch(shape, 0, first), positions, shape };
}

/** Where the elements of a tensor stand in a larger one, with [before, after] added on each axis. */
export function placed(shape: Shape, widths: readonly (readonly [number, number])[]): Selection {
  const isPair = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && pair.every(isLength);
  if (!Array.isArray(widths) || widths.length !== shape.length || !widths.every(isPair)) {
    throw new ShapeError(`pad: ${JSON.stringify(widths)} are no widths for ${formatShape(shape)}`, {
      expected: "[before, after] for each axis, whole numbers of 0 or more",
      received: widths,
      help: `for example [${shape.map(() => "[1, 1]").join(", ")}]`,
    });
  }
  const larger = shape.map((length, axis) => widths[axis][0] + length + widths[axis][1]);
  const positions = positionsOf(shape, (index) => flatten(larger, index, (i, axis) => i + widths[axis][0]));
  return { items: 1, positions, shape: larger };
}

/** Where a slice's elements stand in the tensor that it was taken from, which is of the given shape. */
export function sliced(range: SliceRange, shape: Shape): Selection {
  const { axis, start, end, step } = range;
  const inner = stretch(shape, axis + 1, shape.length);
  const count = Math.ceil((end - start) / step);
  const positions = new Int32Array(count * inner);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < inner; i++) positions[k * inner + i] = (start + k * step) * inner + i;
  }
  return { items: stretch(shape, 0, axis), positions, shape };
}

/** A position for each element of a shape, row by row; `position` gets the element's index on each axis. */
function positionsOf(shape: Shape, position: (index: readonly number[]) => number): Int32Array {
  const positions = new Int32Array(sizeOf(shape));
  const index = shape.map(() => 0);
  for (let i = 0; i < positions.length; i++) {
    positions[i] = position(index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
  return positions;
}

/** The row-by-row position in a shape of an index that is changed on the way. */
function flatten(
  shape: Shape,
  index: readonly number[],
  change: (i: number, axis: number) => number,
): number {
  let position = 0;
  for (let axis = 0; axis < shape.length; axis++)
    position = position * shape[axis] + change(index[axis], axis);
  return position;
}
