import { describe, expect, test } from "vitest";
import { checkGrads, GradientError, RandomState, randn, type Tensor, tensor } from "../../src/index.js";

/** x² with a derivative that is twice what it should be, for the second element only. */
function wrongSquare(x: Tensor): Tensor {
  const y = x.square();
  const doubled = tensor([1, 2, 1]);
  return y.detach().add(y.sub(y.detach()).mul(doubled));
}

describe("checkGrads", () => {
  test("says how many derivatives it compared, and how close they were", () => {
    const { compared, largestDifference } = checkGrads((x) => x.exp(), tensor([0, 1, 2]));
    expect(compared).toBe(4);
    expect(largestDifference).toBeGreaterThan(0);
    expect(largestDifference).toBeLessThan(1e-8);
  });
  test("names function, argument, element and both values", () => {
    const call = (): unknown => checkGrads(wrongSquare, tensor([1, 2, 3]));
    expect(call).toThrow(GradientError);
    expect(call).toThrow(
      /^checkGrads: wrongSquare: argument 0, element \[1\]: the derivative is -?[\d.]+ analytically, -?[\d.]+ numerically\n {2}help: relative difference 0\.33; the vjp is wrong/,
    );
  });
  test("carries both values, analytic = 2 · numeric here", () => {
    const call = (): unknown => checkGrads(wrongSquare, tensor([1, 2, 3]));
    try {
      call();
    } catch (error) {
      if (!(error instanceof GradientError)) throw error;
      expect(Number(error.received) / Number(error.expected)).toBeCloseTo(2, 6);
      return;
    }
    expect.unreachable();
  });
  test("finds a wrong element that it does not try by itself, in a random direction", () => {
    const call = (): unknown => checkGrads(wrongSquare, tensor([1, 2, 3]), { elements: 1 });
    expect(call).toThrow("all arguments in a random direction");
  });
  test("finds a second derivative that is missing", () => {
    // x², whose slope 2x is right but cut off from x.
    const slopeOnly = (x: Tensor): Tensor =>
      x
        .square()
        .detach()
        .add(x.sub(x.detach()).mul(x.detach().mul(2)));
    checkGrads(slopeOnly, tensor([1, 2]));
    expect(() => checkGrads(slopeOnly, tensor([1, 2]), { order: 2 })).toThrow(
      /^checkGrads: the gradient of slopeOnly: argument 0/,
    );
  });
  test("leaves the arguments as they were", () => {
    const x = randn([3], new RandomState(1), { requiresGrad: true });
    const before = [...x.data];
    checkGrads((t) => t.sin(), x);
    expect([...x.data]).toEqual(before);
    expect(x.grad).toBeNull();
  });
  test("NaN is no derivative", () => {
    expect(() => checkGrads((x) => x.sqrt(), tensor([-1]))).toThrow(
      "the derivative is NaN analytically, NaN numerically",
    );
  });
  test("looks at as many elements as it is told, spread over the tensor", () => {
    expect(checkGrads((x) => x.sin(), randn([10, 10], new RandomState(1)), { elements: 10 }).compared).toBe(
      11,
    );
  });
});
