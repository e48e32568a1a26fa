import { describe, expect, test } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { Linear } from "../../src/nn/layers/linear.js";
import { tensor } from "../../src/tensor/create.js";
import { ValueError } from "../../src/tensor/errors.js";
import { diagnose } from "../../src/training/diagnosis.js";

describe("the four cases of the lecture", () => {
  test.each([
    [1, 11, "high variance"],
    [15, 16, "high bias"],
    [15, 30, "high bias and high variance"],
    [0.5, 1, "low bias and low variance"],
  ])("%f %% and %f %%, nobody errs: %s", (train, dev, verdict) => {
    expect(diagnose({ train, dev }).verdict).toBe(verdict);
  });
  test.each([
    [1, 11, "high variance"],
    [15, 16, "low bias and low variance"],
    [15, 30, "high variance"],
    [0.5, 1, "low bias and low variance"],
  ])("%f %% and %f %%, where 15 %% cannot be avoided: %s", (train, dev, verdict) => {
    expect(diagnose({ train, dev, bayes: 15 }).verdict).toBe(verdict);
  });
});

test("bias is measured from the Bayes error, variance from the train error", () => {
  const { bias, variance } = diagnose({ train: 15.3, dev: 16.4, bayes: 15.2 });
  expect(bias).toBe(0.1);
  expect(variance).toBe(1.1);
});

test("bias is treated first, and nothing is recommended twice", () => {
  const { remedies } = diagnose({ train: 15, dev: 30 });
  expect(remedies[0]).toContain("bigger network");
  expect(remedies.findIndex((r) => r.includes("more data"))).toBeGreaterThan(1);
  expect(new Set(remedies).size).toBe(remedies.length);
  expect(diagnose({ train: 1, dev: 11 }).remedies[0]).toContain("more data");
  expect(diagnose({ train: 0.5, dev: 1 }).remedies).toEqual([]);
});

test("errors below the Bayes error are remarked upon", () => {
  expect(diagnose({ train: 1, dev: 11, bayes: 15 }).note).toContain("estimate is too high");
  expect(diagnose({ train: 1, dev: 20, bayes: 15 }).note).toContain("noise by heart");
  expect(diagnose({ train: 15, dev: 16, bayes: 15 }).note).toBe("");
});

test("a gap is high from the threshold on", () => {
  expect(diagnose({ train: 0, dev: 2 }).highVariance).toBe(true);
  expect(diagnose({ train: 0, dev: 1.9 }).highVariance).toBe(false);
  expect(diagnose({ train: 0, dev: 2, threshold: 3 }).highVariance).toBe(false);
});

test("a model's errors are counted on the sets", () => {
  const layer = new Linear(1, 1);
  layer.weight.storage.set([1]);
  const x = tensor([[-2], [-1], [1], [2]]);
  const train = new Dataset("train", x, tensor([[0], [0], [1], [1]]));
  const dev = new Dataset("dev", x, tensor([[0], [1], [1], [1]]));
  const found = diagnose(layer, { train, dev }, { bayes: 5 });
  expect([found.train, found.dev, found.bayes]).toEqual([0, 25, 5]);
});

test("what is no error in per cent is refused", () => {
  expect(() => diagnose({ train: -1, dev: 2 })).toThrow(ValueError);
  expect(() => diagnose({ train: 1, dev: Number.NaN })).toThrow(/dev error of NaN[\s\S]*help/);
  expect(() => diagnose({ train: 1, dev: 2, bayes: 101 })).toThrow(ValueError);
  expect(() => diagnose({ train: 1, dev: 2, threshold: 0 })).toThrow(/threshold of 0/);
});
