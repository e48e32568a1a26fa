import "../helpers/allclose.js";
import { expect, test } from "vitest";
import {
  constant,
  glorot,
  glorotUniform,
  he,
  heUniform,
  type Initializer,
  lecun,
  lecunUniform,
  normal,
  uniform,
  zeros,
} from "../../src/nn/initializers.js";
import { RandomState } from "../../src/random/random-state.js";

/** The weights of two layers drawn one after the other, as the exercises do. */
function twoLayers(init: Initializer, sizes: readonly [number, number, number], seed: number): unknown[] {
  const rng = new RandomState(seed);
  return [
    init(sizes[1], sizes[0], rng, "float64").toArray(),
    init(sizes[2], sizes[1], rng, "float64").toArray(),
  ];
}

test("He's weights from seed 3 are the exercise's, digit for digit", () => {
  expect(twoLayers(he, [2, 4, 1], 3)).toEqual([
    [
      [1.7886284734303186, 0.43650985051198943],
      [0.09649746807200862, -1.8634927033644908],
      [-0.27738820251439905, -0.35475897926898675],
      [-0.08274148148245977, -0.6270006768238473],
    ],
    [[-0.030984124422056857, -0.33744410537169206, -0.9290426766647434, 0.6255224840406426]],
  ]);
});

test("normal numbers times 10 from seed 3 are the exercise's", () => {
  expect(twoLayers(normal(10), [3, 2, 1], 3)).toEqual([
    [
      [17.886284734303185, 4.365098505119894, 0.9649746807200863],
      [-18.634927033644907, -2.7738820251439904, -3.5475897926898674],
    ],
    [[-0.8274148148245977, -6.270006768238473]],
  ]);
});

test("zeros are zeros", () => {
  expect(zeros(2, 3, new RandomState(1), "float64").toArray()).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

test("constant(c) is c everywhere", () => {
  expect(constant(0.5)(1, 2, new RandomState(1), "float32").toArray()).toEqual([[0.5, 0.5]]);
});

// The numbers are NumPy's RandomState(3).rand(2, 3), spread from −1 to 1.
test.each([
  ["uniform(0.5)", uniform(0.5), 0.5],
  ["heUniform", heUniform, Math.sqrt(6 / 3)],
  ["lecunUniform", lecunUniform, Math.sqrt(3 / 3)],
  ["glorotUniform", glorotUniform, Math.sqrt(6 / 5)],
] as const)("%s spreads NumPy's draws over its limits", (_name, init, limit) => {
  expect(init(2, 3, new RandomState(3), "float64").div(limit)).toBeAllclose([
    [0.10159580514915101, 0.41629564523620965, -0.41819052217411135],
    [0.02165521039532603, 0.7858939086953094, 0.7925861778668761],
  ]);
});

test.each([
  ["lecunUniform", lecunUniform, Math.sqrt(1 / 300)],
  ["heUniform", heUniform, Math.sqrt(2 / 300)],
  ["glorotUniform", glorotUniform, Math.sqrt(2 / 500)],
  ["lecun", lecun, Math.sqrt(1 / 300)],
  ["he", he, Math.sqrt(2 / 300)],
  ["glorot", glorot, Math.sqrt(2 / 500)],
] as const)("%s has the standard deviation of its formula", (_name, init, deviation) => {
  const weights = init(200, 300, new RandomState(1), "float64");
  expect(Math.sqrt(weights.variance().item()) / deviation).toBeCloseTo(1, 2);
});
