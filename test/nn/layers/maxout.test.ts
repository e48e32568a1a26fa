import "../../helpers/allclose.js";
import { expect, test } from "vitest";
import { checkGrads } from "../../../src/autograd/gradcheck.js";
import { Linear } from "../../../src/nn/layers/linear.js";
import { Maxout } from "../../../src/nn/layers/maxout.js";
import { RandomState } from "../../../src/random/random-state.js";
import { randn, tensor } from "../../../src/tensor/create.js";
import { linear } from "../../../src/tensor/linear.js";

const x = randn([6, 2], new RandomState(1));

test("gives the largest of each unit's pieces", () => {
  const layer = new Maxout(2, 2, { pieces: 2 });
  layer.lines.weight.storage.set([1, 0, 0, 1, -1, 0, 2, 2]);
  layer.lines.bias?.storage.set([0, 1, 0, -3]);
  // Unit 0: max(x₁, x₂ + 1); unit 1: max(−x₁, 2x₁ + 2x₂ − 3).
  expect(layer.forward(tensor([[2, 3]]))).toBeAllclose([[4, 7]]);
  expect(layer.forward(tensor([[5, -1]]))).toBeAllclose([[5, 5]]);
});

test("with a second piece of zeros it is a ReLU layer", () => {
  const layer = new Maxout(2, 3);
  const first = new Linear(2, 3, { rng: new RandomState(4) });
  for (let unit = 0; unit < 3; unit++) {
    for (let i = 0; i < 2; i++) layer.lines.weight.storage[4 * unit + i] = first.weight.at(unit, i);
    layer.lines.weight.storage.fill(0, 4 * unit + 2, 4 * unit + 4);
  }
  expect(layer.forward(x)).toBeAllclose(first.forward(x).relu());
});

test("has the differences' derivatives", () => {
  const layer = new Maxout(2, 4, { pieces: 3 });
  const { weight, bias } = layer.lines;
  checkGrads((x, W, b) => linear(x, W, b).reshape(6, 4, 3).max(-1), x, weight, bias!, { name: "Maxout" });
  const leaf = x.clone();
  leaf.requiresGrad = true;
  layer.forward(leaf).sum().backward();
  expect(weight.grad?.shape).toEqual([12, 2]);
});

test("begins as its initializer says for each piece", () => {
  const { weight } = new Maxout(300, 100, { pieces: 2 }).lines;
  expect(Math.sqrt(weight.variance().item() / (2 / 300))).toBeCloseTo(1, 1);
});

test("names itself and its parameters", () => {
  const layer = new Maxout(2, 20, { pieces: 3 });
  expect(String(layer)).toBe("Maxout 2 → 20, 3 pieces");
  expect(layer.parameters().map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    "weight weight",
    "bias bias",
  ]);
});

test("needs two pieces", () => {
  expect(() => new Maxout(2, 3, { pieces: 1 })).toThrow(/help: 2 pieces can become a ReLU/);
});
