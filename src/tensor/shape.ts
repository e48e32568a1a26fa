import { described, isList } from "./describe.js";
import { ShapeError, ValueError } from "./errors.js";

/** The length of each axis, the slowest first. */
export type Shape = readonly number[];

/** How many elements a shape has; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i];
  return size;
}

/** How many elements the axes from `from` up to, not including, `to` have together. */
export function stretch(shape: Shape, from: number, to: number): number {
  let size = 1;
  for (let axis = from; axis < to; axis++) size *= shape[axis];
  return size;
}

/** For each axis, how far apart two neighbours lie when the elements stand row by row. */
export function rowMajorStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Whether it can be the length of an axis. */
export function isLength(length: unknown): length is number {
  return Number.isInteger(length) && Number(length) >= 0;
}

/** As mathematics writes it: (64, 784), (3) and () for a scalar. */
export function formatShape(shape: Shape): string {
  return `(${shape.join(", ")})`;
}

/**
 * The shape that two shapes have in common by NumPy's rule: aligned at the last axis, an axis of length 1
 * (or a missing one) is repeated to the other's length.
 *
 * @throws ShapeError when an axis has two lengths and neither is 1
 */
export function broadcastShapes(operation: string, a: Shape, b: Shape): Shape {
  const shape = commonShape(a, b);
  if (shape === null) throw broadcastError(operation, a, b);
  return shape;
}

/** As `broadcastShapes`; null where an axis has two lengths and neither is 1. */
export function commonShape(a: Shape, b: Shape): Shape | null {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let back = 1; back <= rank; back++) {
    const left = lengthFromBack(a, back);
    const right = lengthFromBack(b, back);
    if (left !== right && left !== 1 && right !== 1) return null;
    shape[rank - back] = left === 1 ? right : left;
  }
  return shape;
}

function lengthFromBack(shape: Shape, back: number): number {
  return back <= shape.length ? shape[shape.length - back] : 1;
}

function broadcastError(operation: string, a: Shape, b: Shape): ShapeError {
  let back = 1;
  while (commonShape(a.slice(-back), b.slice(-back)) !== null) back++;
  const left = `axis ${a.length - back} of the left is ${a[a.length - back]}`;
  const right = `axis ${b.length - back} of the right is ${b[b.length - back]}`;
  return new ShapeError(
    `${operation}: ${formatShape(a)} and ${formatShape(b)} do not fit: ${left}, ${right}`,
    {
      expected: a,
      received: b,
      help: "a column of m numbers is (m, 1), a row of n is (n); reshape one of them",
    },
  );
}

/**
 * An axis counted from the front; negative ones count from the back, as in NumPy.
 *
 * @throws ValueError when the shape has no such axis
 */
export function resolveAxis(operation: string, axis: number, rank: number): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(axis) && resolved >= 0 && resolved < rank) return resolved;
  if (typeof axis !== "number") throw noAxis(operation, axis, rank);
  throw new ValueError(
    `${operation}: there is no axis ${axis} in a tensor of ${rank} ${rank === 1 ? "axis" : "axes"}`,
    {
      expected: `a whole number from ${-rank} to ${rank - 1}`,
      received: axis,
      help: rank === 0 ? "a scalar has no axes; leave the axis out" : `axes go from 0 to ${rank - 1}`,
    },
  );
}

/**
 * Several axes, counted from the front.
 *
 * @throws ValueError when the shape has not all of them, or one is named twice
 */
export function distinctAxes(operation: string, axes: readonly number[], rank: number): number[] {
  const resolved = axes.map((axis) => resolveAxis(operation, axis, rank));
  const twice = resolved.find((axis, i) => resolved.indexOf(axis) < i);
  if (twice === undefined) return resolved;
  throw new ValueError(`${operation}: axis ${twice} is named twice in [${axes.join(", ")}]`, {
    expected: "each axis once",
    received: axes,
    help: "negative axes count from the end: −1 is the last",
  });
}

function noAxis(operation: string, received: unknown, rank: number): ValueError {
  return new ValueError(`${operation}: ${described(received)} is no axis`, {
    expected: `a whole number from ${-rank} to ${rank - 1}`,
    received,
    help: isList(received)
      ? `numbers, and no list: ${operation}(${Array.from(received).join(", ")})`
      : `an axis is a number: ${operation}(0)`,
  });
}
