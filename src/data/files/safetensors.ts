import { writeFileSync } from "node:fs";
import type { DType } from "../../tensor/dtype.js";
import { type Shape, sizeOf } from "../../tensor/shape.js";
import { Tensor } from "../../tensor/tensor.js";
import { FileError } from "./file-error.js";
import { readBytes } from "./read-file.js";

/** What the header says of one tensor; its numbers stand at `begin` up to `end`, counted from the header's end. */
interface Entry {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

/** The first eight bytes say how long the header is. */
const HEADER_START = 8;

/**
 * Writes tensors to a safetensors file, which PyTorch, NumPy and others read: the length of the header in eight
 * bytes, the header in JSON, and all numbers row by row, low byte first.
 *
 * @param path  from the notebook's folder
 * @throws FileError when the file cannot be written
 */
export function saveSafetensors(path: string, tensors: Readonly<Record<string, Tensor>>): void {
  const header: Record<string, object> = {};
  let length = 0;
  for (const [name, { dtype, shape, size }] of Object.entries(tensors)) {
    const isDouble = dtype === "float64";
    const end = length + size * (isDouble ? 8 : 4);
    header[name] = { dtype: isDouble ? "F64" : "F32", shape, data_offsets: [length, end] };
    length = end;
  }
  // Spaces fill the header up, so that the numbers begin at a multiple of eight.
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = HEADER_START + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(start + length).fill(0x20, 0, start);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(start - HEADER_START), true);
  bytes.set(json, HEADER_START);
  let at = start;
  for (const { dtype, data } of Object.values(tensors)) {
    const isDouble = dtype === "float64";
    for (const number of data) {
      if (isDouble) view.setFloat64(at, number, true);
      else view.setFloat32(at, number, true);
      at += isDouble ? 8 : 4;
    }
  }
  write(path, bytes);
}

/**
 * Reads the tensors of a safetensors file, of single or double precision.
 *
 * @param path  from the notebook's folder
 * @returns     tensors by name, in the order of the file
 * @throws FileError naming file and place, where it is no such file, is cut off, or holds other types of numbers
 */
export function loadSafetensors(path: string): Record<string, Tensor> {
  const bytes = readBytes(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = headerEnd(path, view);
  const header = parsedHeader(path, bytes.subarray(HEADER_START, start));
  return Object.fromEntries(
    Object.entries(header)
      .filter(([name]) => name !== "__metadata__")
      .map(([name, entry]) => {
        const { dtype, shape, begin, end } = checkedEntry(path, name, entry);
        if (start + end > view.byteLength) throw cutOff(path, view.byteLength, start + end);
        return [name, new Tensor(numbersAt(view, start + begin, dtype, sizeOf(shape)), shape)];
      }),
  );
}

function numbersAt(view: DataView, start: number, dtype: DType, size: number): Float64Array | Float32Array {
  if (dtype === "float64")
    return Float64Array.from({ length: size }, (_, i) => view.getFloat64(start + 8 * i, true));
  return Float32Array.from({ length: size }, (_, i) => view.getFloat32(start + 4 * i, true));
}

function headerEnd(path: string, view: DataView): number {
  if (view.byteLength < HEADER_START) throw cutOff(path, view.byteLength, HEADER_START);
  const end = HEADER_START + Number(view.getBigUint64(0, true));
  if (end <= view.byteLength) return end;
  throw new FileError(
    path,
    { byte: 0 },
    {
      expected: "the length of a safetensors header",
      received: `${end - HEADER_START}, in a file of ${view.byteLength} bytes`,
      help: "is it a safetensors file, and a whole one?",
    },
  );
}

function parsedHeader(path: string, bytes: Uint8Array): object {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return header;
  } catch {
    // Said below, as for any other thing that is no header.
  }
  throw new FileError(
    path,
    { byte: HEADER_START },
    {
      expected: "a header in JSON",
      received: "something else",
      help: "is it a safetensors file?",
    },
  );
}

function checkedEntry(path: string, name: string, entry: unknown): Entry {
  const dtype = dtypeOf(path, name, field(entry, "dtype"));
  const shape = field(entry, "shape");
  const offsets = field(entry, "data_offsets");
  if (isCounts(shape) && isCounts(offsets) && offsets.length === 2) {
    const [begin, end] = offsets;
    if (end - begin === sizeOf(shape) * (dtype === "float64" ? 8 : 4)) return { dtype, shape, begin, end };
  }
  throw new FileError(
    path,
    { variable: name },
    {
      expected: "a shape, and as many bytes as it takes",
      received: `shape ${JSON.stringify(shape)} and bytes ${JSON.stringify(offsets)}`,
      help: "the file is damaged: get it anew",
    },
  );
}

function dtypeOf(path: string, name: string, code: unknown): DType {
  if (code === "F64") return "float64";
  if (code === "F32") return "float32";
  throw new FileError(
    path,
    { variable: name },
    {
      expected: "numbers of type F32 or F64",
      received: String(code),
      help: "convert them before they are saved, in PyTorch with tensor.float()",
    },
  );
}

function field(entry: unknown, name: string): unknown {
  return typeof entry === "object" && entry !== null ? Reflect.get(entry, name) : undefined;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isInteger(n) && n >= 0);
}

function cutOff(path: string, length: number, expected: number): FileError {
  return new FileError(
    path,
    { byte: length },
    {
      expected: `${expected} bytes or more`,
      received: "the end of the file",
      help: "the file was cut off: get it anew",
    },
  );
}

function write(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw new FileError(path, null, {
      expected: "a place to write to",
      received: error instanceof Error ? error.message : String(error),
      help: "does the folder exist? Paths start from the notebook's folder",
    });
  }
}
