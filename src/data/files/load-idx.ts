import type { DType } from "../../tensor/dtype.js";
import { ValueError } from "../../tensor/errors.js";
import { formatShape, sizeOf } from "../../tensor/shape.js";
import { Tensor } from "../../tensor/tensor.js";
import { Dataset } from "../dataset.js";
import { FileError } from "./file-error.js";
import { readBytes } from "./read-file.js";

/** How much of an IDX file to read, and into what. */
export interface IdxOptions {
  /** Read only the first so many items; default all. */
  readonly limit?: number;
  /** Default float64; float32 takes half the memory: 188 MB for MNIST's 60,000 training images. */
  readonly dtype?: DType;
}

interface NumberType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

/** The number types of the format by their code; all are stored high byte first. */
const numberTypes: ReadonlyMap<number, NumberType> = new Map([
  [0x08, { bytes: 1, read: (view, at) => view.getUint8(at) }],
  [0x09, { bytes: 1, read: (view, at) => view.getInt8(at) }],
  [0x0b, { bytes: 2, read: (view, at) => view.getInt16(at) }],
  [0x0c, { bytes: 4, read: (view, at) => view.getInt32(at) }],
  [0x0d, { bytes: 4, read: (view, at) => view.getFloat32(at) }],
  [0x0e, { bytes: 8, read: (view, at) => view.getFloat64(at) }],
]);

/**
 * Reads an IDX file, MNIST's format, gzipped or not: two zero bytes, the type of the numbers, the number of
 * axes, the length of each axis in four bytes, and the numbers row by row.
 *
 * @param path  from the notebook's folder
 * @returns     the numbers as they are; MNIST's images are (60000, 28, 28), from 0 to 255
 * @throws FileError naming file and byte, where it is no IDX file or not a whole one
 * @example loadIdx("train-labels-idx1-ubyte.gz", { limit: 10_000 })
 */
export function loadIdx(path: string, { limit, dtype = "float64" }: IdxOptions = {}): Tensor {
  checkLimit(limit);
  const bytes = readBytes(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { type, shape, start } = readHeader(path, view);
  const expected = start + type.bytes * sizeOf(shape);
  if (view.byteLength !== expected) {
    throw new FileError(
      path,
      { byte: Math.min(view.byteLength, expected) },
      {
        expected: `${expected} bytes, for numbers of shape ${formatShape(shape)}`,
        received: `${view.byteLength} in all`,
        help: "the file was cut off or is damaged: get it anew",
      },
    );
  }
  const [items, ...item] = shape;
  const read = [Math.min(items, limit ?? items), ...item];
  const numbers = dtype === "float64" ? new Float64Array(sizeOf(read)) : new Float32Array(sizeOf(read));
  for (let i = 0; i < numbers.length; i++) numbers[i] = type.read(view, start + i * type.bytes);
  return new Tensor(numbers, read);
}

/** What `loadMnist` may be told. */
export interface MnistOptions extends IdxOptions {
  /** What the data set is called; default "mnist". */
  readonly name?: string;
}

/**
 * Reads a data set of images in MNIST's form, Fashion-MNIST's files too: one IDX file of images, one of labels.
 *
 * @returns  x (m, height · width), from 0 (background) to 1; y (m, 1), the number of the class
 * @throws FileError when a file cannot be read, or there are not as many labels as images
 * @example loadMnist("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", { limit: 10_000 })
 */
export function loadMnist(
  images: string,
  labels: string,
  { name = "mnist", ...options }: MnistOptions = {},
): Dataset {
  const x = loadIdx(images, options);
  const y = loadIdx(labels, options);
  if (x.rank < 2) {
    throw new FileError(images, null, {
      expected: "images, with two axes or more",
      received: `numbers of shape ${formatShape(x.shape)}`,
      help: "loadMnist(images, labels): in this order",
    });
  }
  const [m, ...pixels] = x.shape;
  if (y.rank !== 1 || y.size !== m) {
    throw new FileError(labels, null, {
      expected: `${m} labels, one for each image`,
      received: `numbers of shape ${formatShape(y.shape)}`,
      help: `it must belong to ${images}`,
    });
  }
  const scaled = x.data.map((pixel) => pixel / 255);
  return new Dataset(name, new Tensor(scaled, [m, sizeOf(pixels)]), new Tensor(y.data, [m, 1]));
}

function readHeader(path: string, view: DataView): { type: NumberType; shape: number[]; start: number } {
  const header = view.byteLength >= 4 ? view.getUint32(0) : -1;
  const type = numberTypes.get((header >> 8) & 0xff);
  if (header >>> 16 !== 0 || type === undefined) {
    throw new FileError(
      path,
      { byte: 0 },
      {
        expected: "an IDX file: 0, 0, the type of the numbers (8, 9 or 11 to 14), the number of axes",
        received: firstBytes(view),
        help: "MNIST's are called train-images-idx3-ubyte, train-labels-idx1-ubyte, …, with or without .gz",
      },
    );
  }
  const rank = header & 0xff;
  const start = 4 + 4 * rank;
  if (rank === 0 || view.byteLength < start) {
    throw new FileError(
      path,
      { byte: 4 },
      {
        expected: "the lengths of 1 axis or more, 4 bytes each",
        received: `${view.byteLength - 4} bytes for ${rank} axes`,
      },
    );
  }
  return { type, shape: Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis)), start };
}

function firstBytes(view: DataView): string {
  if (view.byteLength === 0) return "an empty file";
  return Array.from({ length: Math.min(4, view.byteLength) }, (_, i) => view.getUint8(i)).join(", ");
}

function checkLimit(limit: number | undefined): void {
  if (limit === undefined || (Number.isInteger(limit) && limit > 0)) return;
  throw new ValueError(`loadIdx: cannot read the first ${limit} items`, {
    expected: "a whole number from 1",
    received: limit,
    help: "limit: 10_000; leave it out to read all",
  });
}
