import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import { grad, numericGrad, relativeDifference, tensor } from "../../src/index.js";

describe("numericGrad", () => {
  test("of θ³ at 1 with ε = .01 is the lecture's 3.0001, from one side 3.0301", () => {
    const x = tensor([1]);
    expect(numericGrad((t) => t.pow(3).sum(), x, { epsilon: 0.01 }).item()).toBeCloseTo(3.0001, 12);
    expect(numericGrad((t) => t.pow(3).sum(), x, { epsilon: 0.01, sides: 1 }).item()).toBeCloseTo(3.0301, 12);
  });
  test("agrees with the analytic gradient, and leaves the argument as it was", () => {
    const x = tensor([
      [0.3, -1],
      [2, 0.7],
    ]);
    const before = [...x.data];
    const f = (t: typeof x): typeof x => t.tanh().square().sum();
    expect(relativeDifference(numericGrad(f, x), grad(f)(x))).toBeLessThan(1e-8);
    expect([...x.data]).toEqual(before);
  });
  test("wants a single number, and a step above 0", () => {
    expect(() => numericGrad((x) => x, tensor([1, 2]))).toThrow(
      "numericGrad: the function gives a tensor of shape (2)\n" +
        "  help: it should give a single number: end it with .sum() or .mean()",
    );
    expect(() => numericGrad((x) => x.sum(), tensor([1]), { epsilon: 0 })).toThrow(
      "numericGrad: a step of 0",
    );
  });
});

describe("relativeDifference", () => {
  test("is ‖a − b‖ / (‖a‖ + ‖b‖)", () => {
    expect(relativeDifference(tensor([3, 4]), tensor([3, 4]))).toBe(0);
    expect(relativeDifference(tensor([3, 4]), tensor([-3, -4]))).toBe(1);
    expect(relativeDifference(tensor([1, 0]), tensor([3, 0]))).toBe(0.5);
  });
  test("of two zeros is 0", () => {
    expect(relativeDifference(tensor([0]), tensor([0]))).toBe(0);
  });
  test("wants one shape", () => {
    expect(() => relativeDifference(tensor([1]), tensor([1, 2]))).toThrow(
      "relativeDifference: (1) and (2) differ in shape",
    );
  });
});
