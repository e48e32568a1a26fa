import type { Floats } from "../backend/kernels.js";
import { described, isList } from "./describe.js";
import { ShapeError, ValueError } from "./errors.js";
import type { Shape } from "./shape.js";
import { Tensor } from "./tensor.js";

/** A typed array of any kind of number that a tensor can hold. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array;

/** What a tensor can be made of: a number (true is 1, false is 0), or lists nested as deep as there are axes. */
export type TensorValues = number | boolean | NumberArray | readonly TensorValues[];

/** Deeper than any data; a list that contains itself would have no end. */
const DEEPEST = 32;

/**
 * The shape of nested lists, as far as their first elements tell: `writeNested` checks the others.
 *
 * @throws ValueError when they are no numbers
 */
export function nestedShape(values: unknown): number[] {
  const shape: number[] = [];
  let level = values;
  for (; isList(level); level = level[0]) {
    if (shape.length === DEEPEST) {
      throw new ValueError(`tensor: the values are nested more than ${DEEPEST} deep`, {
        expected: `at most ${DEEPEST} axes`,
        received: values,
        help: "does a list contain itself?",
      });
    }
    shape.push(level.length);
    if (level.length === 0) return shape;
  }
  if (!isNumeric(level)) throw noNumber(level, "[0]".repeat(shape.length));
  return shape;
}

/**
 * Writes nested lists of the given shape row by row.
 *
 * @throws ShapeError when rows differ in length
 * @throws ValueError when something is no number
 */
export function writeNested(values: unknown, shape: Shape, out: Floats): void {
  let next = 0;
  const write = (level: unknown, axis: number, path: string): void => {
    if (!isList(level)) {
      if (!isNumeric(level)) throw noNumber(level, path);
      if (axis < shape.length) throw unlikeNeighbours(level, path, `a list of ${shape[axis]}`);
      out[next++] = Number(level);
      return;
    }
    if (axis === shape.length) throw unlikeNeighbours(level, path, "a number");
    if (level.length !== shape[axis]) throw unlikeNeighbours(level, path, `a list of ${shape[axis]}`);
    if (axis === shape.length - 1 && isNumberArray(level)) {
      out.set(level, next);
      next += level.length;
      return;
    }
    for (let i = 0; i < level.length; i++) {
      const item = level[i];
      // What nearly all items are, without a path that nobody reads.
      if (typeof item === "number" && axis === shape.length - 1) out[next++] = item;
      else write(item, axis + 1, `${path}[${i}]`);
    }
  };
  write(values, 0, "");
}

function isNumeric(value: unknown): value is number | boolean {
  return typeof value === "number" || typeof value === "boolean";
}

function isNumberArray(list: ArrayLike<unknown>): list is NumberArray {
  return ArrayBuffer.isView(list) && typeof list[0] === "number";
}

function unlikeNeighbours(received: unknown, path: string, expected: string): ShapeError {
  return new ShapeError(`tensor: values${path} should be ${expected}, as its neighbours are`, {
    expected,
    received,
    help: "all rows have the same length",
  });
}

function noNumber(value: unknown, path: string): ValueError {
  return new ValueError(`tensor: values${path} is ${described(value)}, not a number`, {
    expected: "a number",
    received: value,
    help: helpFor(value, path === ""),
  });
}

function helpFor(value: unknown, isWhole: boolean): string {
  if (value instanceof Tensor) return isWhole ? "for a copy: x.clone()" : "to join tensors: stack([a, b])";
  if (typeof value !== "string" && typeof value !== "bigint") return "for example tensor([[1, 2], [3, 4]])";
  return isWhole ? "Number makes one of it" : "Number makes one of each: values.map(Number)";
}
