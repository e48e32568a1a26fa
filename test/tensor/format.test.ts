import { describe, expect, test } from "vitest";
import { arange, full, type Tensor, tensor, zeros } from "../../src/index.js";

const nan = Number.NaN;
const inf = Number.POSITIVE_INFINITY;
const single = (values: number[]): Tensor => tensor(values, { dtype: "float32" });

/** What NumPy 2.4's np.array2string(a, separator=", ", prefix="tensor(", suffix=")") prints. */
describe("numbers are written as NumPy writes them:", () => {
  test.each<[string, Tensor, string]>([
    ["a scalar", tensor(3), "tensor(3.)"],
    ["whole numbers", tensor([1, 2, 3]), "tensor([1., 2., 3.])"],
    ["points below each other, zeros left out", tensor([1, 2.25, 0.1]), "tensor([1.  , 2.25, 0.1 ])"],
    ["signs take a place", tensor([-1, 2]), "tensor([-1.,  2.])"],
    ["−0 keeps its sign", tensor([-0, 0]), "tensor([-0.,  0.])"],
    ["at most 8 decimals", tensor([1 / 3, 2 / 3]), "tensor([0.33333333, 0.66666667])"],
    ["ties go to the even digit", tensor([0.001953125, 1]), "tensor([0.00195312, 1.        ])"],
    ["rounding noise disappears", tensor([0.1 + 0.2]), "tensor([0.3])"],
    ["small numbers by powers of ten", tensor([1e-5, 1]), "tensor([1.e-05, 1.e+00])"],
    ["large numbers too", tensor([1e8, 1]), "tensor([1.e+08, 1.e+00])"],
    ["just below", tensor([99999999]), "tensor([99999999.])"],
    ["unlike ones too", tensor([1001, 1]), "tensor([1.001e+03, 1.000e+00])"],
    ["a factor of 1000 is still alike", tensor([1000, 1]), "tensor([1000.,    1.])"],
    ["three-digit powers", tensor([1e300, 1e-300]), "tensor([1.e+300, 1.e-300])"],
    ["powers of one width", tensor([1e-100, 1]), "tensor([1.e-100, 1.e+000])"],
    ["and of one width with signs", tensor([1e100, 1e-5, -1e5]), "tensor([ 1.e+100,  1.e-005, -1.e+005])"],
    ["the smallest number", tensor([5e-324]), "tensor([5.e-324])"],
    ["nan and inf", tensor([nan, inf, -inf, 1.5]), "tensor([ nan,  inf, -inf,  1.5])"],
    ["nan alone", tensor([nan]), "tensor([nan])"],
    ["float32 by fewer digits", single([1 / 3, 0.1]), "tensor([0.33333334, 0.1       ], dtype=float32)"],
    ["large float32", single([1e6, 1]), "tensor([1.e+06, 1.e+00], dtype=float32)"],
    ["float32 ties", single([142672.125]), "tensor([142672.12], dtype=float32)"],
  ])("%s", (_name, x, printed) => {
    expect(String(x)).toBe(printed);
  });
});

describe("axes are laid out as NumPy's:", () => {
  test("rows below each other", () => {
    expect(
      String(
        tensor([
          [1, 2],
          [3, 4.5],
        ]),
      ),
    ).toBe("tensor([[1. , 2. ],\n        [3. , 4.5]])");
  });
  test("a blank line between matrices", () => {
    expect(String(arange(8).reshape(2, 2, 2))).toBe(
      "tensor([[[0., 1.],\n         [2., 3.]],\n\n        [[4., 5.],\n         [6., 7.]]])",
    );
  });
  test("long rows wrap before column 75", () => {
    expect(String(arange(20))).toBe(
      "tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12.,\n" +
        "        13., 14., 15., 16., 17., 18., 19.])",
    );
  });
  test("above 1000 elements, three at each end, and the shape", () => {
    expect(String(arange(1001))).toBe(
      "tensor([   0.,    1.,    2., ...,  998.,  999., 1000.], shape=(1001))",
    );
    expect(String(full([40, 50], 7))).toBe(
      "tensor([[7., 7., 7., ..., 7., 7., 7.],\n        [7., 7., 7., ..., 7., 7., 7.],\n" +
        "        [7., 7., 7., ..., 7., 7., 7.],\n        ...,\n        [7., 7., 7., ..., 7., 7., 7.],\n" +
        "        [7., 7., 7., ..., 7., 7., 7.],\n        [7., 7., 7., ..., 7., 7., 7.]], shape=(40, 50))",
    );
  });
  test("an empty tensor says its shape", () => {
    expect(String(tensor([]))).toBe("tensor([])");
    expect(String(zeros([0, 3]))).toBe("tensor([], shape=(0, 3))");
  });
  test("a view prints as what it shows", () => {
    expect(
      String(
        tensor([
          [1, 2],
          [3, 4],
        ]).T,
      ),
    ).toBe("tensor([[1., 3.],\n        [2., 4.]])");
  });
});

test("Node's inspect, and so a notebook, prints the same", async () => {
  const { inspect } = await import("node:util");
  expect(inspect(tensor([1, 2]))).toBe("tensor([1., 2.])");
});
