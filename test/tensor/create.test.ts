import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import {
  arange,
  eye,
  full,
  linspace,
  oneHot,
  ones,
  RandomState,
  rand,
  randn,
  ShapeError,
  tensor,
  ValueError,
  zeros,
} from "../../src/index.js";

describe("tensor", () => {
  test("takes numbers nested as deep as there are axes", () => {
    expect(tensor(5).shape).toEqual([]);
    expect(tensor([[[1], [2]]]).shape).toEqual([1, 2, 1]);
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
  });
  test("copies a typed array, and takes its precision", () => {
    const numbers = Float32Array.of(1, 2, 3, 4);
    const x = tensor(numbers, { shape: [2, 2] });
    numbers[0] = 9;
    expect([x.dtype, x.at(0, 0)]).toEqual(["float32", 1]);
    expect(tensor(numbers, { dtype: "float64" }).dtype).toBe("float64");
  });
  test("keeps −0, NaN and ±∞", () => {
    const values = [-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect([...tensor(values).data]).toEqual(values);
  });
  test("names the row that is too short, and what should have been there", () => {
    const call = (): unknown => tensor([[1, 2], [3]]);
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(
      "tensor: values[1] should be a list of 2, as its neighbours are\n  help: all rows have the same length",
    );
    expect(() => tensor([1, [2]])).toThrow("tensor: values[1] should be a number");
  });
  test("wants as many numbers as the shape holds", () => {
    expect(() => tensor([1, 2, 3], { shape: [2, 2] })).toThrow(
      "tensor: 3 numbers do not fill the shape (2, 2)\n  help: the product of the axes is the number of elements",
    );
  });
});

describe("filled tensors", () => {
  test("zeros, ones, full and eye", () => {
    expect(zeros([2])).toBeAllclose([0, 0]);
    expect(ones([1, 2])).toBeAllclose([[1, 1]]);
    expect(full([], 7)).toBeAllclose(7);
    expect(eye(2)).toBeAllclose([
      [1, 0],
      [0, 1],
    ]);
  });
  test("take dtype and requiresGrad", () => {
    const w = ones([2], { dtype: "float32", requiresGrad: true });
    expect([w.dtype, w.requiresGrad]).toEqual(["float32", true]);
  });
  test("want a shape of whole numbers", () => {
    expect(() => zeros([2, -1])).toThrow("(2, -1) is no shape\n  help: for example [2, 3]; [] is a scalar");
    expect(() => ones([1.5])).toThrow(ShapeError);
  });
});

describe("arange", () => {
  test("counts as NumPy's", () => {
    expect(arange(3)).toBeAllclose([0, 1, 2]);
    expect(arange(1, 4)).toBeAllclose([1, 2, 3]);
    expect(arange(5, 0, -2)).toBeAllclose([5, 3, 1]);
    expect(arange(0, 1, 0.25)).toBeAllclose([0, 0.25, 0.5, 0.75]);
    expect(arange(3, 1).shape).toEqual([0]);
  });
  test("that never ends is an error", () => {
    expect(() => arange(0, 1, 0)).toThrow(ValueError);
    expect(() => arange(0, 1, 0)).toThrow("arange: from 0 to 1 by 0 never ends");
  });
});

describe("linspace", () => {
  test("ends exactly on its ends", () => {
    const x = linspace(0.1, 0.7, 7);
    expect([x.at(0), x.at(-1), x.size]).toEqual([0.1, 0.7, 7]);
    expect(linspace(0, 1, 3)).toBeAllclose([0, 0.5, 1]);
  });
  test("of one number is the start, of none is empty", () => {
    expect(linspace(2, 5, 1)).toBeAllclose([2]);
    expect(linspace(2, 5, 0).shape).toEqual([0]);
  });
});

test("randn and rand draw row by row, as NumPy's", () => {
  expect(randn([2, 2], new RandomState(1))).toBeAllclose([
    [1.6243453636632417, -0.6117564136500754],
    [-0.5281717522634557, -1.0729686221561705],
  ]);
  expect(rand([2], new RandomState(0), { dtype: "float32" })).toBeAllclose([0.5488135, 0.71518937], {
    absolute: 1e-7,
  });
});

describe("oneHot", () => {
  test("has a 1 in each label's column", () => {
    expect(oneHot([0, 2], 3)).toBeAllclose([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(oneHot(tensor([1], { dtype: "float32" }), 2).dtype).toBe("float32");
  });
  test("names a label that is no class", () => {
    expect(() => oneHot([0, 3], 3)).toThrow(
      "oneHot: label 1 is 3, which is none of 3 classes\n  help: classes count from 0",
    );
  });
});
