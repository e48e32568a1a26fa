import { describe, expect, test } from "vitest";
import {
  checkGrads,
  GradientError,
  RandomState,
  randn,
  type Tensor,
  tensor,
  ValueError,
} from "../../src/index.js";

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
  test("says that it cannot tell where a large value drowns a small one's derivative", () => {
    const squares = (slope: Tensor, x: Tensor): Tensor => tensor([1, 0]).mul(x.square()).add(slope.mul(x));
    const wrong = (x: Tensor): Tensor => squares(tensor([0, 1]).mul(x.detach()), x).sum();
    const right = (x: Tensor): Tensor => squares(tensor([0, 1]).mul(x), x).sum();
    for (const f of [wrong, right]) {
      const call = (): unknown => checkGrads(f, tensor([1e6, 2]));
      expect(call).toThrow(ValueError);
      expect(call).toThrow(
        /element \[1\]: the derivative is .* so large that rounding alone may make that difference\n {2}help: scale the/,
      );
    }
    expect(() => checkGrads(wrong, tensor([1, 2]))).toThrow(GradientError);
    checkGrads(right, tensor([1, 2]));
  });
  test("passes right derivatives of large and small numbers beside each other", () => {
    expect(checkGrads((x) => x.square(), tensor([1e6, 2, 1e-6]), { order: 2 }).compared).toBe(11);
    expect(checkGrads((x) => x.exp().sum(), tensor([12, 0.5])).compared).toBe(3);
  });
  test("knows no other orders than 1 and 2", () => {
    const order = JSON.parse("3");
    expect(() => checkGrads((x) => x.sin(), tensor([1]), { order })).toThrow(ValueError);
    expect(() => checkGrads((x) => x.sin(), tensor([1]), { order })).toThrow(
      "checkGrads: derivatives of order 3\n  help: 1 checks the gradient, 2 the gradient's gradient too",
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
