import { describe, expect, test } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { unsolved } from "../../src/exercises/exercise.js";
import {
  checkSoftmax,
  checkSoftmaxGradient,
  checkTemperature,
  softmaxGradient,
  softmaxRows,
} from "../../src/exercises/softmax.js";
import { Module } from "../../src/nn/module.js";
import { tensor } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";

describe("the exercise on the softmax", () => {
  test("accepts its solution, and one from scratch that stays finite", () => {
    expect(checkSoftmax(softmaxRows.solution).status).toBe("passed");
    const fromScratch = (z: Tensor): Tensor => {
      const t = z.sub(z.max(1, true)).exp();
      return t.div(t.sum(1, true));
    };
    expect(checkSoftmax(fromScratch).status).toBe("passed");
  });

  test.each(softmaxRows.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkSoftmax(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("names a wrong shape, and says what is not solved yet", () => {
    expect(checkSoftmax((z: Tensor) => z.softmax().sum(1)).message).toBe(
      "expected shape (1, 4), received (1)",
    );
    expect(checkSoftmax(() => unsolved()).status).toBe("unsolved");
  });
});

describe("the exercise on its gradient", () => {
  test("accepts its solution", () => {
    expect(checkSoftmaxGradient(softmaxGradient.solution).status).toBe("passed");
  });

  test.each(softmaxGradient.mistakes)("recognizes the mistake: $says", ({ says, wrong }) => {
    expect(checkSoftmaxGradient(wrong)).toMatchObject({ status: "failed", message: says });
  });

  test("names the first wrong value, and says what is not solved yet", () => {
    expect(checkSoftmaxGradient((z: Tensor) => z.mul(0)).message).toMatch(
      /at \(0, 0\) expected .*, received 0/,
    );
    expect(checkSoftmaxGradient(() => unsolved()).status).toBe("unsolved");
  });
});

describe("the exercise on the temperature", () => {
  /** Gives one class 4 points more than the other: 98 % sure. */
  class Sure extends Module {
    override forward(x: Tensor): Tensor {
      return x.mul(4);
    }
  }
  // Right in three cases of four: then 75 % is the honest share, a distance of ln 3, at T = 4 / ln 3.
  const x = tensor([
    [1, 0],
    [1, 0],
    [0, 1],
    [0, 1],
  ]);
  const dev = new Dataset("dev", x, tensor([[0], [0], [1], [0]]));
  const setting = { run: { model: new Sure() }, dev };
  const best = 4 / Math.log(3);

  test("passes near the lowest cost, which for four samples can be worked out", () => {
    const { status, message } = checkTemperature(() => best, setting);
    expect(status).toBe("passed");
    const honest = -(3 * Math.log(3 / 4) + Math.log(1 / 4)) / 4;
    expect(message).toContain(`dev cost ${honest.toFixed(3)} at T = 3.64`);
  });

  test("says in which direction it goes lower", () => {
    expect(checkTemperature(() => 1, setting).message).toContain("it goes lower with a higher T");
    expect(checkTemperature(() => 20, setting).message).toContain("it goes lower with a lower T");
  });

  test("recognizes 1 / T", () => {
    expect(checkTemperature(() => 1 / best, setting)).toMatchObject({
      status: "failed",
      message: expect.stringContaining("this is 1 / T"),
    });
  });

  test.each([0, -1, Number.NaN, "2", undefined])("wants a number above 0, not %s", (T) => {
    expect(checkTemperature(() => T, setting).message).toMatch(/^expected a number above 0, received /);
  });

  test("says that it is not solved yet", () => {
    expect(checkTemperature(() => unsolved(), setting).status).toBe("unsolved");
  });
});
