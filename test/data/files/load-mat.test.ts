import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadMat, splitsFromMat } from "../../../src/data/files/load-mat.js";
import { fileErrorOf, sample, testFolder } from "./folder.js";

const file = testFolder();

// plain.mat and compressed.mat were written by SciPy 1.17.1's savemat, without and with compression.
describe.each(["plain.mat", "compressed.mat"])("%s", (name) => {
  const variables = loadMat(sample(name));

  test("a matrix has its rows and columns", () => {
    expect(variables.X.toArray()).toEqual([
      [1.5, -2],
      [3, 4.25],
      [1e-300, 6],
    ]);
  });

  test("whole numbers and booleans of any width are numbers", () => {
    expect(variables.y.toArray()).toEqual([[0], [1], [1]]);
    expect(variables.big.toArray()).toEqual([[2 ** 40, -1]]);
    expect(variables.single.toArray()).toEqual([[0.5, 0.25]]);
    expect(variables.flag.toArray()).toEqual([[1, 0]]);
  });

  test("more than two axes keep their order: 0 … 23 along the last", () => {
    expect(variables.cube.shape).toEqual([2, 3, 4]);
    expect(Array.from(variables.cube.data)).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });

  test("an array without elements keeps its shape", () => {
    expect(variables.empty.shape).toEqual([0, 3]);
  });

  test.each([
    ["text", "text"],
    ["s", "a struct"],
    ["z", "complex ones"],
    ["thin", "a sparse matrix"],
  ])("%s does no harm until it is asked for", (variable, kind) => {
    expect(Object.keys(variables)).not.toContain(variable);
    const error = fileErrorOf(() => variables[variable]);
    expect(error.place).toEqual({ variable });
    expect(error.message).toContain(
      `variable "${variable}": expected an array of real numbers, found ${kind}`,
    );
  });
});

/** A file with one matrix variable, by the format's description, in either byte order. */
function matFile(
  littleEndian: boolean,
  name: string,
  shape: readonly number[],
  numbers: readonly number[],
): Uint8Array {
  const bytes = (
    width: number,
    values: readonly number[],
    write: (view: DataView, value: number) => void,
  ): number[] =>
    values.flatMap((value) => {
      const view = new DataView(new ArrayBuffer(width));
      write(view, value);
      return [...new Uint8Array(view.buffer)];
    });
  const words = (...values: number[]): number[] =>
    bytes(4, values, (view, v) => view.setUint32(0, v, littleEndian));
  const doubles = bytes(8, numbers, (view, v) => view.setFloat64(0, v, littleEndian));
  const element = (type: number, data: readonly number[]): number[] => {
    const filler = Array<number>((8 - (data.length % 8)) % 8).fill(0);
    return [...words(type, data.length), ...data, ...filler];
  };
  const letters = (text: string): number[] => [...new TextEncoder().encode(text)];

  const parts = [
    element(6, words(6, 0)),
    element(5, words(...shape)),
    element(1, letters(name)),
    element(9, doubles),
  ];
  const version = littleEndian ? [0x00, 0x01, ...letters("IM")] : [0x01, 0x00, ...letters("MI")];
  return Uint8Array.from([...Array<number>(124).fill(32), ...version, ...element(14, parts.flat())]);
}

test.each([true, false])("numbers in either byte order, low byte first %s", (littleEndian) => {
  const path = file("order.mat", matFile(littleEndian, "weights", [2, 3], [1, 2, 3, 4, 5, 6.5]));
  expect(loadMat(path).weights.toArray()).toEqual([
    [1, 3, 5],
    [2, 4, 6.5],
  ]);
});

test("fewer numbers than the axes say: the error names the variable", () => {
  const path = file("few.mat", matFile(true, "w", [2, 3], [1, 2, 3]));
  expect(fileErrorOf(() => loadMat(path).w).message).toBe(
    `${path}, variable "w": expected 2 × 3 numbers, found 3`,
  );
});

test("a file cut off: the error names the byte where what is missing begins", () => {
  const whole = readFileSync(sample("plain.mat"));
  const error = fileErrorOf(() => loadMat(file("cut.mat", whole.subarray(0, 150))));
  expect(error.place).toEqual({ byte: 128 });
  expect(error.message).toMatch(
    /byte 128: expected 96 bytes of data, found 14\n {2}help: the file was cut off/,
  );
});

test("a compressed variable that is damaged is told by its byte", () => {
  const bytes = Uint8Array.from(readFileSync(sample("splits.mat")));
  bytes.fill(0xff, 150, 160);
  expect(fileErrorOf(() => loadMat(file("damaged.mat", bytes))).message).toMatch(
    /damaged.mat, byte 128: expected compressed data, found bytes that do not unpack/,
  );
});

test("a file of version 7.3 and one that is none of MATLAB's are told apart", () => {
  const newer = matFile(true, "w", [1, 1], [1]);
  newer[125] = 2;
  expect(fileErrorOf(() => loadMat(file("new.mat", newer))).message).toMatch(
    /version 7.3.*\n {2}help: .*-v7/,
  );
  expect(fileErrorOf(() => loadMat(file("other.mat", "x".repeat(200)))).message).toMatch(/another format/);
  expect(fileErrorOf(() => loadMat(file("empty.mat", ""))).message).toMatch(/found an empty file/);
});

describe("splits from X, y, Xval, yval", () => {
  // splits.mat holds 5 samples X and 4 samples Xval of two inputs, written by SciPy.
  test("X trains; Xval judges, and stands in for dev", () => {
    const { train, dev, test: held } = splitsFromMat(sample("splits.mat"));
    expect(train.x.shape).toEqual([5, 2]);
    expect(train.x.at(0, 0)).toBe(1.76);
    expect(Array.from(train.y.data)).toEqual([0, 1, 1, 0, 1]);
    expect(Array.from(held.y.data)).toEqual([1, 0, 0, 1]);
    expect(dev.x.data).toEqual(held.x.data);
    expect([train.name, dev.name, held.name]).toEqual(["train", "dev", "test"]);
  });

  test("a file without them: the error lists what it has", () => {
    const path = file("one.mat", matFile(true, "weights", [1, 1], [1]));
    expect(fileErrorOf(() => splitsFromMat(path)).message).toMatch(
      /expected a variable "X", found "weights"/,
    );
  });
});
