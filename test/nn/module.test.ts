import { describe, expect, test } from "vitest";
import { beginStep, endStep } from "../../src/backend/memory.js";
import { BatchNorm } from "../../src/nn/layers/batch-norm.js";
import { Dropout } from "../../src/nn/layers/dropout.js";
import { Linear } from "../../src/nn/layers/linear.js";
import { mlp } from "../../src/nn/mlp.js";
import { Sequential } from "../../src/nn/sequential.js";
import { RandomState } from "../../src/random/random-state.js";
import { ones, randn, tensor } from "../../src/tensor/create.js";
import { ShapeError, ValueError } from "../../src/tensor/errors.js";

const x = randn([6, 2], new RandomState(1));

describe("state", () => {
  test("has every parameter and buffer by its name", () => {
    const model = new Sequential(new Linear(2, 3, { bias: false }), new BatchNorm(3), new Linear(3, 1));
    expect(Object.keys(model.state())).toEqual([
      "0.weight",
      "1.gamma",
      "1.beta",
      "2.weight",
      "2.bias",
      "1.mean",
      "1.variance",
      "1.steps",
    ]);
  });

  test("is a copy: training on does not change it", () => {
    const model = mlp([2, 3, 1]);
    const state = model.state();
    const before = state["0.weight"].toArray();
    model.parameters()[0].value.storage.fill(9);
    expect(state["0.weight"].toArray()).toEqual(before);
    expect(state["0.weight"].requiresGrad).toBe(false);
  });

  test("outlasts the training step in which it was taken", () => {
    const model = mlp([2, 3, 1], { seed: 1 });
    beginStep();
    const state = model.state();
    endStep();
    beginStep();
    model.forward(x);
    endStep();
    expect(state["0.weight"].toArray()).toEqual(model.parameters()[0].value.toArray());
  });
});

describe("load", () => {
  test("gives a model the numbers of another", () => {
    const [from, to] = [1, 2].map((seed) => mlp([2, 3, 1], { seed, batchNorm: true }));
    from.forward(x);
    to.load(from.state());
    expect(to.eval().forward(x).toArray()).toEqual(from.eval().forward(x).toArray());
  });

  test("keeps the tensors, which an optimizer holds", () => {
    const model = mlp([2, 3, 1], { seed: 1 });
    const held = model.parameters()[0].value;
    model.load(mlp([2, 3, 1], { seed: 2 }).state());
    expect(model.parameters()[0].value).toBe(held);
  });

  test("names what is missing and what is one too many", () => {
    const { "0.bias": _, ...rest } = mlp([2, 1]).state();
    expect(() => mlp([2, 1]).load({ ...rest, "0.gamma": ones([1]) })).toThrow(ValueError);
    expect(() => mlp([2, 1]).load({ ...rest, "0.gamma": ones([1]) })).toThrow(
      "load: the state is of another model: it lacks 0.bias; the model has no 0.gamma\n  help: ",
    );
  });

  test("names a tensor of another shape, and then changes nothing", () => {
    const model = mlp([2, 1], { seed: 1 });
    const before = model.state();
    const state = { "0.weight": ones([1, 2]), "0.bias": tensor([1, 2]) };
    expect(() => model.load(state)).toThrow(ShapeError);
    expect(() => model.load(state)).toThrow("load: 0.bias is (2) in the state and (1) in the model");
    expect(model.state()).toEqual(before);
  });
});

test("a generator that several layers share is one", () => {
  const rng = new RandomState(1);
  const model = new Sequential(new Dropout(0.5, { rng }), new Dropout(0.5, { rng }), new Dropout(0.5));
  expect(model.generators()).toHaveLength(2);
  expect(model.generators()[0]).toBe(rng);
});

describe("remember", () => {
  test("puts generators, masks and averages back", () => {
    const model = mlp([2, 5, 1], { batchNorm: true, dropout: { keep: 0.5 } });
    model.forward(x);
    const mask = (): unknown => model.layers.find((layer) => layer instanceof Dropout)?.lastMask?.toArray();
    const [state, lastMask] = [model.state(), mask()];
    const putBack = model.remember();
    const first = model.forward(x).toArray();
    putBack();
    expect(model.state()).toEqual(state);
    expect(mask()).toEqual(lastMask);
    expect(model.forward(x).toArray()).toEqual(first);
  });

  test("a fixed mask is drawn after it as if nobody had looked", () => {
    const make = (): Dropout => new Dropout(0.5, { fixedMask: true, rng: new RandomState(1) });
    const [watched, left] = [make(), make()];
    const putBack = watched.remember();
    watched.forward(x);
    putBack();
    const others = ones([3, 4]);
    expect(watched.forward(others).toArray()).toEqual(left.forward(others).toArray());
  });
});

test("train() and eval() reach every layer", () => {
  const model = new Sequential(new Sequential(new Dropout(0.5)), new BatchNorm(2));
  const modes = (): boolean[] =>
    [model, ...model.children(), ...model.children()[0].children()].map((m) => m.isTraining);
  expect(model.eval() && modes()).toEqual([false, false, false, false]);
  expect(model.train() && modes()).toEqual([true, true, true, true]);
});
