import "../../helpers/allclose.js";
import fc from "fast-check";
import { multiply } from "mathjs";
import { describe, expect, test } from "vitest";
import {
  arange,
  checkGrads,
  DTypeError,
  eye,
  linear,
  ones,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../../../src/index.js";
import { broadcastingShapes, dtypes, strided, tensors } from "../../helpers/arbitraries.js";

/** The definition, number by number. */
function naive(a: Tensor, b: Tensor): Tensor {
  const batch = zeros(a.shape.slice(0, -2)).add(zeros(b.shape.slice(0, -2))).shape;
  const [m, k] = a.shape.slice(-2);
  const n = b.shape[b.rank - 1];
  const left = a.broadcastTo(...batch, m, k);
  const right = b.broadcastTo(...batch, k, n);
  const products = left.unsqueeze(-1).mul(right.unsqueeze(-3));
  return products.sum(-2);
}

const sides = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 4 })));

const operands = (dtype: "float64" | "float32"): fc.Arbitrary<[Tensor, Tensor]> =>
  fc
    .tuple(broadcastingShapes(2), sides)
    .chain(([[left, right], [m, k, n]]) =>
      fc.tuple(tensors([...left, m, k], { dtype }), tensors([...right, k, n], { dtype })),
    );

describe("matmul", () => {
  test.each(dtypes)("is the sum of products, batches broadcasting, %s", (dtype) => {
    const property = fc.property(operands(dtype), ([a, b]) => {
      expect(a.matmul(b)).toBeAllclose(naive(a, b));
    });
    fc.assert(property, { numRuns: 60 });
  });
  test("is mathjs's product of matrices", () => {
    const [a, b] = [arange(12).reshape(3, 4).sin(), arange(20).reshape(4, 5).cos()];
    const expected = multiply(a.toArray() as number[][], b.toArray() as number[][]);
    expect(a.matmul(b)).toBeAllclose(expected);
  });
  test.each(dtypes)("takes transposed views, and any others, in place of copies, %s", (dtype) => {
    const property = fc.property(operands(dtype), ([a, b]) => {
      const swapped = (x: Tensor): Tensor => {
        const order = x.shape.map((_, axis) => axis);
        order.push(order.splice(-2, 1)[0]);
        return x
          .transpose(...order)
          .clone()
          .transpose(...order);
      };
      const expected = a.matmul(b);
      expect(swapped(a).matmul(b)).toBeAllclose(expected);
      expect(a.matmul(swapped(b))).toBeAllclose(expected);
      expect(swapped(a).matmul(swapped(b))).toBeAllclose(expected);
      expect(strided(a).matmul(strided(b))).toBeAllclose(expected);
    });
    fc.assert(property, { numRuns: 60 });
  });
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(operands(dtype), ([a, b]) => {
      checkGrads((x, y) => x.matmul(y), a, b, { order: 2, name: "matmul" });
      checkGrads((x, y) => x.T.clone().T.matmul(y), a, b, { name: "matmul of a view" });
    });
    fc.assert(property, { numRuns: 15 });
  });
  test("takes one matrix as both operands", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(x.matmul(x)).toBeAllclose([
      [7, 10],
      [15, 22],
    ]);
    checkGrads((a) => a.matmul(a.T), x, { order: 2 });
  });
  test("a vector is a row on the left and a column on the right", () => {
    const [v, A] = [tensor([1, 2, 3]), arange(6).reshape(3, 2)];
    expect(v.matmul(A)).toBeAllclose([16, 22]);
    expect(A.T.matmul(v)).toBeAllclose([16, 22]);
    expect(v.matmul(v).item()).toBe(14);
    expect(v.matmul(ones([5, 3, 2])).shape).toEqual([5, 2]);
    expect(ones([5, 2, 3]).matmul(v).shape).toEqual([5, 2]);
    checkGrads((x, y) => x.matmul(y), v, A, { order: 2 });
  });
  test("of empty matrices is zeros, or empty", () => {
    expect(zeros([2, 0]).matmul(zeros([0, 3]))).toBeAllclose(zeros([2, 3]));
    expect(zeros([0, 2]).matmul(zeros([2, 3])).shape).toEqual([0, 3]);
    expect(zeros([4, 2, 0]).matmul(zeros([0, 3]))).toBeAllclose(zeros([4, 2, 3]));
  });
  test("by the identity keeps every number, ±∞ apart", () => {
    const x = tensor([[1e300, -1e-300]]);
    expect(x.matmul(eye(2))).toBeAllclose(x, { absolute: 0 });
  });

  test("an inner axis that differs is named, and the transpose suggested where it fits", () => {
    const call = (): Tensor => zeros([64, 784]).matmul(zeros([512, 784]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(
      "matmul: (64, 784) × (512, 784) do not fit: axis 1 of the left is 784, axis 0 of the right is 512\n" +
        "  help: did you mean x.matmul(w.T)?",
    );
    expect(() => zeros([2, 3]).matmul(zeros([4, 5]))).toThrow("help: (m, k) × (k, n) gives (m, n)");
  });
  test.each<[readonly number[], readonly number[], string]>([
    [
      [3],
      [4],
      "(3) × (4) do not fit: axis 0 of the left is 3, axis 0 of the right is 4\n  help: a vector is a row",
    ],
    [
      [2, 3],
      [2],
      "(2, 3) × (2) do not fit: axis 1 of the left is 3, axis 0 of the right is 2\n  help: a vector is a row",
    ],
    [
      [3],
      [2, 3],
      "(3) × (2, 3) do not fit: axis 0 of the left is 3, axis 0 of the right is 2\n  help: did you mean x.matmul(w.T)?",
    ],
    [[2], [5, 3, 2], "(2) × (5, 3, 2) do not fit: axis 0 of the left is 2, axis 1 of the right is 3"],
    [
      [2, 3, 4],
      [3, 4, 5],
      "(2, 3, 4) × (3, 4, 5) do not fit: the batches are (2) and (3)\n  help: the axes before the last two are the same, or 1",
    ],
    [[3], [], "(3) × (): a scalar is no matrix"],
  ])("(%s) × (%s) is named by the shapes that were given", (a, b, message) => {
    expect(() => zeros(a).matmul(zeros(b))).toThrow(ShapeError);
    expect(() => zeros(a).matmul(zeros(b))).toThrow(`matmul: ${message}`);
  });
  test("a scalar is no matrix", () => {
    expect(() => tensor(2).matmul(eye(2))).toThrow(
      "matmul: () × (2, 2): a scalar is no matrix\n  help: for a number times a tensor, use .mul",
    );
  });
  test("two dtypes do not mix", () => {
    expect(() => eye(2).matmul(eye(2, { dtype: "float32" }))).toThrow(DTypeError);
  });
});

