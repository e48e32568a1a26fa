import { expect, test } from "vitest";
import { modelSummary } from "../../src/display/model-summary.js";
import { Conv2d } from "../../src/nn/layers/conv2d.js";
import { Flatten } from "../../src/nn/layers/flatten.js";
import { Linear } from "../../src/nn/layers/linear.js";
import { MaxPool2d } from "../../src/nn/layers/max-pool2d.js";
import { mlp } from "../../src/nn/mlp.js";
import { Sequential } from "../../src/nn/sequential.js";

const images = new Sequential(
  new Conv2d(1, 8, 3, { padding: 1, dtype: "float32" }),
  new MaxPool2d(2),
  new Flatten(),
  new Linear(1568, 10, { dtype: "float32" }),
);

test("lists layers, shapes and parameters, and adds them up", () => {
  expect(String(modelSummary(mlp([2, 20, 3, 1], { batchNorm: true })))).toBe(
    [
      "7 layers, 150 parameters",
      "",
      "layer                        output   parameters",
      "────────────────────────────────────────────────",
      "1. Linear 2 → 20, no bias   (m, 20)           40",
      "2. BatchNorm 20             (m, 20)           40",
      "3. ReLU                     (m, 20)            0",
      "4. Linear 20 → 3, no bias    (m, 3)           60",
      "5. BatchNorm 3               (m, 3)            6",
      "6. ReLU                      (m, 3)            0",
      "7. Linear 3 → 1              (m, 1)            4",
      "total                                        150",
    ].join("\n"),
  );
});

test("takes the shape of a sample where the first layer does not say it", () => {
  const text = String(modelSummary(images, [1, 28, 28]));
  expect(text).toMatch(/1\. Conv2d 1 → 8, 3 × 3, padding 1 +\(m, 8, 28, 28\) +80/);
  expect(text).toMatch(/2\. MaxPool2d 2 × 2 +\(m, 8, 14, 14\) +0/);
  expect(text).toMatch(/3\. Flatten +\(m, 1568\) +0/);
  expect(text).toMatch(/total +15,770/);
});

test("does without shapes where nobody says it", () => {
  const text = String(modelSummary(images));
  expect(text).not.toContain("output");
  expect(text).toMatch(/4\. Linear 1568 → 10 +15,690/);
});

test("says in which layer a sample does not fit", () => {
  expect(() => modelSummary(images, [1, 30, 30])).toThrow("in layer 4 (Linear 1568 → 10)");
});

test("shows a model of one layer, and a model within a model as one row", () => {
  expect(String(modelSummary(new Linear(2, 3)))).toMatch(/1\. Linear 2 → 3 +\(m, 3\) +9/);
  expect(String(modelSummary(new Sequential(mlp([2, 3, 1])), [2]))).toMatch(/1\. Sequential +\(m, 1\) +13/);
});

test("leaves the model as it was", () => {
  const model = mlp([2, 4, 1], { batchNorm: true, dropout: { keep: 0.5 } });
  const before = model.state();
  modelSummary(model);
  expect(model.state()).toEqual(before);
  expect(model.isTraining).toBe(true);
});
