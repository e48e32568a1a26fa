import { describe, expect, test } from "vitest";
import { datasets } from "../../src/data/datasets.js";
import {
  batchNormForward,
  checkBatchNorm,
  checkDeepSettings,
  checkMovingMean,
  movingMean,
} from "../../src/exercises/batch-normalization.js";
import { unsolved } from "../../src/exercises/exercise.js";
import { BatchNorm } from "../../src/nn/layers/batch-norm.js";
import { tensor } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";

describe("the exercise on the forward pass", () => {
  test("accepts its solution, and the library's layer", () => {
    expect(checkBatchNorm(batchNormForward.solution).status).toBe("passed");
    const byLayer = (z: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor => {
      const layer = new BatchNorm(z.shape[1], { epsilon });
      return layer.load({ ...layer.state(), gamma, beta }).forward(z);
    };
    expect(checkBatchNorm(byLayer).status).toBe("passed");
  });

  test.each(batchNormForward.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkBatchNorm(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("names a wrong shape, and says what is not solved yet", () => {
    expect(checkBatchNorm((z: Tensor) => z.mean(0)).message).toBe("expected shape (4, 3), received (3)");
    expect(checkBatchNorm(() => unsolved()).status).toBe("unsolved");
  });
});

describe("the exercise on the moving average", () => {
  test("accepts its solution, which the library's layer confirms", () => {
    expect(checkMovingMean(movingMean.solution).status).toBe("passed");
    const layer = new BatchNorm(1, { momentum: 0.6 });
    const batches = [
      [[1], [3]],
      [[5], [7]],
      [[0], [2]],
    ];
    for (const batch of batches) layer.forward(tensor(batch));
    const byExercise = movingMean.solution(tensor([[2], [6], [1]]), 0.6) as Tensor;
    expect(byExercise.at(0)).toBeCloseTo(layer.averages.mean.at(0), 12);
  });

  test.each(movingMean.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkMovingMean(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet", () => {
    expect(checkMovingMean(() => unsolved()).status).toBe("unsolved");
  });
});

describe("the exercise on a deep network", () => {
  const { train, dev } = datasets.digits({ train: 200, dev: 100, side: 8, dtype: "float32" });
  const task = { train, dev, sizes: [64, 16, 16, 10], steps: 100, goal: 0.7 };
  const tried = (settings: unknown): { status: string; message: string } =>
    checkDeepSettings(() => settings, task);

  test("says that it is not solved yet", () => {
    expect(checkDeepSettings(() => unsolved(), task).status).toBe("unsolved");
  });

  test.each([
    3,
    undefined,
    { learningRate: 0.1 },
    { learningRate: -1, batchSize: 50 },
    { learningRate: 0.1, batchSize: 1 },
    { learningRate: 0.1, batchSize: 2.5 },
  ])("wants a rate and a batch size, not %j", (settings) => {
    expect(tried(settings).message).toMatch(
      /^expected \{ learningRate, batchSize \}, with batches of 2 or more, received /,
    );
  });

  test("passes where the goal is reached on the dev set", () => {
    const { status, message } = tried({ learningRate: 0.3, batchSize: 40 });
    expect(message).toMatch(/^train \d+\.\d %, dev \d+\.\d %$/);
    expect(status).toBe("passed");
  });

  test("fails where it is not, and says whether the train set was learnt", () => {
    expect(tried({ learningRate: 0.0001, batchSize: 40 })).toMatchObject({
      status: "failed",
      message: expect.stringContaining("it has not learnt enough"),
    });
    const far = { ...task, goal: 1.01 };
    expect(checkDeepSettings(() => ({ learningRate: 0.3, batchSize: 200 }), far).message).toContain(
      "the batches are large",
    );
  });

  test("fails where the cost is no number any more", () => {
    expect(tried({ learningRate: 1e40, batchSize: 40 }).message).toContain("the learning rate is too high");
  });
});
