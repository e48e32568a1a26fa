import { describe, expect, test } from "vitest";
import { datasets } from "../../src/data/datasets.js";
import { unsolved } from "../../src/exercises/exercise.js";
import {
  checkL1Gradient,
  checkLambda,
  checkSoftThreshold,
  l1Gradient,
  softThreshold,
} from "../../src/exercises/regularization.js";
import { lecun } from "../../src/nn/initializers.js";
import { mlp } from "../../src/nn/mlp.js";
import { sgd } from "../../src/optim/sgd.js";
import { tensor } from "../../src/tensor/create.js";
import { fit } from "../../src/training/fit.js";

describe("the exercise on L1's gradient", () => {
  test("accepts its solution, which adds ±λ/2m", () => {
    expect(checkL1Gradient(l1Gradient.solution).status).toBe("passed");
    const [dW, W] = [tensor([1, 1, 1]), tensor([5, -0.1, 0])];
    expect(l1Gradient.solution(dW, W, 0.6, 3)).toMatchObject({ shape: [3] });
    expect(String(l1Gradient.solution(dW, W, 0.6, 3))).toBe("tensor([1.1, 0.9, 1. ])");
  });

  test.each(l1Gradient.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkL1Gradient(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet, names a wrong type, a wrong shape, a wrong value", () => {
    expect(checkL1Gradient(() => unsolved()).status).toBe("unsolved");
    expect(checkL1Gradient(() => 3).message).toBe("expected a Tensor, received number 3");
    expect(checkL1Gradient((dW) => dW.sum(0)).message).toBe("expected shape (3, 2), received (2)");
    expect(checkL1Gradient((dW) => dW.mul(7)).message).toMatch(/at \(0, 0\) expected .*, received /);
  });
});

describe("the exercise on soft thresholding", () => {
  test("accepts its solution, which stops at 0 and keeps the signs", () => {
    expect(checkSoftThreshold(softThreshold.solution).status).toBe("passed");
    // After the step: 1.5, −1.5, 0.2; and αλ/2m = 0.5.
    const step = softThreshold.solution(tensor([2, -1, 0.7]), tensor([1, 1, 1]), 0.5, 4, 2);
    expect(Array.from(step instanceof Object ? step.data : [])).toEqual([1, -1, 0]);
  });

  test("leaves both kinds of weights in its cases: some at 0, some not", () => {
    for (const args of softThreshold.cases()) {
      const left = softThreshold.solution(...args);
      const zeros = left instanceof Object ? left.equal(0).sum().item() : 0;
      expect(zeros).toBeGreaterThan(0);
      expect(zeros).toBeLessThan(args[0].size);
    }
  });

  test.each(softThreshold.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkSoftThreshold(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet", () => {
    expect(checkSoftThreshold(() => unsolved()).status).toBe("unsolved");
  });
});

describe("the exercise on λ", () => {
  const { train, dev } = datasets.football();
  const model = mlp([2, 20, 3, 1], { seed: 3, init: lecun });
  const optimizer = sgd({ learningRate: 0.3 });
  const setting = { train, dev, plain: fit(model, train, { optimizer, epochs: 10_000, progress: false }) };

  test("says that it is not solved yet", () => {
    expect(checkLambda(() => unsolved(), setting).status).toBe("unsolved");
  });

  test.each([[0.7], [{}], [{ l2: -1 }], [{ lambda: 1 }], [{ l1: "0.7" }], [null], [undefined]])(
    "wants { l1, l2 }, not %j",
    (choice) => {
      const { status, message } = checkLambda(() => choice, setting);
      expect(status).toBe("failed");
      expect(message).toMatch(/^expected \{ l1, l2 \}, numbers from 0 up, received /);
    },
  );

  test("passes where the dev accuracy is higher than without a penalty", () => {
    const { status, message } = checkLambda(() => ({ l2: 0.7 }), setting);
    expect(message).toBe("dev: 186 of 200 right with your λ, 184 without");
    expect(status).toBe("passed");
  });

  test("fails where it is not, and says so where λ has left nothing of the network", () => {
    expect(checkLambda(() => ({ l1: 0, l2: 0 }), setting).message).toBe(
      "dev: 184 of 200 right with your λ, 184 without",
    );
    const { status, message } = checkLambda(() => ({ l2: 30 }), setting);
    expect(status).toBe("failed");
    expect(message).toContain("it gives every point the same answer: λ is too large");
  });
});
