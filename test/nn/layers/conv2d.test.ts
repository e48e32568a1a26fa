import "../../helpers/allclose.js";
import { expect, test } from "vitest";
import { checkGrads } from "../../../src/autograd/gradcheck.js";
import { constant } from "../../../src/nn/initializers.js";
import { Conv2d } from "../../../src/nn/layers/conv2d.js";
import { RandomState } from "../../../src/random/random-state.js";
import { arange, randn } from "../../../src/tensor/create.js";
import { conv2d } from "../../../src/tensor/windows.js";

test("sums each window with its filter, and adds the filter's bias", () => {
  const layer = new Conv2d(1, 2, 2, { init: constant(1) });
  layer.bias?.storage.set([0, 100]);
  const y = layer.forward(arange(9).reshape(1, 1, 3, 3));
  expect(y).toBeAllclose([
    [
      [
        [8, 12],
        [20, 24],
      ],
      [
        [108, 112],
        [120, 124],
      ],
    ],
  ]);
});

test("keeps the image's size with stride 1 and padding (size − 1) / 2, and halves it with stride 2", () => {
  const x = randn([2, 3, 8, 8], new RandomState(1));
  expect(new Conv2d(3, 4, 3, { padding: 1 }).forward(x).shape).toEqual([2, 4, 8, 8]);
  expect(new Conv2d(3, 4, 3, { padding: 1, stride: 2, bias: false }).forward(x).shape).toEqual([2, 4, 4, 4]);
});

test("draws its filters with n_in = channels · size²", () => {
  const { weight } = new Conv2d(16, 32, 5);
  expect(Math.sqrt(weight.variance().item() / (2 / 400))).toBeCloseTo(1, 1.5);
});

test("has the differences' derivatives", () => {
  const { weight, bias } = new Conv2d(2, 3, 2, { rng: new RandomState(2) });
  const x = randn([2, 2, 4, 3], new RandomState(1));
  checkGrads((x, weight, bias) => conv2d(x, weight, { bias, padding: 1 }), x, weight, bias!, {
    name: "Conv2d",
  });
});

test("learns: a gradient reaches filters and biases", () => {
  const layer = new Conv2d(1, 2, 2);
  layer
    .forward(randn([2, 1, 3, 3], new RandomState(1)))
    .sum()
    .backward();
  expect(layer.weight.grad?.shape).toEqual([2, 1, 2, 2]);
  expect(layer.bias?.grad).toBeAllclose([8, 8]);
});

test("names itself", () => {
  expect(String(new Conv2d(1, 8, 3, { padding: 1 }))).toBe("Conv2d 1 → 8, 3 × 3, padding 1");
  expect(String(new Conv2d(1, 8, 3, { stride: 2, bias: false }))).toBe(
    "Conv2d 1 → 8, 3 × 3, stride 2, no bias",
  );
});