describe("linear", () => {
  const layers = (dtype: "float64" | "float32"): fc.Arbitrary<[Tensor, Tensor, Tensor]> =>
    sides.chain(([m, nIn, nOut]) =>
      fc.tuple(tensors([m, nIn], { dtype }), tensors([nOut, nIn], { dtype }), tensors([nOut], { dtype })),
    );

  test.each(dtypes)("is x · Wᵀ + b, %s", (dtype) => {
    const property = fc.property(layers(dtype), ([x, W, b]) => {
      expect(linear(x, W, b)).toBeAllclose(x.matmul(W.T).add(b));
      expect(linear(strided(x), strided(W), b)).toBeAllclose(linear(x, W, b));
    });
    fc.assert(property, { numRuns: 30 });
  });
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(layers(dtype), ([x, W, b]) => {
      checkGrads(linear, x, W, b, { order: 2 });
    });
    fc.assert(property, { numRuns: 10 });
  });
  test("shapes that do not fit are named, all three", () => {
    expect(() => linear(zeros([5, 2]), zeros([4, 3]), zeros([4]))).toThrow(
      "linear: (5, 2) inputs, (4, 3) weights and (4) biases do not fit\n" +
        "  help: x is (m, n_in), W (n_out, n_in) and b (n_out)",
    );
  });
});
