import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import {
  arange,
  type DType,
  DTypeError,
  eye,
  full,
  linspace,
  oneHot,
  ones,
  RandomState,
  rand,
  randn,
  ShapeError,
  type Tensor,
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
  test("wants as many numbers as the shape holds", () => {
    expect(() => tensor([1, 2, 3], { shape: [2, 2] })).toThrow(
      "tensor: 3 numbers do not fill the shape (2, 2)\n  help: the product of the axes is the number of elements",
    );
  });
});

/** As from JSON, or a cell that is not type-checked. */
const untyped = {
  tensor: tensor as (...args: unknown[]) => Tensor,
  zeros: zeros as (...args: unknown[]) => Tensor,
  full: full as (...args: unknown[]) => Tensor,
  linspace: linspace as (...args: unknown[]) => Tensor,
  oneHot: oneHot as (...args: unknown[]) => Tensor,
  randn: randn as (...args: unknown[]) => Tensor,
};

describe("a shape", () => {
  test.each<[string, () => unknown, string]>([
    [
      "of negative lengths",
      () => tensor([1, 2, 3, 4, 5, 6], { shape: [-2, -3] }),
      "tensor: (-2, -3) is no shape\n  help: for example [2, 3]; [] is a scalar",
    ],
    [
      "of a broken length",
      () => tensor([1, 2, 3, 4, 5, 6], { shape: [1.5, 4] }),
      "tensor: (1.5, 4) is no shape",
    ],
    ["to be inferred", () => tensor([1, 2], { shape: [2, -1] }), "tensor: (2, -1) is no shape"],
    [
      "that is a number",
      () => untyped.zeros(3),
      "zeros: 3 is no shape\n  help: a shape is a list: zeros([3])",
    ],
    [
      "that is two numbers",
      () => untyped.zeros(2, 3),
      "zeros: 2 is no shape\n  help: a shape is a list: zeros([2, 3])",
    ],
    [
      "that is missing",
      () => untyped.zeros(),
      "zeros: undefined is no shape\n  help: for example zeros([2, 3])",
    ],
    ["of NaN", () => ones([Number.NaN]), "ones: (NaN) is no shape"],
    ["of eye", () => eye(2.5), "eye: (2.5, 2.5) is no shape"],
  ])("%s is an error that says so", (_, call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });
  test("stays as it was when the list it came from changes", () => {
    const shape = [2, 3];
    const made = [zeros(shape), randn(shape, new RandomState(1)), tensor([1, 2, 3, 4, 5, 6], { shape })];
    shape[0] = 10;
    expect(made.map((x) => x.shape)).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
  });
});

test.each<[string, () => unknown, string]>([
  ["tensor", () => tensor([1.5], { dtype: "int32" as DType }), 'tensor: the string "int32" is no dtype'],
  ["zeros", () => zeros([2], { dtype: "float16" as DType }), 'zeros: the string "float16" is no dtype'],
  ["arange", () => arange(0, 2, 1, { dtype: "int64" as DType }), 'arange: the string "int64" is no dtype'],
  ["to", () => tensor([1]).to("int32" as DType), 'to: the string "int32" is no dtype'],
])("%s names a dtype that does not exist", (_, call, message) => {
  expect(call).toThrow(DTypeError);
  expect(call).toThrow(
    `${message}\n  help: "float64" has about 16 digits, "float32" about 7; whole numbers are exact in both`,
  );
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
  test("full wants a number", () => {
    expect(() => untyped.full([2])).toThrow("full: undefined is no number\n  help: full([2, 3], 0.5)");
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
    expect(() => arange(0, 1, 0)).toThrow(
      "arange: from 0 to 1 by 0 never ends\n  help: arange(end), arange(start, end) or arange(start, end, step)",
    );
  });
});

describe("linspace", () => {
  test("ends exactly on its ends", () => {
    const x = linspace(0.1, 0.7, 7);
    expect([x.at(0), x.at(-1), x.size]).toEqual([0.1, 0.7, 7]);
    expect(linspace(0, 1, 3)).toBeAllclose([0, 0.5, 1]);
  });
  test("wants to know how many", () => {
    expect(() => untyped.linspace(0, 1)).toThrow(
      "linspace: undefined is no number of points\n  help: linspace(0, 1, 50)",
    );
    expect(() => linspace(0, 1, -1)).toThrow(ValueError);
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

test("randn wants a generator", () => {
  expect(() => untyped.randn([2])).toThrow(
    "randn: undefined is no RandomState\n  help: randn([2, 3], new RandomState(1))",
  );
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
  test.each([[undefined], [2.5], [0], ["3"]])("wants a number of classes, not %s", (classes) => {
    expect(() => untyped.oneHot([0, 1], classes)).toThrow(ValueError);
    expect(() => untyped.oneHot([0, 1], classes)).toThrow(
      "is no number of classes\n  help: oneHot(labels, 3) for labels 0, 1 and 2",
    );
  });
  test("wants a list of labels, or a tensor, or a typed array", () => {
    expect(oneHot(Uint8Array.of(1), 2)).toBeAllclose([[0, 1]]);
    expect(() => untyped.oneHot(1, 2)).toThrow(
      "oneHot: 1 is no list of labels\n  help: oneHot([0, 2, 1], 3)",
    );
  });
});
