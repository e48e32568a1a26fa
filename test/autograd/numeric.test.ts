import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import { grad, numericGrad, relativeDifference, type Tensor, tensor, ValueError } from "../../src/index.js";

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
  test.each([1, 2] as const)("finds its step in single precision by itself, from %i side(s)", (sides) => {
    const x = tensor([1, -2, 3000, 0], { dtype: "float32" });
    const found = numericGrad((t) => t.square().mul(0.5).sum(), tensor([1, -2, 3, 0], { dtype: "float32" }), {
      sides,
    });
    expect(found.dtype).toBe("float32");
    expect(found).toBeAllclose([1, -2, 3, 0], { absolute: sides === 2 ? 1e-4 : 2e-3 });
    // Relative to large elements: a step of .005 would be lost in the squares of 3000.
    const large = numericGrad((t) => t.square().sum(), x, { sides });
    expect(large.at(2) / 6000).toBeCloseTo(1, 2);
  });
  test("steps further from large elements", () => {
    const found = numericGrad((t) => t.square().sum(), tensor([1e10, 1]), { sides: 2 });
    expect(found.at(0) / 2e10).toBeCloseTo(1, 7);
  });
  test("refuses other sides than 1 and 2", () => {
    const f = (t: Tensor): Tensor => t.sum();
    // From JavaScript, or out of a settings file.
    const sides = JSON.parse("3");
    expect(() => numericGrad(f, tensor([1]), { sides })).toThrow(ValueError);
    expect(() => numericGrad(f, tensor([1]), { sides })).toThrow(
      "numericGrad: differences from 3 sides\n" +
        "  help: 2 looks to both sides of x and is the default, 1 looks ahead only",
    );
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
