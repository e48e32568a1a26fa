import "../../helpers/allclose.js";
import { expect, test } from "vitest";
import { checkGrads } from "../../../src/autograd/gradcheck.js";
import { Linear } from "../../../src/nn/layers/linear.js";
import { RandomState } from "../../../src/random/random-state.js";
import { randn, zeros } from "../../../src/tensor/create.js";
import { ShapeError } from "../../../src/tensor/errors.js";

const x = randn([5, 3], new RandomState(1));

test("is x · Wᵀ + b", () => {
  const layer = new Linear(3, 2);
  layer.bias?.storage.set([10, 20]);
  expect(layer.forward(x)).toBeAllclose(x.matmul(layer.weight.T).add(layer.bias!));
});

test("without a bias is x · Wᵀ, and has one parameter", () => {
  const layer = new Linear(3, 2, { bias: false });
  expect(layer.forward(x)).toBeAllclose(x.matmul(layer.weight.T));
  expect(layer.parameters().map(({ name }) => name)).toEqual(["weight"]);
  expect(String(layer)).toBe("Linear 3 → 2, no bias");
});

test("without a bias has the differences' derivatives", () => {
  const layer = new Linear(3, 2, { bias: false });
  checkGrads(
    (x, weight) => {
      Object.assign(layer, { weight });
      return layer.forward(x);
    },
    x,
    layer.weight,
    { order: 2, name: "Linear" },
  );
});

test.each([{}, { bias: false }])("says what it takes, %o", (options) => {
  const layer = new Linear(784, 512, options);
  expect(() => layer.forward(zeros([64, 700]))).toThrow(ShapeError);
  expect(() => layer.forward(zeros([64, 700]))).toThrow(
    "Linear: (64, 700) inputs and (512, 784) weights do not fit\n  help: the inputs are one sample in each row, (m, 784)",
  );
  expect(() => layer.forward(zeros([4, 1, 28, 28]))).toThrow(/help: put a Flatten before it/);
});
