import { describe, expect, test } from "vitest";
import { datasets } from "../../src/data/datasets.js";
import { check } from "../../src/exercises/check.js";
import {
  checkDropoutBackward,
  checkDropoutForward,
  checkKeepRates,
  dropoutBackward,
  dropoutForward,
} from "../../src/exercises/dropout.js";
import { checkExercise, type Exercise, unsolved } from "../../src/exercises/exercise.js";
import { lecun } from "../../src/nn/initializers.js";
import { mlp } from "../../src/nn/mlp.js";
import type { Module } from "../../src/nn/module.js";
import { sgd } from "../../src/optim/sgd.js";
import { tensor } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { fit } from "../../src/training/fit.js";
import type { Run } from "../../src/training/fit-options.js";

describe.each([
  ["forward", dropoutForward, checkDropoutForward],
  ["backward", dropoutBackward, checkDropoutBackward],
] as const)("the exercise on dropout %s", (_name, exercise, checkAttempt) => {
  test("accepts its solution", () => {
    expect(String(checkAttempt(exercise.solution))).toContain("✓ passed");
  });

  test.each(exercise.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkAttempt(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("says that it is not solved yet", () => {
    expect(checkAttempt(() => unsolved()).status).toBe("unsolved");
  });

  test("names a wrong type", () => {
    expect(checkAttempt(() => undefined).message).toBe(
      "expected a Tensor, received undefined: is there a return?",
    );
    expect(checkAttempt(() => 3).message).toBe("expected a Tensor, received number 3");
  });

  test("names a wrong shape", () => {
    expect(checkAttempt((a: Tensor) => a.sum(0)).message).toBe("expected shape (4, 3), received (3)");
  });

  test("names the first wrong value", () => {
    expect(checkAttempt((a: Tensor) => a.mul(7)).message).toMatch(/at \(0, 0\) expected .*, received /);
  });

  test("shows what an attempt throws", () => {
    const attempt = (): never => {
      throw new TypeError("oh");
    };
    expect(checkAttempt(attempt).message).toBe("your code threw TypeError: oh");
  });
});

test("two values are written with six digits, and nearly equal ones with as many as tell them apart", () => {
  const half: Exercise<[number]> = {
    title: "half of it",
    solution: (x) => x / 2,
    cases: () => [[3]],
    mistakes: [],
  };
  const { message } = checkExercise(half, (x) => x / 2 + 1 / 3);
  expect(message).toBe("expected 1.5, received 1.83333");
  expect(checkExercise(half, (x) => x / 2 + 2e-8).message).toBe("expected 1.5, received 1.50000002");
});

describe("the exercise on rates", () => {
  const { train, dev } = datasets.football();
  const net = (): Module => mlp([2, 20, 3, 1], { seed: 3, init: lecun });
  const trained = (epochs: number): Run =>
    fit(net(), train, { optimizer: sgd({ learningRate: 0.3 }), epochs, progress: false });

  test("says that it is not solved yet", () => {
    expect(checkKeepRates(() => unsolved(), { train, dev, plain: trained(1) }).status).toBe("unsolved");
  });

  test.each([[0.86], [[0.86]], [[0.5, 1.5]], [undefined]])("wants two rates, not %j", (rates) => {
    const { status, message } = checkKeepRates(() => rates, { train, dev, plain: trained(1) });
    expect(status).toBe("failed");
    expect(message).toMatch(/^expected two numbers above 0, at most 1, received /);
  });

  test("passes where the dev accuracy is higher than without dropout, and fails where it is not", () => {
    const plain = trained(10_000);
    const good = checkKeepRates(() => [0.86, 0.86], { train, dev, plain });
    expect(good.message).toBe("dev: 185 of 200 right with your rates, 184 without dropout");
    expect(good.status).toBe("passed");
    expect(checkKeepRates(() => [1, 1], { train, dev, plain }).status).toBe("failed");
  });
});

describe("check", () => {
  test("passes within the tolerance and says the difference", () => {
    const result = check("a = b", tensor([1, 2]), tensor([1, 2 + 1e-13]), 1e-12);
    expect(String(result)).toMatch(
      /^✓ passed: a = b\n {2}largest difference 1\.0e-13, at most 1e-12 allowed$/,
    );
  });

  test("says where nothing differs", () => {
    expect(check("a = b", 1, 1).message).toBe("no difference, at most 1e-9 allowed");
  });

  test("fails outside of it", () => {
    expect(check("a = b", 1, 1.1).status).toBe("failed");
    expect(check("a = b", Number.NaN, 1).status).toBe("failed");
  });

  test("shows itself in a notebook as HTML and as text", () => {
    const result = check("a < b", 1, 1) as unknown as Record<symbol, () => Record<string, string>>;
    const bundle = result[Symbol.for("Jupyter.display")]();
    expect(bundle["text/html"]).toContain("a &lt; b");
    expect(bundle["text/plain"]).toContain("✓ passed: a < b");
  });
});
