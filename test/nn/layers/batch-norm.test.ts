import "../../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import { checkGrads } from "../../../src/autograd/gradcheck.js";
import { BatchNorm } from "../../../src/nn/layers/batch-norm.js";
import { Linear } from "../../../src/nn/layers/linear.js";
import { Sequential } from "../../../src/nn/sequential.js";
import { RandomState } from "../../../src/random/random-state.js";
import { ones, randn, tensor, zeros } from "../../../src/tensor/create.js";
import { DTypeError, ShapeError, ValueError } from "../../../src/tensor/errors.js";
import type { Tensor } from "../../../src/tensor/tensor.js";

const x = tensor([
  [1, 10, -1],
  [3, 30, 0.5],
  [2, 20, 4],
  [6, 0, -2],
]);
const x2 = tensor([
  [0, 1, 2],
  [2, 5, -4],
]);

/** A layer with γ = (1.5, 0.5, −2) and β = (0.1, −1, 3). */
function layer(momentum = 0.9): BatchNorm {
  const made = new BatchNorm(3, { momentum });
  made.gamma.storage.set([1.5, 0.5, -2]);
  made.beta.storage.set([0.1, -1, 3]);
  return made;
}

// The expected numbers of this file were worked out with NumPy, from the formulas.

describe("in training", () => {
  test("normalizes each column by the batch's own mean and variance, then scales and shifts", () => {
    expect(layer().forward(x)).toBeAllclose([
      [-1.50356516066881, -1.2236067888057076, 4.209228192802692],
      [0.1, -0.32917963358287716, 2.8900701642906643],
      [-0.7017825803344051, -0.7763932111942924, -0.18796523557073241],
      [2.5053477410032152, -1.6708203664171228, 5.088666878477376],
    ]);
  });

  test("shows the statistics of the last batch", () => {
    const norm = layer();
    expect(norm.lastBatch).toBeNull();
    norm.forward(x);
    expect(norm.lastBatch?.mean).toBeAllclose([3, 15, 0.375]);
    expect(norm.lastBatch?.variance).toBeAllclose([3.5, 125, 5.171875]);
  });

  test("has the differences' derivatives with respect to x, γ and β", () => {
    const norm = new BatchNorm(3);
    const z = randn([5, 3], new RandomState(4));
    const f = (z: Tensor, gamma: Tensor, beta: Tensor): Tensor => {
      Object.assign(norm, { gamma, beta });
      return norm.forward(z);
    };
    checkGrads(f, z, tensor([1.5, 0.5, -2]), tensor([0.1, -1, 3]), { order: 2, name: "BatchNorm" });
  });

  test("takes a bias before it away again", () => {
    const rng = (): RandomState => new RandomState(1);
    const [bare, biased] = [new Linear(3, 4, { rng: rng(), bias: false }), new Linear(3, 4, { rng: rng() })];
    biased.bias?.storage.set([5, -7, 100, 0.5]);
    const normed = (first: Linear): Tensor => new Sequential(first, new BatchNorm(4)).forward(x);
    expect(normed(biased)).toBeAllclose(normed(bare), { absolute: 1e-11 });
  });

  test("refuses a single row, which has no variance", () => {
    expect(() => layer().forward(ones([1, 3]))).toThrow(ValueError);
    expect(() => layer().forward(ones([1, 3]))).toThrow(
      /help: take a batch size that leaves no single sample/,
    );
  });
});

