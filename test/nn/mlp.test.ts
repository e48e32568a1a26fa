import { expect, test } from "vitest";
import { lecun } from "../../src/nn/initializers.js";
import { Tanh } from "../../src/nn/layers/activations.js";
import { BatchNorm } from "../../src/nn/layers/batch-norm.js";
import { Dropout } from "../../src/nn/layers/dropout.js";
import { mlp } from "../../src/nn/mlp.js";
import { RandomState } from "../../src/random/random-state.js";
import { randn } from "../../src/tensor/create.js";

const x = randn([5, 2], new RandomState(1));

test("has a linear layer per size, with an activation between", () => {
  expect(String(mlp([2, 20, 3, 1]))).toBe("Linear 2 → 20\nReLU\nLinear 20 → 3\nReLU\nLinear 3 → 1");
});

test("draws its weights layer by layer from one seed, and begins with biases of 0", () => {
  const parameters = mlp([2, 20, 3, 1], { seed: 3, init: lecun }).parameters();
  const rng = new RandomState(3);
  expect(parameters[0].value.at(0, 0)).toBe(rng.randn() * Math.sqrt(1 / 2));
  for (let i = 1; i < 40; i++) rng.randn();
  expect(parameters[2].value.at(0, 0)).toBe(rng.randn() * Math.sqrt(1 / 20));
  expect(parameters[1].value.abs().sum().item()).toBe(0);
});

test("names its parameters by their place and tells weights from biases", () => {
  const named = mlp([2, 3, 1]).parameters();
  expect(named.map((p) => `${p.name} ${p.kind}`)).toEqual([
    "0.weight weight",
    "0.bias bias",
    "2.weight weight",
    "2.bias bias",
  ]);
});

test("takes another activation", () => {
  expect(String(mlp([2, 3, 1], { activation: () => new Tanh() }))).toContain("Tanh");
});

test("puts dropout after each hidden layer, with one rate or one for each", () => {
  const layers = mlp([2, 20, 3, 1], { dropout: { keep: [0.5, 0.9] } }).layers;
  const rates = layers.filter((layer) => layer instanceof Dropout).map((layer) => layer.keep);
  expect(rates).toEqual([0.5, 0.9]);
});

test("draws both layers' masks from one generator in turn, as the exercise does", () => {
  const model = mlp([2, 20, 3, 1], { dropout: { keep: 0.86, seed: 1 } });
  model.forward(x);
  const [first, second] = model.layers.filter((layer) => layer instanceof Dropout);
  const rng = new RandomState(1);
  for (let i = 0; i < 20 * 5; i++) rng.rand();
  expect(first.lastMask?.shape).toEqual([5, 20]);
  expect(second.lastMask?.at(0, 0)).toBe(rng.rand() < 0.86 ? 1 / 0.86 : 0);
});

test("switches its dropout off in use", () => {
  const model = mlp([2, 20, 3, 1], { dropout: { keep: 0.5 } }).eval();
  expect(model.forward(x).toArray()).toEqual(model.forward(x).toArray());
});

test("normalizes z between a linear layer without bias and its activation, not at the output", () => {
  const model = mlp([2, 20, 3, 1], { batchNorm: { momentum: 0.5 }, dropout: { keep: 0.9 } });
  expect(String(model).split("\n")).toEqual([
    "Linear 2 → 20, no bias",
    "BatchNorm 20",
    "ReLU",
    "Dropout keep 0.9",
    "Linear 20 → 3, no bias",
    "BatchNorm 3",
    "ReLU",
    "Dropout keep 0.9",
    "Linear 3 → 1",
  ]);
  const [, norm] = model.layers;
  expect(norm instanceof BatchNorm && norm.momentum).toBe(0.5);
});

test("draws the same weights with and without batch normalization", () => {
  const weights = (batchNorm: boolean): unknown[] =>
    mlp([2, 5, 3, 1], { seed: 3, batchNorm })
      .parameters()
      .filter(({ kind }) => kind === "weight")
      .map(({ value }) => value.toArray());
  expect(weights(true)).toEqual(weights(false));
});

test("says what sizes are when they are none", () => {
  expect(() => mlp([2])).toThrow(
    /mlp: \[2\] are no layer sizes\n {2}help: for example mlp\(\[2, 20, 3, 1\]\)/,
  );
  expect(() => mlp([2, 0, 1])).toThrow(/no layer sizes/);
});

test("says how many rates it needs", () => {
  expect(() => mlp([2, 20, 3, 1], { dropout: { keep: [0.5] } })).toThrow(
    /1 dropout rates for 2 hidden layers/,
  );
});
