import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSafetensors, saveSafetensors } from "../../../src/data/files/safetensors.js";
import { tensor } from "../../../src/tensor/create.js";
import { fileErrorOf, sample, testFolder } from "./folder.js";

const file = testFolder();

/** A file by the format's description. */
function safetensors(header: unknown, numbers: readonly number[] = []): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + 8 * numbers.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  numbers.forEach((number, i) => {
    view.setFloat64(8 + json.length + 8 * i, number, true);
  });
  return bytes;
}

const pair = { w: { dtype: "F64", shape: [2], data_offsets: [0, 16] } };

test("reads what the Python package has written, in both precisions", () => {
  const tensors = loadSafetensors(sample("numpy.safetensors"));
  expect(tensors["0.weight"].dtype).toBe("float32");
  expect(tensors["0.weight"].toArray()).toEqual([
    [0, 0.25, 0.5],
    [0.75, 1, 1.25],
  ]);
  expect(tensors["0.bias"].toArray()).toEqual([0.1, -2.5]);
  expect(tensors.steps.toArray()).toBe(7);
  expect(Object.keys(tensors)).toHaveLength(3);
});

test("writes what it reads, digit for digit", () => {
  const path = file("round", "");
  const tensors = {
    "0.weight": tensor([
      [0.1, -0],
      [Number.NaN, Number.POSITIVE_INFINITY],
    ]),
    "0.bias": tensor([0.1, 3], { dtype: "float32" }),
    scalar: tensor(5),
    nothing: tensor(new Float64Array(0), { shape: [0, 3] }),
  };
  saveSafetensors(path, tensors);
  const read = loadSafetensors(path);
  expect(Object.keys(read)).toEqual(Object.keys(tensors));
  for (const [name, { shape, dtype, data }] of Object.entries(tensors)) {
    expect([read[name].shape, read[name].dtype, read[name].data]).toEqual([shape, dtype, data]);
  }
});

test("writes a view row by row", () => {
  const path = file("view", "");
  saveSafetensors(path, {
    w: tensor([
      [1, 2],
      [3, 4],
    ]).T,
  });
  expect(loadSafetensors(path).w.toArray()).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

test("lays a file out as the format says: header length, header, numbers from a multiple of eight", () => {
  const path = file("layout", "");
  saveSafetensors(path, { w: tensor([1, 2]) });
  const bytes = readFileSync(path);
  const length = Number(bytes.readBigUInt64LE(0));
  expect(length % 8).toBe(0);
  expect(JSON.parse(bytes.toString("utf8", 8, 8 + length))).toEqual(pair);
  expect([bytes.readDoubleLE(8 + length), bytes.readDoubleLE(16 + length)]).toEqual([1, 2]);
  expect(bytes.length).toBe(24 + length);
});

test.each([
  ["no file of this kind", "digits,one\n1,2,3,4\n", "byte 0: expected the length of a safetensors header"],
  ["a few bytes", "abc", "byte 3: expected 8 bytes or more, found the end of the file"],
  ["a header that is no JSON", safetensors("{w"), "byte 8: expected a header in JSON"],
  ["a header that is no record", safetensors([1]), "byte 8: expected a header in JSON"],
  [
    "numbers cut off",
    safetensors(pair, [1]),
    "byte 71: expected 79 bytes or more, found the end of the file",
  ],
  [
    "another type of numbers",
    safetensors({ w: { ...pair.w, dtype: "BF16" } }, [1, 2]),
    'variable "w": expected numbers of type F32 or F64, found BF16',
  ],
  [
    "a shape that does not fit its bytes",
    safetensors({ w: { ...pair.w, shape: [3] } }, [1, 2]),
    'variable "w": expected a shape, and as many bytes as it takes, found shape [3] and bytes [0,16]',
  ],
  ["an entry without a shape", safetensors({ w: { dtype: "F64" } }), 'variable "w": expected a shape'],
  ["an entry that is none", safetensors({ w: null }), 'variable "w": expected numbers of type F32 or F64'],
])("names file and place of %s", (_name, content, message) => {
  const path = file("broken", content);
  const error = fileErrorOf(() => loadSafetensors(path));
  expect(error.message).toContain(path);
  expect(error.message).toContain(message);
  expect(error.message).toContain("\n  help: ");
});

test("says when there is no place to write to", () => {
  const path = join(file("a-file", ""), "weights");
  expect(fileErrorOf(() => saveSafetensors(path, {})).message).toContain("help: does the folder exist?");
});
