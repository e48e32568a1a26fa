import "../../helpers/allclose.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGrads, type Tensor, tensor, zeros } from "../../../src/index.js";
import { dispatch } from "../../../src/tensor/dispatch.js";
import { dtypes, tensors } from "../../helpers/arbitraries.js";

describe("dropout", () => {
  const u = tensor([0.1, 0.9, 0.5, 0.8]);
  const dropped = (x: Tensor, keep: number): Tensor => dispatch("dropout", [x, u.to(x.dtype)], { keep });

  test("keeps x / keep where the uniform number is below keep, and 0 elsewhere", () => {
    expect(dropped(tensor([1, 2, 3, 4]), 0.8)).toBeAllclose([1.25, 0, 3.75, 0]);
  });
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(tensors([4], { dtype }), (x) => {
      checkGrads((t) => dropped(t, 0.8).square(), x, { order: 2, name: "dropout" });
    });
    fc.assert(property, { numRuns: 5 });
  });
  test("shapes that differ are named", () => {
    expect(() => dropped(zeros([3]), 0.5)).toThrow("dropout: (3) and (4) differ in shape");
  });
});

describe("batchNorm", () => {
  const epsilon = 1e-5;
  const normalized = (x: Tensor, gamma: Tensor, beta: Tensor): Tensor => {
    const columns = gamma.shape[0];
    const statistics = {
      mean: zeros([columns], { dtype: x.dtype }).data,
      variance: zeros([columns], { dtype: x.dtype }).data,
    };
    return dispatch("batchNorm", [x, gamma, beta], { epsilon, statistics });
  };
  const composed = (x: Tensor, gamma: Tensor, beta: Tensor): Tensor =>
    x.sub(x.mean(0)).div(x.variance(0).add(epsilon).sqrt()).mul(gamma).add(beta);
  const args = (dtype: "float64" | "float32"): fc.Arbitrary<[Tensor, Tensor, Tensor]> =>
    fc
      .tuple(tensors([4, 3], { dtype }), tensors([3], { dtype }), tensors([3], { dtype }))
      // Columns that vary: of equal numbers the normalized ones are nothing but rounding.
      .filter(([x]) => [...x.variance(0).data].every((variance) => variance > 0.3));

  test.each(dtypes)("is γ (x − μ) / √(σ² + ε) + β, column by column, %s", (dtype) => {
    const property = fc.property(args(dtype), ([x, gamma, beta]) => {
      expect(normalized(x, gamma, beta)).toBeAllclose(composed(x, gamma, beta), {
        absolute: 1e-5,
        relative: 1e-5,
      });
    });
    fc.assert(property, { numRuns: 30 });
  });
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(args(dtype), ([x, gamma, beta]) => {
      checkGrads(normalized, x, gamma, beta, { order: 2, name: "batchNorm" });
    });
    fc.assert(property, { numRuns: 5 });
  });
  test("writes the mean and the variance of each column", () => {
    const x = tensor([
      [1, 10],
      [3, 30],
    ]);
    const statistics = { mean: new Float64Array(2), variance: new Float64Array(2) };
    dispatch("batchNorm", [x, tensor([1, 1]), tensor([0, 0])], { epsilon, statistics });
    expect([...statistics.mean, ...statistics.variance]).toEqual([2, 20, 1, 100]);
  });
  test("shapes that do not fit are named", () => {
    expect(() => normalized(zeros([4, 2]), zeros([3]), zeros([3]))).toThrow(
      "batchNorm: (4, 2) with scales (3) and shifts (3)\n" +
        "  help: x is (m, n) with at least one row, gamma and beta are (n)",
    );
  });
});
