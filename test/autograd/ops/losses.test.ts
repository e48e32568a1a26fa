import "../../helpers/allclose.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGrads, grad, hessian, oneHot, ShapeError, type Tensor, tensor } from "../../../src/index.js";
import { dispatch } from "../../../src/tensor/dispatch.js";
import { dtypes, shapes, tensors } from "../../helpers/arbitraries.js";

const binary = (z: Tensor, t: Tensor): Tensor => dispatch("binaryCrossEntropy", [z, t], undefined);
const softmax = (z: Tensor, t: Tensor): Tensor => dispatch("crossEntropy", [z, t], undefined);

const logitsAndTargets = (dtype: "float64" | "float32"): fc.Arbitrary<[Tensor, Tensor]> =>
  shapes({ minRank: 1, maxRank: 2 }).chain((shape) =>
    fc.tuple(tensors(shape, { dtype }), tensors(shape, { dtype, min: 0.1, max: 0.9 })),
  );

describe("binaryCrossEntropy", () => {
  test.each(dtypes)("is −(1/m) Σ [t ln σ(z) + (1 − t) ln(1 − σ(z))], %s", (dtype) => {
    const property = fc.property(logitsAndTargets(dtype), ([z, t]) => {
      const a = z.sigmoid();
      const terms = t.mul(a.log()).add(t.rsub(1).mul(a.rsub(1).log()));
      expect(binary(z, t)).toBeAllclose(terms.mean().neg(), { relative: 1e-4, absolute: 1e-6 });
    });
    fc.assert(property, { numRuns: 30 });
  });
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(logitsAndTargets(dtype), ([z, t]) => {
      checkGrads(binary, z, t, { order: 2, name: "binaryCrossEntropy" });
    });
    fc.assert(property, { numRuns: 10 });
  });
  test("has the gradient (σ(z) − t) / m, found on the way forward or anew", () => {
    const [z, t] = [tensor([2, -1, 0.5], { requiresGrad: true }), tensor([1, 0, 1])];
    const expected = z.detach().sigmoid().sub(t).div(3);
    binary(z, t).mul(2).backward();
    expect(z.grad).toBeAllclose(expected.mul(2));
    expect(
      grad((x) =>
        grad((y) => binary(y, t))(x)
          .mul(x)
          .sum(),
      )(z.detach()).shape,
    ).toEqual([3]);
    const slope = z.detach().sigmoid();
    const curvature = slope.mul(slope.rsub(1)).div(3);
    const H = hessian((x) => binary(x, t))(z.detach());
    expect([H.at(0, 0), H.at(1, 1), H.at(2, 2)]).toEqual(
      [...curvature.data].map((x) => expect.closeTo(x, 12)),
    );
    expect(H.at(0, 1)).toBe(0);
  });
  test("is finite for logits of ±1000 with the wrong label, and 0 with the right one", () => {
    expect(binary(tensor([1000, -1000]), tensor([0, 1])).item()).toBe(1000);
    expect(binary(tensor([1000, -1000]), tensor([1, 0])).item()).toBe(0);
  });
  test("NaN in the logits is NaN in the cost", () => {
    expect(binary(tensor([Number.NaN, 1]), tensor([0, 1])).item()).toBeNaN();
  });
  test("shapes that differ are named", () => {
    const call = (): Tensor => binary(tensor([[1], [2]]), tensor([1, 0]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(
      "binaryCrossEntropy: logits (2, 1) and labels (2) differ in shape\n  help: both are (m, 1): y.reshape(-1, 1)",
    );
  });
});

describe("crossEntropy", () => {
  test.each(dtypes)("is −(1/m) Σ t · ln softmax(z), %s", (dtype) => {
    const property = fc.property(logitsAndTargets(dtype), ([z, t]) => {
      const rows = z.rank === 1 ? 1 : z.shape[0];
      expect(softmax(z, t)).toBeAllclose(t.mul(z.logSoftmax()).sum().div(-rows));
    });
    fc.assert(property, { numRuns: 30 });
  });
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(logitsAndTargets(dtype), ([z, t]) => {
      checkGrads(softmax, z, t, { order: 2, name: "crossEntropy" });
    });
    fc.assert(property, { numRuns: 10 });
  });
  test("is the lecture's: 1.609 where the right one of four has the probability .2", () => {
    const z = tensor([[0.3, 0.2, 0.1, 0.4]]).log();
    expect(softmax(z, oneHot([1], 4)).item()).toBeCloseTo(1.6094379124341003, 14);
  });
  test("has the gradient (softmax(z) − t) / m", () => {
    const z = tensor([[5, 2, -1, 3]], { requiresGrad: true });
    softmax(z, oneHot([0], 4)).backward();
    expect(z.grad).toBeAllclose(
      z
        .detach()
        .softmax()
        .sub(oneHot([0], 4)),
    );
  });
  test("two classes are logistic regression", () => {
    const z = tensor([[1.5], [-0.3], [0]]);
    const t = tensor([[1], [0], [1]]);
    const two = z.pad([
      [0, 0],
      [1, 0],
    ]);
    expect(softmax(two, oneHot(t.flatten(), 2))).toBeAllclose(binary(z, t));
  });
  test("is finite for logits of ±1000", () => {
    expect(softmax(tensor([[1000, -1000]]), oneHot([1], 2)).item()).toBe(2000);
  });
  test("shapes that differ are named", () => {
    expect(() => softmax(tensor([[1, 2]]), tensor([0]))).toThrow(
      "crossEntropy: logits (1, 2) and labels (1) differ in shape\n" +
        "  help: both are (m, classes): oneHot(labels, classes)",
    );
  });
});
