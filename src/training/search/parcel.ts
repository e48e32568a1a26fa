import { Dataset } from "../../data/dataset.js";
import { ValueError } from "../../tensor/errors.js";
import { Tensor } from "../../tensor/tensor.js";

/*
 * What goes to another thread is copied there as plain data: a tensor would arrive without its methods. So tensors
 * and data sets are taken apart here, and put together again there.
 */

interface PackedTensor {
  readonly packed: "tensor";
  readonly values: Float64Array | Float32Array;
  readonly shape: readonly number[];
}

interface PackedDataset {
  readonly packed: "dataset";
  readonly name: string;
  readonly x: PackedTensor;
  readonly y: PackedTensor;
}

/**
 * Numbers, texts, tensors, data sets, and lists and objects of such, as plain data.
 *
 * @throws ValueError when there is something else, a function or a model
 */
export function pack(value: unknown, where: string = "given"): unknown {
  if (value instanceof Tensor) return packTensor(value);
  if (value instanceof Dataset) {
    const { name, x, y } = value;
    return { packed: "dataset", name, x: packTensor(x), y: packTensor(y) } satisfies PackedDataset;
  }
  if (Array.isArray(value)) return value.map((entry, i) => pack(entry, `${where}[${i}]`));
  // The library's own memory is shared among threads; this copy is not.
  if (value instanceof Float64Array || value instanceof Float32Array) return value.slice();
  if (ArrayBuffer.isView(value)) return structuredClone(value);
  if (typeof value === "function" || (typeof value === "object" && value !== null && !isPlain(value))) {
    const kind = typeof value === "function" ? "a function" : `a ${value.constructor.name}`;
    throw new ValueError(`search: ${where} is ${kind}, which cannot go to another thread`, {
      expected: "numbers, texts, tensors, data sets, and lists and objects of these",
      received: value,
      help: "make it within the trial, from gradbook and the numbers that it takes",
    });
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, pack(entry, `${where}.${name}`)]),
  );
}

/** What was packed. */
export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if (isPackedTensor(value)) return unpackTensor(value);
  if (isPackedDataset(value)) return new Dataset(value.name, unpackTensor(value.x), unpackTensor(value.y));
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, unpack(entry)]));
}

function packTensor(x: Tensor): PackedTensor {
  // A copy of its own: the tensor's may be a window on all of the library's memory.
  return { packed: "tensor", values: x.data.slice(), shape: [...x.shape] };
}

function unpackTensor({ values, shape }: PackedTensor): Tensor {
  return new Tensor(values, shape);
}

function isPlain(value: object): boolean {
  // Objects of a notebook's cell may come from another realm, with an Object of its own.
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isPackedTensor(value: object): value is PackedTensor {
  return "packed" in value && value.packed === "tensor";
}

function isPackedDataset(value: object): value is PackedDataset {
  return "packed" in value && value.packed === "dataset";
}
