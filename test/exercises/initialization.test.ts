import { describe, expect, test } from "vitest";
import { datasets } from "../../src/data/datasets.js";
import { unsolved } from "../../src/exercises/exercise.js";
import {
  checkHeWeights,
  checkLeakyDeviation,
  checkScales,
  heWeights,
  leakyDeviation,
} from "../../src/exercises/initialization.js";
import type { Tensor } from "../../src/tensor/tensor.js";

describe("the exercise on He's weights", () => {
  test("accepts its solution", () => {
    expect(checkHeWeights(heWeights.solution).status).toBe("passed");
  });

  test.each(heWeights.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkHeWeights(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet, names a wrong type, a wrong shape, a wrong value", () => {
    expect(checkHeWeights(() => unsolved()).status).toBe("unsolved");
    expect(checkHeWeights(() => 2).message).toBe("expected a Tensor, received number 2");
    expect(checkHeWeights(() => [1, 2]).message).toBe("expected a Tensor, received an array");
    expect(checkHeWeights((_n, draws: Tensor) => draws.T).message).toBe(
      "expected shape (5, 3), received (3, 5)",
    );
    expect(checkHeWeights((_n, draws: Tensor) => draws.mul(7)).message).toMatch(/at \(0, 0\) expected /);
  });
});

describe("the exercise on leaky ReLU", () => {
  test("accepts its solution, which is He's at slope 0 and LeCun's at slope 1", () => {
    expect(checkLeakyDeviation(leakyDeviation.solution).status).toBe("passed");
    expect(leakyDeviation.solution(50, 0)).toBeCloseTo(Math.sqrt(2 / 50), 12);
    expect(leakyDeviation.solution(50, 1)).toBeCloseTo(Math.sqrt(1 / 50), 12);
  });

  test.each(leakyDeviation.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkLeakyDeviation(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet, and names a wrong value", () => {
    expect(checkLeakyDeviation(() => unsolved()).status).toBe("unsolved");
    expect(checkLeakyDeviation(() => 7).message).toMatch(/^expected 0\.140.*, received 7$/);
  });
});

describe("the exercise on factors", () => {
  const train = datasets.circles({ size: 300, seed: 1, name: "train" });
  const dev = datasets.circles({ size: 100, seed: 3, name: "dev" });
  const tried = (factors: unknown): { status: string; message: string } =>
    checkScales(() => factors, { train, dev });

  test("says that it is not solved yet", () => {
    expect(checkScales(() => unsolved(), { train, dev }).status).toBe("unsolved");
  });

  test.each([2, [1, 2], [1, 2, "3"], undefined])("wants three numbers, not %j", (factors) => {
    expect(tried(factors).message).toMatch(/^expected three numbers, one for each layer, received /);
  });

  test("passes where more of the dev set is right than with He's weights", () => {
    expect(tried([1, 2, 2])).toMatchObject({
      status: "passed",
      message: "dev: 94 of 100 right with your factors, 89 with He's weights as they are",
    });
  });

  test("fails with He's own weights, and says what is wrong with zeros, small and large factors", () => {
    expect(tried([1, 1, 1]).status).toBe("failed");
    expect(tried([1, 0, 1]).message).toMatch(/^a layer of zeros/);
    expect(tried([0.1, 0.1, 0.1]).message).toMatch(/begins with no opinion at all$/);
    expect(tried([10, 10, 10]).message).toMatch(/the cost began at \d+, a strong opinion, and a wrong one$/);
    expect(tried([1e150, 1e150, 1e150]).message).toMatch(/^the cost was lost on the way/);
  });
});
