import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { loadIdx, loadMnist } from "../../../src/data/files/load-idx.js";
import { fileErrorOf, testFolder } from "./folder.js";

const file = testFolder();

/** An IDX file by the format's description. */
function idx(type: number, shape: readonly number[], numbers: readonly number[]): Uint8Array {
  const lengths = shape.flatMap((length) => [
    length >>> 24,
    (length >>> 16) & 255,
    (length >>> 8) & 255,
    length & 255,
  ]);
  return Uint8Array.of(0, 0, type, shape.length, ...lengths, ...numbers);
}

const pixels = [0, 51, 102, 153, 204, 255, 0, 255, 0, 255, 0, 255];
const images = file("images-idx3-ubyte", idx(8, [3, 2, 2], pixels));
const labels = file("labels-idx1-ubyte", idx(8, [3], [7, 0, 9]));

test("images are read image by image, row by row", () => {
  const x = loadIdx(images);
  expect(x.shape).toEqual([3, 2, 2]);
  expect(Array.from(x.data)).toEqual(pixels);
});

test("a gzipped file is unpacked, whatever its name", () => {
  expect(loadIdx(file("packed", gzipSync(idx(8, [2], [4, 5])))).toArray()).toEqual([4, 5]);
});

test("only the first so many are read on request, in single precision too", () => {
  const x = loadIdx(images, { limit: 2, dtype: "float32" });
  expect(x.shape).toEqual([2, 2, 2]);
  expect(x.data).toEqual(Float32Array.from(pixels.slice(0, 8)));
  expect(loadIdx(labels, { limit: 99 }).size).toBe(3);
});

describe("numbers of every type, high byte first", () => {
  test.each([
    ["unsigned bytes", 0x08, [200], 200],
    ["signed bytes", 0x09, [200], -56],
    ["two-byte integers", 0x0b, [0xff, 0xfe], -2],
    ["four-byte integers", 0x0c, [0x00, 0x01, 0x00, 0x02], 65538],
    ["four-byte floats", 0x0d, [0x3f, 0xa0, 0, 0], 1.25],
    ["eight-byte floats", 0x0e, [0xc0, 0x09, 0, 0, 0, 0, 0, 0], -3.125],
  ] as const)("%s", (name, type, bytes, value) => {
    expect(loadIdx(file(name, idx(type, [1], bytes))).item()).toBe(value);
  });
});

test("images and labels make a data set: flat rows from 0 to 1", () => {
  const data = loadMnist(images, labels, { limit: 2, name: "mine" });
  expect(data.name).toBe("mine");
  expect(data.x.toArray()).toEqual([
    [0, 0.2, 0.4, 0.6],
    [0.8, 1, 0, 1],
  ]);
  expect(data.y.toArray()).toEqual([[7], [0]]);
});

test("labels that do not fit the images, and files in the wrong order, are refused", () => {
  const two = file("two", idx(8, [2], [1, 2]));
  expect(fileErrorOf(() => loadMnist(images, two)).message).toMatch(
    /two: expected 3 labels, one for each image, found numbers of shape \(2\)/,
  );
  expect(fileErrorOf(() => loadMnist(labels, images)).message).toMatch(
    /expected images, with two axes or more/,
  );
});

test("another file is told by its first bytes", () => {
  const error = fileErrorOf(() => loadIdx(file("image.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d))));
  expect(error.place).toEqual({ byte: 0 });
  expect(error.message).toMatch(/image.png, byte 0: expected an IDX file.*, found 137, 80, 78, 71/);
  expect(fileErrorOf(() => loadIdx(file("empty", ""))).message).toMatch(/found an empty file/);
});

test("a type that the format does not have is refused", () => {
  expect(fileErrorOf(() => loadIdx(file("type", idx(0x0a, [1], [1])))).message).toMatch(/found 0, 0, 10, 1/);
});

test("a file cut off: the error tells where it ends and how long it should be", () => {
  const error = fileErrorOf(() => loadIdx(file("cut", idx(8, [3, 2, 2], pixels.slice(0, 5)))));
  expect(error.place).toEqual({ byte: 21 });
  expect(error.message).toMatch(/expected 28 bytes, for numbers of shape \(3, 2, 2\), found 21 in all/);
  expect(fileErrorOf(() => loadIdx(file("axes", Uint8Array.of(0, 0, 8, 3, 0)))).place).toEqual({ byte: 4 });
});

test("a limit that is no positive whole number is refused", () => {
  expect(() => loadIdx(labels, { limit: 0 })).toThrow(/cannot read the first 0 items/);
});
