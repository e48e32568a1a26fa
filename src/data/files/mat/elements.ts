import { inflateSync } from "node:zlib";
import { FileError } from "../file-error.js";

/*
 * A MATLAB file of level 5 is a row of elements. Each begins with a tag, the type and the number of its bytes;
 * its data follow, filled up to a multiple of 8 bytes. An element of up to 4 bytes can also stand with its tag
 * in 8 bytes, the size in the tag's upper half. Source: MathWorks, "MAT-File Format".
 *
 * We read it ourselves. The one package for it that npm has, mat-for-js, flattens rows and columns to lists,
 * so that (m, 1) labels lose their shape, cannot tell where a file is wrong, and is under the GPL.
 */

/** The types of elements that we read. */
export const elementType = {
  int8: 1,
  uint8: 2,
  int16: 3,
  uint16: 4,
  int32: 5,
  uint32: 6,
  single: 7,
  double: 9,
  int64: 12,
  uint64: 13,
  matrix: 14,
  compressed: 15,
} as const;

/** One element of a MATLAB file. */
export interface MatElement {
  readonly type: number;
  /** Its data, without the tag. */
  readonly data: DataView;
  /** The byte of the file where it begins; of what is compressed, where the whole compressed element does. */
  readonly byte: number;
  /** The same of any place in its data. */
  readonly byteAt: ByteAt;
}

/** Which byte of the file an offset is. */
export type ByteAt = (offset: number) => number;

/** What a file's elements have in common. */
export interface MatSource {
  readonly path: string;
  readonly littleEndian: boolean;
}

/**
 * The elements that stand one after the other in `view`, compressed ones unpacked.
 *
 * @param byteAt  which byte of the file an offset in `view` is
 * @throws FileError where an element reaches beyond the end, or does not unpack
 */
export function* elementsOf(source: MatSource, view: DataView, byteAt: ByteAt): Generator<MatElement> {
  let at = 0;
  while (at < view.byteLength) {
    const { element, end } = readElement(source, view, at, byteAt);
    yield element.type === elementType.compressed ? unpacked(source, element) : element;
    at = end;
  }
}

/** The element at an offset, and the offset where the next one begins. */
function readElement(
  source: MatSource,
  view: DataView,
  at: number,
  byteAt: ByteAt,
): { readonly element: MatElement; readonly end: number } {
  const byte = byteAt(at);
  if (view.byteLength - at < 8) throw cutOff(source, byte, "the 8 bytes of a tag", view.byteLength - at);
  const tag = view.getUint32(at, source.littleEndian);
  const isSmall = tag >>> 16 !== 0;
  const type = isSmall ? tag & 0xffff : tag;
  const size = isSmall ? tag >>> 16 : view.getUint32(at + 4, source.littleEndian);
  const begin = isSmall ? at + 4 : at + 8;
  const room = isSmall ? 4 : view.byteLength - begin;
  if (size > room) throw cutOff(source, byte, `${size} bytes of data`, room);
  const data = new DataView(view.buffer, view.byteOffset + begin, size);
  // Compressed elements alone are not filled up to whole eights.
  const filled = type === elementType.compressed ? size : 8 * Math.ceil(size / 8);
  return {
    element: { type, data, byte, byteAt: (offset) => byteAt(begin + offset) },
    end: isSmall ? at + 8 : begin + filled,
  };
}

function unpacked(source: MatSource, { data, byte }: MatElement): MatElement {
  const bytes = inflated(source, data, byte);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return readElement(source, view, 0, () => byte).element;
}

function inflated(source: MatSource, data: DataView, byte: number): Uint8Array {
  try {
    return inflateSync(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  } catch (error) {
    throw new FileError(
      source.path,
      { byte },
      {
        expected: "compressed data",
        received: `bytes that do not unpack (${error instanceof Error ? error.message : String(error)})`,
        help: "the file is damaged: get it anew",
      },
    );
  }
}

function cutOff(source: MatSource, byte: number, expected: string, left: number): FileError {
  return new FileError(
    source.path,
    { byte },
    { expected, received: `${left}`, help: "the file was cut off or is damaged: get it anew" },
  );
}
