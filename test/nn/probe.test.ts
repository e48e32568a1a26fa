import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import { beginStep, endStep } from "../../src/backend/memory.js";
import { ReLU } from "../../src/nn/layers/activations.js";
import { BatchNorm } from "../../src/nn/layers/batch-norm.js";
import { Dropout } from "../../src/nn/layers/dropout.js";
import { Linear } from "../../src/nn/layers/linear.js";
import { binaryCrossEntropy } from "../../src/nn/losses.js";
import { mlp } from "../../src/nn/mlp.js";
import { layerGradients, layerOutputs } from "../../src/nn/probe.js";
import { Sequential } from "../../src/nn/sequential.js";
import { RandomState } from "../../src/random/random-state.js";
import { ones, randn, tensor } from "../../src/tensor/create.js";
import { GradientError } from "../../src/tensor/errors.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const x = randn([6, 2], new RandomState(1));
const y = tensor([[0], [1], [1], [0], [1], [0]]);

function model(): Sequential {
  return mlp([2, 5, 4, 1], { seed: 2, batchNorm: true, dropout: { keep: 0.7 } });
}

describe("layerOutputs", () => {
  test("are what each layer makes of the one before it", () => {
    const net = mlp([2, 3, 1], { seed: 1 });
    const [z, a, out] = layerOutputs(net, x);
    const [first, , second] = net.layers;
    expect(z).toBeAllclose(first.forward(x));
    expect(a).toBeAllclose(z.relu());
    expect(out).toBeAllclose(second.forward(a));
  });

  test("may be those of some classes only", () => {
    const shapes = layerOutputs(model(), x, [ReLU, BatchNorm]).map((output) => output.shape[1]);
    expect(shapes).toEqual([5, 5, 4, 4]);
  });

  test("belong to the mode that the model is in", () => {
    const net = new Sequential(new Dropout(0.5, { rng: new RandomState(1) }));
    expect(
      layerOutputs(net, ones([4, 50]))[0]
        .equal(0)
        .sum()
        .item(),
    ).toBeGreaterThan(50);
    expect(
      layerOutputs(net.eval(), ones([4, 50]))[0]
        .equal(0)
        .sum()
        .item(),
    ).toBe(0);
  });

  test("record nothing", () => {
    expect(layerOutputs(model(), x).every((output) => !output.requiresGrad)).toBe(true);
  });

  test("outlast the training step in which they were taken", () => {
    const net = model();
    beginStep();
    const [z] = layerOutputs(net, x);
    endStep();
    const before = z.toArray();
    beginStep();
    net.forward(x);
    endStep();
    expect(z.toArray()).toEqual(before);
  });
});

describe("layerGradients", () => {
  test("are backward()'s gradients of the weights, in the order of the layers", () => {
    const net = mlp([2, 3, 1], { seed: 1 });
    const cost = (): Tensor => binaryCrossEntropy(net.forward(x), y);
    const found = layerGradients(net, cost);
    cost().backward();
    const weights = net.parameters().filter(({ kind }) => kind === "weight");
    expect(found.map((g) => g.toArray())).toEqual(weights.map(({ value }) => value.grad?.toArray()));
  });

  test("leave the gradients that the parameters hold", () => {
    const net = mlp([2, 3, 1], { seed: 1 });
    const [{ value }] = net.parameters();
    const held = ones([3, 2]);
    value.grad = held;
    layerGradients(net, () => net.forward(x).sum());
    expect(value.grad).toBe(held);
    expect(held.toArray()).toEqual(ones([3, 2]).toArray());
  });

  test("are zeros for weights that the cost does not depend on", () => {
    const net = new Sequential(new Linear(2, 3), new Linear(3, 1));
    const [, second] = layerGradients(net, () => net.layers[0].forward(x).sum());
    expect(second).toBeAllclose([[0, 0, 0]]);
  });

  test("say so when the cost does not depend on the model", () => {
    expect(() => layerGradients(model(), () => x.sum())).toThrow(GradientError);
  });
});

test("a look in the middle of training changes no digit of what comes after", () => {
  const [watched, left] = [model(), model()];
  const train = (net: Sequential, look: () => void): unknown[] =>
    Array.from({ length: 3 }, () => {
      look();
      for (const { value } of net.parameters()) value.grad = null;
      const J = binaryCrossEntropy(net.forward(x), y);
      J.backward();
      for (const { value } of net.parameters()) {
        const g = value.grad!.data;
        for (let i = 0; i < g.length; i++) value.storage[i] -= 0.1 * g[i];
      }
      return J.item();
    });
  const costs = train(watched, () => {
    layerOutputs(watched, x);
    layerGradients(watched, () => binaryCrossEntropy(watched.forward(x), y));
  });
  expect(costs).toEqual(train(left, () => {}));
  expect(watched.eval().forward(x).toArray()).toEqual(left.eval().forward(x).toArray());
});
