import "../../helpers/allclose.js";
import { expect, test } from "vitest";
import { MaxPool2d } from "../../../src/nn/layers/max-pool2d.js";
import { arange } from "../../../src/tensor/create.js";

const image = arange(16).reshape(1, 1, 4, 4);

test("takes the largest number of each window", () => {
  expect(new MaxPool2d(2).forward(image).flatten()).toBeAllclose([5, 7, 13, 15]);
});

test("may move by less than the window", () => {
  const layer = new MaxPool2d(2, { stride: 1 });
  expect(layer.forward(image).shape).toEqual([1, 1, 3, 3]);
  expect(String(layer)).toBe("MaxPool2d 2 × 2, stride 1");
});

test("sends the gradient to the largest number alone", () => {
  const x = image.clone();
  x.requiresGrad = true;
  new MaxPool2d(2).forward(x).sum().backward();
  expect(x.grad?.flatten()).toBeAllclose([0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1]);
});
