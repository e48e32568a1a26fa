import { tensor } from "../../../tensor/create.js";
import { sizeOf } from "../../../tensor/shape.js";
import { Tensor } from "../../../tensor/tensor.js";
import { FileError } from "../file-error.js";
import { elementsOf, elementType, type MatElement, type MatSource } from "./elements.js";

/** One variable of a MATLAB file. */
export interface MatVariable {
  readonly name: string;
  /** @throws FileError when it is no array of real numbers */
  readonly toTensor: () => Tensor;
}

/** What arrays of the classes below 6 are; those from 6 to 15 hold numbers, of double to uint64. */
const otherClasses = ["nothing", "a cell array", "a struct", "an object", "text", "a sparse matrix"];
const lastNumericClass = 15;
const complexFlag = 0x0800;

type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => number;

/** How numbers are stored, by type of element. MATLAB keeps whole numbers small, whatever the array's class. */
const storedAs: ReadonlyMap<number, readonly [bytes: number, read: ReadNumber]> = new Map([
  [elementType.int8, [1, (view, at) => view.getInt8(at)]],
  [elementType.uint8, [1, (view, at) => view.getUint8(at)]],
  [elementType.int16, [2, (view, at, little) => view.getInt16(at, little)]],
  [elementType.uint16, [2, (view, at, little) => view.getUint16(at, little)]],
  [elementType.int32, [4, (view, at, little) => view.getInt32(at, little)]],
  [elementType.uint32, [4, (view, at, little) => view.getUint32(at, little)]],
  [elementType.single, [4, (view, at, little) => view.getFloat32(at, little)]],
  [elementType.double, [8, (view, at, little) => view.getFloat64(at, little)]],
  [elementType.int64, [8, (view, at, little) => Number(view.getBigInt64(at, little))]],
  [elementType.uint64, [8, (view, at, little) => Number(view.getBigUint64(at, little))]],
]);

/**
 * Reads a matrix element: its flags, axes and name now, its numbers when asked for.
 *
 * @throws FileError when one of the first three is missing
 */
export function readVariable(source: MatSource, matrix: MatElement): MatVariable {
  const parts = [...elementsOf(source, matrix.data, matrix.byteAt)];
  const [flags, axes, label] = parts;
  if (flags?.data.byteLength !== 8 || axes === undefined || label === undefined) {
    throw new FileError(
      source.path,
      { byte: matrix.byte },
      { expected: "an array's flags, axes and name", received: `${parts.length} parts` },
    );
  }
  const name = new TextDecoder("latin1").decode(label.data);
  const shape = numbersOf(source, name, axes);
  const flagBits = flags.data.getUint32(0, source.littleEndian);
  return { name, toTensor: () => toTensor(source, name, flagBits, [...shape], parts[3]) };
}

function toTensor(
  source: MatSource,
  name: string,
  flags: number,
  shape: readonly number[],
  numbers: MatElement | undefined,
): Tensor {
  const arrayClass = flags & 0xff;
  const isComplex = (flags & complexFlag) !== 0;
  if (arrayClass < otherClasses.length || arrayClass > lastNumericClass || isComplex) {
    throw new FileError(
      source.path,
      { variable: name },
      {
        expected: "an array of real numbers",
        received: isComplex
          ? "complex ones"
          : (otherClasses[arrayClass] ?? `an array of class ${arrayClass}`),
        help: "in MATLAB, save the numbers in a variable of their own; full(…) makes a sparse matrix an ordinary one",
      },
    );
  }
  const columnMajor = numbers === undefined ? new Float64Array() : numbersOf(source, name, numbers);
  if (columnMajor.length !== sizeOf(shape)) {
    throw new FileError(
      source.path,
      { variable: name },
      { expected: `${shape.join(" × ")} numbers`, received: `${columnMajor.length}` },
    );
  }
  return rowMajor(columnMajor, shape);
}

function numbersOf(source: MatSource, name: string, { type, data, byte }: MatElement): Float64Array {
  const stored = storedAs.get(type);
  if (stored === undefined) {
    throw new FileError(
      source.path,
      { byte },
      { expected: `numbers of variable "${name}"`, received: `an element of type ${type}` },
    );
  }
  const [bytes, read] = stored;
  return Float64Array.from({ length: data.byteLength / bytes }, (_, i) =>
    read(data, i * bytes, source.littleEndian),
  );
}

/** MATLAB stores the first axis as the fastest: that is the array with its axes reversed, row by row. */
function rowMajor(columnMajor: Float64Array, shape: readonly number[]): Tensor {
  const reversed = tensor(columnMajor, { shape: [...shape].reverse() });
  return new Tensor(reversed.transpose().data, shape);
}
