import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import {
  RandomState,
  ShapeError,
  type Tensor,
  type TensorValues,
  tensor,
  ValueError,
} from "../../src/index.js";

/** As from JSON, or a cell that is not type-checked. */
const untyped = tensor as (values: unknown) => Tensor;

describe("a tensor is made of", () => {
  test.each<[string, TensorValues, readonly number[], number[]]>([
    ["a number", 5, [], [5]],
    ["true and false", [true, false], [2], [1, 0]],
    ["nothing", [[], []], [2, 0], []],
    ["an Int32Array", Int32Array.of(1, -2), [2], [1, -2]],
    ["an Uint8ClampedArray", Uint8ClampedArray.of(300), [1], [255]],
    ["rows that are typed arrays", [Float64Array.of(1, 2), Uint16Array.of(3, 4)], [2, 2], [1, 2, 3, 4]],
    ["rows of either kind", [[1, 2], Float32Array.of(3, 4)], [2, 2], [1, 2, 3, 4]],
    ["matrices of typed rows", [[Int8Array.of(1), Int8Array.of(2)]], [1, 2, 1], [1, 2]],
    ["empty typed rows", [new Float64Array(0), []], [2, 0], []],
  ])("%s", (_, values, shape, numbers) => {
    const x = tensor(values);
    expect([x.shape, x.dtype, Array.from(x.data)]).toEqual([shape, "float64", numbers]);
  });
  test("a typed array of any kind in a given shape", () => {
    const x = tensor(Uint8Array.of(1, 2, 3, 4), { shape: [2, 2], dtype: "float32" });
    expect([x.dtype, x.at(1, 0)]).toEqual(["float32", 3]);
  });
});

const loop: unknown[] = [];
loop[0] = loop;

describe("what is no number is named, and where it stands:", () => {
  test.each<[string, unknown, string]>([
    [
      "strings",
      ["1", "2"],
      'values[0] is the string "1", not a number\n  help: Number makes one of each: values.map(Number)',
    ],
    ["a string in a row", [["a", 1]], 'values[0][0] is the string "a", not a number'],
    [
      "a string further on",
      [
        [1, 2],
        [3, "4"],
      ],
      'values[1][1] is the string "4", not a number',
    ],
    ["a row that is a string", [[1, 2], "34"], 'values[1] is the string "34", not a number'],
    ["a string alone", "12", 'values is the string "12", not a number\n  help: Number makes one of it'],
    [
      "undefined",
      undefined,
      "values is undefined, not a number\n  help: for example tensor([[1, 2], [3, 4]])",
    ],
    ["null", [1, null], "values[1] is null, not a number"],
    ["a bigint", [1n], "values[0] is the bigint 1n, not a number\n  help: Number makes one of each"],
    ["bigints in an array", BigInt64Array.of(1n), "values[0] is the bigint 1n, not a number"],
    ["an object", [{ x: 1 }], "values[0] is an object, not a number"],
    ["a function", [Math.sin], "values[0] is a function, not a number"],
    ["another object of the library", [new RandomState(1)], "values[0] is an object, not a number"],
    [
      "tensors",
      [tensor(1), tensor(2)],
      "values[0] is a tensor of shape (), not a number\n  help: to join tensors: stack([a, b])",
    ],
    ["a tensor", tensor([1]), "values is a tensor of shape (1), not a number\n  help: for a copy: x.clone()"],
    ["a long string", ["x".repeat(99)], `values[0] is the string "${"x".repeat(40)}…", not a number`],
  ])("%s", (_, values, message) => {
    expect(() => untyped(values)).toThrow(ValueError);
    expect(() => untyped(values)).toThrow(`tensor: ${message}`);
  });
  test("a list that contains itself", () => {
    expect(() => untyped(loop)).toThrow(
      "tensor: the values are nested more than 32 deep\n  help: does a list contain itself?",
    );
  });
});

test.each<[string, unknown, string]>([
  ["too short", [[1, 2], [3]], "values[1] should be a list of 2"],
  ["a typed array too long", [[1, 2], Float64Array.of(1, 2, 3)], "values[1] should be a list of 2"],
  ["a number", [[1], 2], "values[1] should be a list of 1"],
  ["a list instead of a number", [1, [2]], "values[1] should be a number"],
  ["deeper than its neighbours", [[1], [[2]]], "values[1][0] should be a number"],
])("a row that is unlike its neighbours is named: %s", (_, values, message) => {
  expect(() => untyped(values)).toThrow(ShapeError);
  expect(() => untyped(values)).toThrow(
    `tensor: ${message}, as its neighbours are\n  help: all rows have the same length`,
  );
});
