import type { Floats } from "../backend/kernels.js";
import { ordinaryArray } from "../backend/reserve.js";
import { RandomState } from "../random/random-state.js";
import { described, isList } from "./describe.js";
import { checkedDType, type DType } from "./dtype.js";
import { ShapeError, ValueError } from "./errors.js";
import { nestedShape, type TensorValues, writeNested } from "./nested.js";
import { formatShape, isLength, type Shape, sizeOf } from "./shape.js";
import { Tensor } from "./tensor.js";

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
 * @param values  a number, lists nested as deep as there are axes, or a typed array, which is copied; true is 1, and
 *                false 0
 * @throws ShapeError when rows differ in length, or the shape does not hold as many numbers
 * @throws ValueError when something is no number
 * @example tensor([[1, 2], [3, 4]])
 * @example tensor(new Float32Array(6), { shape: [2, 3] }) // float32, as the array is
 */
export function tensor(
  values: TensorValues,
  options: TensorOptions & { readonly shape?: Shape } = {},
): Tensor {
  const own = nestedShape(values);
  const shape = options.shape === undefined ? own : checkedShape("tensor", options.shape);
  if (sizeOf(own) !== sizeOf(shape)) {
    throw new ShapeError(`tensor: ${sizeOf(own)} numbers do not fill the shape ${formatShape(shape)}`, {
      expected: sizeOf(shape),
      received: sizeOf(own),
      help: "the product of the axes is the number of elements",
    });
  }
  const dtype = options.dtype ?? (values instanceof Float32Array ? "float32" : "float64");
  const storage = room("tensor", shape, { dtype });
  writeNested(values, own, storage);
  return leaf(storage, shape, options);
}

/** All zeros. */
export function zeros(shape: Shape, options: TensorOptions = {}): Tensor {
  return filled("zeros", shape, 0, options);
}

/** All ones. */
export function ones(shape: Shape, options: TensorOptions = {}): Tensor {
  return filled("ones", shape, 1, options);
}

/** The same number everywhere. */
export function full(shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  if (typeof value === "number") return filled("full", shape, value, options);
  throw new ValueError(`full: ${described(value)} is no number`, {
    expected: "a number",
    received: value,
    help: "full([2, 3], 0.5)",
  });
}

/** The identity matrix, (n, n). */
export function eye(n: number, options: TensorOptions = {}): Tensor {
  const identity = filled("eye", [n, n], 0, options);
  for (let i = 0; i < n; i++) identity.storage[i * n + i] = 1;
  return identity;
}

/**
 * start, start + step, … up to, not including, end; with one argument 0 … end − 1.
 *
 * @throws ValueError when the end is never reached
 */
export function arange(start: number, end?: number, step = 1, options: TensorOptions = {}): Tensor {
  const [from, to] = end === undefined ? [0, start] : [start, end];
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (!Number.isFinite(count)) {
    throw new ValueError(`arange: from ${from} to ${to} by ${step} never ends`, {
      expected: "a step other than 0 towards the end",
      received: step,
      help: "arange(end), arange(start, end) or arange(start, end, step)",
    });
  }
  const shape = [count];
  const values = room("arange", shape, options);
  for (let i = 0; i < count; i++) values[i] = from + i * step;
  return leaf(values, shape, options);
}

/**
 * `count` numbers from start to end, both included, at equal distances.
 *
 * @throws ValueError when the count is none
 */
export function linspace(start: number, end: number, count: number, options: TensorOptions = {}): Tensor {
  if (!isLength(count)) {
    throw new ValueError(`linspace: ${described(count)} is no number of points`, {
      expected: "a whole number of 0 or more",
      received: count,
      help: "linspace(0, 1, 50)",
    });
  }
  const shape = [count];
  const values = room("linspace", shape, options);
  const step = count > 1 ? (end - start) / (count - 1) : 0;
  for (let i = 0; i < count; i++) values[i] = start + i * step;
  if (count > 1) values[count - 1] = end;
  return leaf(values, shape, options);
}

/** Standard normal numbers, drawn row by row as NumPy's randn. */
export function randn(shape: Shape, rng: RandomState, options: TensorOptions = {}): Tensor {
  return drawn("randn", shape, rng, () => rng.randn(), options);
}

/** Uniform numbers in [0, 1), drawn row by row as NumPy's rand. */
export function rand(shape: Shape, rng: RandomState, options: TensorOptions = {}): Tensor {
  return drawn("rand", shape, rng, () => rng.rand(), options);
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
export function oneHot(labels: ArrayLike<number> | Tensor, classes: number): Tensor {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new ValueError(`oneHot: ${described(classes)} is no number of classes`, {
      expected: "a whole number of 1 or more",
      received: classes,
      help: "oneHot(labels, 3) for labels 0, 1 and 2",
    });
  }
  const [list, dtype] =
    labels instanceof Tensor ? [labels.rowMajor, labels.dtype] : [labels, "float64" as const];
  if (!isList(list)) {
    throw new ValueError(`oneHot: ${described(list)} is no list of labels`, {
      expected: "a list or a tensor of labels",
      received: list,
      help: "oneHot([0, 2, 1], 3)",
    });
  }
  const out = ordinaryArray(dtype, list.length * classes);
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

function filled(operation: string, shape: Shape, value: number, options: TensorOptions): Tensor {
  const own = checkedShape(operation, shape, options);
  return leaf(room(operation, own, options).fill(value), own, options);
}

function drawn(
  operation: string,
  shape: Shape,
  rng: RandomState,
  draw: () => number,
  options: TensorOptions,
): Tensor {
  const own = checkedShape(operation, shape);
  if (!(rng instanceof RandomState)) {
    throw new ValueError(`${operation}: ${described(rng)} is no RandomState`, {
      expected: "a RandomState",
      received: rng,
      help: `${operation}([2, 3], new RandomState(1))`,
    });
  }
  const values = room(operation, own, options);
  for (let i = 0; i < values.length; i++) values[i] = draw();
  return leaf(values, own, options);
}

/** Zeros, an ordinary array of them. */
function room(operation: string, shape: Shape, { dtype }: TensorOptions): Floats {
  return ordinaryArray(dtype === undefined ? "float64" : checkedDType(operation, dtype), sizeOf(shape));
}

function leaf(storage: Floats, shape: Shape, options: TensorOptions): Tensor {
  const made = new Tensor(storage, shape);
  made.requiresGrad = options.requiresGrad ?? false;
  return made;
}

/** A copy of a shape, which stays as it is when its owner changes it. */
function checkedShape(operation: string, shape: unknown, options?: unknown): number[] {
  if (!isList(shape)) {
    const lengths = typeof options === "number" ? `${shape}, ${options}` : shape;
    throw new ShapeError(`${operation}: ${described(shape)} is no shape`, {
      expected: "a list of whole numbers",
      received: shape,
      help:
        typeof shape === "number"
          ? `a shape is a list: ${operation}([${lengths}])`
          : `for example ${operation}([2, 3])`,
    });
  }
  const own = Array.from(shape);
  if (own.every(isLength)) return own;
  throw new ShapeError(`${operation}: (${own.map(String).join(", ")}) is no shape`, {
    expected: "whole numbers, 0 or larger",
    received: shape,
    help: "for example [2, 3]; [] is a scalar",
  });
}