describe("in use", () => {
  test("takes the moving averages of all batches, corrected for their start at 0", () => {
    const norm = layer();
    norm.forward(x);
    norm.forward(x2);
    expect(norm.averages.mean).toBeAllclose([1.9473684210526319, 8.68421052631579, -0.34868421052631576]);
    expect(norm.averages.variance).toBeAllclose([2.18421052631579, 61.31578947368421, 7.186677631578949]);
    expect(norm.eval().forward(tensor([[1, 2, 3]]))).toBeAllclose([
      [-0.8615279681386794, -1.4268093518559681, 0.5017275100966074],
    ]);
  });

  test("the averages after one batch are that batch's statistics, whatever the momentum", () => {
    const norm = layer(0.999);
    norm.forward(x);
    expect(norm.averages.mean).toBeAllclose([3, 15, 0.375]);
    expect(norm.averages.variance).toBeAllclose([3.5, 125, 5.171875]);
  });

  test("before any training step, γ · x / √(1 + ε) + β", () => {
    const norm = layer().eval();
    const [[y]] = norm.forward(tensor([[2, 2, 2]])).toArray() as number[][];
    expect(y).toBeCloseTo((1.5 * 2) / Math.sqrt(1 + 1e-5) + 0.1, 14);
  });

  test("does not look at the batch: a row alone gives what it gives among others", () => {
    const norm = layer();
    norm.forward(x);
    norm.eval();
    expect(norm.forward(x.slice(1, 2))).toBeAllclose(norm.forward(x).slice(1, 2));
  });

  test("leaves the averages alone", () => {
    const norm = layer();
    norm.forward(x);
    const before = norm.averages.mean.toArray();
    norm.eval().forward(x2);
    expect(norm.averages.mean.toArray()).toEqual(before);
  });
});

describe("images", () => {
  const numbers = Float64Array.from({ length: 24 }, (_, i) => i ** 1.5);
  const images = tensor(numbers, { shape: [2, 3, 2, 2] });

  test("are normalized by channel, over samples and places", () => {
    const y = new BatchNorm(3).forward(images);
    expect(y.shape).toEqual([2, 3, 2, 2]);
    expect(y.select(0).select(1).flatten()).toBeAllclose([
      -1.1490659636231644, -1.045275564686351, -0.9305113629629499, -0.8057372831766499,
    ]);
    expect(y.select(1).select(2).flatten()).toBeAllclose([
      0.6936966697685029, 0.8834342515348637, 1.0777449168907622, 1.2765234671035761,
    ]);
  });

  test("have the differences' derivatives", () => {
    checkGrads((z) => new BatchNorm(3).forward(z), images.div(10), { name: "BatchNorm" });
  });

  test("in use give what their places give one by one", () => {
    const norm = new BatchNorm(3);
    norm.forward(images);
    norm.eval();
    const place = images.slice(1, 2).slice(0, 1, 2).slice(1, 2, 3).reshape(1, 3);
    expect(norm.forward(images).at(1, 2, 0, 1)).toBeCloseTo(norm.forward(place).at(0, 2), 12);
  });
});

test("γ is a scale and β a bias, so that no penalty shrinks them", () => {
  expect(new BatchNorm(2).parameters().map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    "gamma scale",
    "beta bias",
  ]);
});

test("its averages are buffers, of the model too", () => {
  const names = new Sequential(new Linear(2, 2), new BatchNorm(2)).buffers().map(({ name }) => name);
  expect(names).toEqual(["1.mean", "1.variance", "1.steps"]);
});

test("remember() puts the averages and the last batch back", () => {
  const norm = layer();
  norm.forward(x);
  const [before, batch] = [norm.averages.variance.toArray(), norm.lastBatch];
  const putBack = norm.remember();
  norm.forward(x2);
  expect(norm.averages.variance.toArray()).not.toEqual(before);
  putBack();
  expect(norm.averages.variance.toArray()).toEqual(before);
  expect(norm.lastBatch).toBe(batch);
});

test("says what it takes when the input has other columns", () => {
  const call = (): unknown => new BatchNorm(3).forward(zeros([4, 2]));
  expect(call).toThrow(ShapeError);
  expect(call).toThrow(
    "BatchNorm: (4, 2) does not have 3 columns\n  help: x is (m, 3), or images (m, 3, height, width)",
  );
});

test("does not mix precisions", () => {
  expect(() => new BatchNorm(3, { dtype: "float32" }).forward(x)).toThrow(DTypeError);
});

test.each([{ momentum: 1 }, { momentum: -0.1 }, { epsilon: 0 }, { epsilon: Number.NaN }])(
  "refuses %o",
  (options) => {
    expect(() => new BatchNorm(3, options)).toThrow(ValueError);
  },
);
