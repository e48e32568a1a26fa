import { describe, expect, test } from "vitest";
import { unsolved } from "../../src/exercises/exercise.js";
import {
  applyToNew,
  checkApplyToNew,
  checkFoldedBias,
  checkStandardize,
  foldedBias,
  standardizeColumns,
} from "../../src/exercises/normalization.js";
import { tensor } from "../../src/tensor/create.js";
import { Tensor } from "../../src/tensor/tensor.js";

/** The numbers of what a solution returned. */
function numbersOf(value: Tensor | number): number[] {
  return value instanceof Tensor ? Array.from(value.data) : [value];
}

describe("the exercise on standardizing columns", () => {
  test("accepts its solution, which gives every column mean 0 and deviation 1", () => {
    expect(checkStandardize(standardizeColumns.solution).status).toBe("passed");
    const x = tensor([
      [1, 100],
      [3, 300],
    ]);
    expect(numbersOf(standardizeColumns.solution(x))).toEqual([-1, -1, 1, 1]);
  });

  test.each(standardizeColumns.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkStandardize(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet, names a wrong type, a wrong shape, a wrong value", () => {
    expect(checkStandardize(() => unsolved()).status).toBe("unsolved");
    expect(checkStandardize(() => 3).message).toBe("expected a Tensor, received number 3");
    expect(checkStandardize((x) => x.mean(0)).message).toBe("expected shape (5, 3), received (3)");
    expect(checkStandardize((x) => x.mul(7)).message).toMatch(/at \(0, 0\) expected .*, received /);
  });
});

describe("the exercise on new samples", () => {
  test("accepts its solution, which divides a constant column by 1", () => {
    expect(checkApplyToNew(applyToNew.solution).status).toBe("passed");
    const train = tensor([
      [1, 5],
      [3, 5],
    ]);
    expect(numbersOf(applyToNew.solution(train, tensor([[4, 6]])))).toEqual([2, 1]);
  });

  test.each(applyToNew.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkApplyToNew(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet", () => {
    expect(checkApplyToNew(() => unsolved()).status).toBe("unsolved");
  });
});

describe("the exercise on the folded bias", () => {
  test("accepts its solution: the layer does on raw inputs what it did on standardized ones", () => {
    expect(checkFoldedBias(foldedBias.solution).status).toBe("passed");
    const [W, b, mu, sigma] = [tensor([[2, -3]]), tensor([1]), tensor([10, 4]), tensor([5, 2])];
    // 1 − (2 · 10/5 − 3 · 4/2) = 3
    expect(numbersOf(foldedBias.solution(W, b, mu, sigma))).toEqual([3]);
  });

  test.each(foldedBias.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkFoldedBias(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet, and names a wrong shape", () => {
    expect(checkFoldedBias(() => unsolved()).status).toBe("unsolved");
    expect(checkFoldedBias((W) => W).message).toBe("expected shape (4), received (4, 2)");
  });
});
