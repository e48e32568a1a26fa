import type { Floats } from "../backend/kernels.js";
import { ordinaryArray } from "../backend/reserve.js";
import type { RandomState } from "../random/random-state.js";
import type { DType } from "./dtype.js";
import { ShapeError, ValueError } from "./errors.js";
import { formatShape, type Shape, sizeOf } from "./shape.js";
import { Tensor } from "./tensor.js";
import type { NestedNumbers } from "./values.js";

/*
 * What is made here is held by whoever made it: its numbers never lie in the memory of a training step, which
 * the next step takes back.
 */

/** What every way to make a tensor takes: float64 where nothing is said. */
export interface TensorOptions {
  readonly dtype?: DType;
  /** Whether `backward()` shall find this tensor's gradient. */
  readonly requiresGrad?: boolean;
}

/**
 * A tensor of the given numbers.
 *
 * @param values  a number, arrays nested as deep as there are axes, or a typed array (copied) with a shape
 * @throws ShapeError when rows differ in length, or the shape does not hold as many numbers
 * @example tensor([[1, 2], [3, 4]])
 * @example tensor(new Float32Array(6), { shape: [2, 3], dtype: "float32" })
 */
export function tensor(
  values: NestedNumbers | Float64Array | Float32Array,
  options: TensorOptions & { readonly shape?: Shape } = {},
): Tensor {
  const typed = values instanceof Float64Array || values instanceof Float32Array;
  const shape = options.shape ?? (typed ? [values.length] : nestedShape(values));
  const dtype = options.dtype ?? (values instanceof Float32Array ? "float32" : "float64");
  const storage = ordinaryArray(dtype, sizeOf(shape));
  const flat = typed ? values : flatten(values, options.shape === undefined ? shape : nestedShape(values));
  if (flat.length !== storage.length) {
    throw new ShapeError(`tensor: ${flat.length} numbers do not fill the shape ${formatShape(shape)}`, {
      expected: storage.length,
      received: flat.length,
      help: "the product of the axes is the number of elements",
    });
  }
  storage.set(flat);
  return leaf(storage, shape, options);
}

/** All zeros. */
export function zeros(shape: Shape, options: TensorOptions = {}): Tensor {
  return full(shape, 0, options);
}

/** All ones. */
export function ones(shape: Shape, options: TensorOptions = {}): Tensor {
  return full(shape, 1, options);
}

/** The same number everywhere. */
export function full(shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  return leaf(ordinaryArray(options.dtype ?? "float64", checkedSize(shape)).fill(value), shape, options);
}

/** The identity matrix, (n, n). */
export function eye(n: number, options: TensorOptions = {}): Tensor {
  const identity = zeros([n, n], options);
  for (let i = 0; i < n; i++) identity.storage[i * n + i] = 1;
  return identity;
}

/** start, start + step, … up to, not including, end; with one argument 0 … end − 1. */
export function arange(start: number, end?: number, step = 1, options: TensorOptions = {}): Tensor {
  const [from, to] = end === undefined ? [0, start] : [start, end];
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (!Number.isFinite(count)) {
    throw new ValueError(`arange: from ${from} to ${to} by ${step} never ends`, {
      expected: "a step other than 0 towards the end",
      received: step,
    });
  }
  const values = ordinaryArray(options.dtype ?? "float64", count);
  for (let i = 0; i < count; i++) values[i] = from + i * step;
  return leaf(values, [count], options);
}

/** `count` numbers from start to end, both included, at equal distances. */
export function linspace(start: number, end: number, count: number, options: TensorOptions = {}): Tensor {
  const values = ordinaryArray(options.dtype ?? "float64", checkedSize([count]));
  const step = count > 1 ? (end - start) / (count - 1) : 0;
  for (let i = 0; i < count; i++) values[i] = start + i * step;
  if (count > 1) values[count - 1] = end;
  return leaf(values, [count], options);
}

/** Standard normal numbers, drawn row by row as NumPy's randn. */
export function randn(shape: Shape, rng: RandomState, options: TensorOptions = {}): Tensor {
  return drawn(shape, () => rng.randn(), options);
}

/** Uniform numbers in [0, 1), drawn row by row as NumPy's rand. */
export function rand(shape: Shape, rng: RandomState, options: TensorOptions = {}): Tensor {
  return drawn(shape, () => rng.rand(), options);
}

/**
 * One row for each label: 1 in the label's column, 0 elsewhere.
 *
 * @param labels   whole numbers from 0 to classes − 1
 * @param classes  how many columns
 * @returns        (labels, classes)
 * @throws ValueError when a label is no class
 * @example oneHot([0, 2, 1], 3)
 */
export function oneHot(labels: readonly number[] | Tensor, classes: number): Tensor {
  const [list, dtype] = labels instanceof Tensor ? [labels.data, labels.dtype] : [labels, "float64" as const];
  const out = ordinaryArray(dtype, list.length * classes).fill(0);
  for (let i = 0; i < list.length; i++) {
    const label = list[i];
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new ValueError(`oneHot: label ${i} is ${label}, which is none of ${classes} classes`, {
        expected: `a whole number from 0 to ${classes - 1}`,
        received: label,
        help: "classes count from 0",
      });
    }
    out[i * classes + label] = 1;
  }
  return new Tensor(out, [list.length, classes]);
}

function drawn(shape: Shape, draw: () => number, options: TensorOptions): Tensor {
  const values = ordinaryArray(options.dtype ?? "float64", checkedSize(shape));
  for (let i = 0; i < values.length; i++) values[i] = draw();
  return leaf(values, shape, options);
}

function leaf(storage: Floats, shape: Shape, options: TensorOptions): Tensor {
  const made = new Tensor(storage, shape);
  made.requiresGrad = options.requiresGrad ?? false;
  return made;
}

function checkedSize(shape: Shape): number {
  if (shape.every((length) => Number.isInteger(length) && length >= 0)) return sizeOf(shape);
  throw new ShapeError(`${formatShape(shape)} is no shape`, {
    expected: "whole numbers, 0 or larger",
    received: shape,
    help: "for example [2, 3]; [] is a scalar",
  });
}

function nestedShape(values: NestedNumbers): number[] {
  const shape: number[] = [];
  for (let level = values; typeof level !== "number"; level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
}

function flatten(values: NestedNumbers, shape: Shape): number[] {
  const flat: number[] = [];
  const collect = (level: NestedNumbers, axis: number, path: string): void => {
    const isNumber = typeof level === "number";
    if (isNumber && axis === shape.length) flat.push(level);
    else if (!isNumber && Array.isArray(level) && axis < shape.length && level.length === shape[axis]) {
      for (let i = 0; i < level.length; i++) collect(level[i], axis + 1, `${path}[${i}]`);
    } else {
      const expected = axis === shape.length ? "a number" : `a list of ${shape[axis]}`;
      throw new ShapeError(`tensor: values${path} should be ${expected}, as its neighbours are`, {
        expected,
        received: level,
        help: "all rows have the same length",
      });
    }
  };
  collect(values, 0, "");
  return flat;
}
