import { expect, test } from "vitest";
import { BatchNorm } from "../../src/nn/layers/batch-norm.js";
import { Conv2d } from "../../src/nn/layers/conv2d.js";
import { Flatten } from "../../src/nn/layers/flatten.js";
import { Linear } from "../../src/nn/layers/linear.js";
import { MaxPool2d } from "../../src/nn/layers/max-pool2d.js";
import { Maxout } from "../../src/nn/layers/maxout.js";
import type { Module } from "../../src/nn/module.js";
import { Sequential } from "../../src/nn/sequential.js";
import { zeros } from "../../src/tensor/create.js";
import { ShapeError } from "../../src/tensor/errors.js";

test("passes a batch through its layers in turn", () => {
  const model = new Sequential(new Conv2d(1, 2, 3), new MaxPool2d(2), new Flatten(), new Linear(18, 4));
  expect(model.forward(zeros([5, 1, 8, 8])).shape).toEqual([5, 4]);
});

test("an error says in which layer it happened, between what was wrong and what to do", () => {
  const model = new Sequential(new Linear(784, 10), new Linear(784, 512));
  expect(() => model.forward(zeros([64, 784]))).toThrow(
    "Linear: (64, 10) inputs and (512, 784) weights do not fit\n" +
      "  in layer 2 (Linear 784 → 512)\n" +
      "  help: the inputs are one sample in each row, (m, 784)",
  );
});

test.each<[string, Module]>([
  ["Linear 3 → 2", new Linear(3, 2)],
  ["BatchNorm 3", new BatchNorm(3)],
  ["Maxout 3 → 2, 2 pieces", new Maxout(3, 2)],
  ["Conv2d 1 → 2, 3 × 3", new Conv2d(1, 2, 3)],
  ["MaxPool2d 2 × 2", new MaxPool2d(2)],
])("in layer 1 (%s), for each layer that looks at shapes", (name, layer) => {
  const call = (): unknown => new Sequential(layer).forward(zeros([4, 5, 1]));
  expect(call).toThrow(ShapeError);
  expect(call).toThrow(`  in layer 1 (${name})\n`);
});

test("names a model within a model by its place", () => {
  const model = new Sequential(new Flatten(), new Sequential(new Linear(3, 2)));
  expect(() => model.forward(zeros([4, 5]))).toThrow(
    "  in layer 1 (Linear 3 → 2)\n  in layer 2 (Sequential)\n",
  );
});
