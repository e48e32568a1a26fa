import { describe, expect, test } from "vitest";
import { datasets } from "../../src/data/datasets.js";
import { unsolved } from "../../src/exercises/exercise.js";
import {
  adamwUpdate,
  checkAdamw,
  checkLearningRate,
  checkRmsprop,
  rmspropCorrected,
} from "../../src/exercises/optimizers.js";
import { he } from "../../src/nn/initializers.js";
import { mlp } from "../../src/nn/mlp.js";
import { adam } from "../../src/optim/adam.js";
import { adamw } from "../../src/optim/adamw.js";
import { Optimizer } from "../../src/optim/optimizer.js";
import { tensor } from "../../src/tensor/create.js";
import { fit } from "../../src/training/fit.js";
import "../helpers/allclose.js";

describe("the exercise on RMSProp", () => {
  test("accepts its solution", () => {
    expect(String(checkRmsprop(rmspropCorrected.solution))).toContain("✓ passed");
  });

  test.each(rmspropCorrected.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkRmsprop(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("its first step is α · sign(dw), whatever the size of dw", () => {
    const [w, dw] = [tensor([1, 1]), tensor([300, -0.002])];
    const settings = { alpha: 0.1, beta: 0.9, epsilon: 0 };
    expect(rmspropCorrected.solution(w, dw, tensor([0, 0]), 1, settings)).toBeAllclose([0.9, 1.1]);
  });

  test("says that it is not solved yet", () => {
    expect(checkRmsprop(() => unsolved()).status).toBe("unsolved");
  });
});

describe("the exercise on AdamW", () => {
  test("accepts its solution", () => {
    expect(String(checkAdamw(adamwUpdate.solution))).toContain("✓ passed");
  });

  test.each(adamwUpdate.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkAdamw(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("its solution is the library's adamw, moments and all", () => {
    const settings = { alpha: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.2 };
    const w = tensor([0.7, -2], { requiresGrad: true });
    const { alpha: learningRate, decay: weightDecay, ...rest } = settings;
    const optimizer = new Optimizer(adamw({ learningRate, weightDecay, ...rest }), [w]);
    const step = (): number =>
      optimizer.step(() =>
        w
          .square()
          .mul(tensor([1, 5]))
          .sum(),
      );
    step();
    step();
    const { moments } = optimizer.state();
    const [before, v, s] = [[...w.data], moments["0.v"], moments["0.s"]].map((values) => tensor([...values]));
    const dw = before.mul(tensor([2, 10]));
    step();
    expect(adamwUpdate.solution(before, dw, v, s, 3, settings)).toBeAllclose([...w.data]);
  });

  test("says that it is not solved yet", () => {
    expect(checkAdamw(() => unsolved()).status).toBe("unsolved");
  });
});

describe("the exercise on the learning rate", () => {
  const train = datasets.moons({ size: 300, noise: 0.2, seed: 3 });
  const dev = datasets.moons({ size: 300, noise: 0.2, seed: 4 });
  const run = fit(mlp([2, 5, 2, 1], { seed: 3, init: he }), train, {
    ...{ optimizer: adam({ learningRate: 0.0007 }), epochs: 1000, batchSize: 64, batchSeed: 11 },
    progress: false,
  });
  const setting = { train, dev, adam: run };

  test("says that it is not solved yet", () => {
    expect(checkLearningRate(() => unsolved(), setting).status).toBe("unsolved");
  });

  test.each([0, -1, "0.1", undefined, Number.NaN])("wants a number above 0, not %j", (rate) => {
    const { status, message } = checkLearningRate(() => rate, setting);
    expect(status).toBe("failed");
    expect(message).toMatch(/^expected a number above 0, received /);
  });

  test("passes where the dev set is as right as Adam's", () => {
    expect(checkLearningRate(() => 0.2, setting)).toMatchObject({
      status: "passed",
      message: "dev: 287 of 300 right with your rate after 500 epochs, 286 with Adam",
    });
  });

  test("says in which direction a wrong rate is wrong", () => {
    for (const rate of [0.0007, 0.01, 0.05]) {
      expect(checkLearningRate(() => rate, setting).message).toMatch(/still falling: try a larger rate$/);
    }
    expect(checkLearningRate(() => 30, setting).message).toMatch(/no opinion at all.*too large$/);
    expect(checkLearningRate(() => 2, setting).message).toMatch(/no longer falling.*too long to settle$/);
    expect(checkLearningRate(() => 1e300, setting).message).toMatch(/the rate is too large$/);
  });
});
