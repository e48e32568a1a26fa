import { describe, expect, test } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { lecun } from "../../src/nn/initializers.js";
import { mlp } from "../../src/nn/mlp.js";
import { sgd } from "../../src/optim/sgd.js";
import { RandomState } from "../../src/random/random-state.js";
import { randn, tensor } from "../../src/tensor/create.js";
import { DivergenceError } from "../../src/training/divergence.js";
import { accuracy, countCorrect, predict, predictProbability } from "../../src/training/evaluate.js";
import { fit } from "../../src/training/fit.js";

const x = randn([40, 2], new RandomState(1));
const sum = x.sum(1, true);
const data = new Dataset("train", x, sum.greater(0));
const model = () => mlp([2, 5, 1], { seed: 2, init: lecun });
const quiet = { progress: false, optimizer: sgd({ learningRate: 0.5 }) };

/** The same training written out in loops over plain arrays, to compare with. */
function trainByHand(epochs: number): number[] {
  const [W1, b1, W2, b2] = model()
    .parameters()
    .map((p) => Array.from(p.value.data));
  const costs: number[] = [];
  for (let t = 0; t < epochs; t++) {
    const [dW1, db1, dW2, db2] = [W1, b1, W2, b2].map((w) => w.map(() => 0));
    let J = 0;
    for (let i = 0; i < 40; i++) {
      const input = [x.at(i, 0), x.at(i, 1)];
      const a = b1.map((b, u) => Math.max(0, W1[2 * u] * input[0] + W1[2 * u + 1] * input[1] + b));
      const z = a.reduce((total, value, u) => total + W2[u] * value, b2[0]);
      const y = data.y.at(i, 0);
      const p = 1 / (1 + Math.exp(-z));
      J -= (y * Math.log(p) + (1 - y) * Math.log(1 - p)) / 40;
      const dz = (p - y) / 40;
      db2[0] += dz;
      for (let u = 0; u < 5; u++) {
        dW2[u] += dz * a[u];
        if (a[u] <= 0) continue;
        db1[u] += dz * W2[u];
        for (let k = 0; k < 2; k++) dW1[2 * u + k] += dz * W2[u] * input[k];
      }
    }
    costs.push(J);
    const pairs = [[W1, dW1], [b1, db1], [W2, dW2], [b2, db2]]; // biome-ignore format: one line
    for (const [w, dw] of pairs) for (let i = 0; i < w.length; i++) w[i] -= 0.5 * dw[i];
  }
  return costs;
}

test("takes the same steps as the formulas written out in loops", () => {
  const { history } = fit(model(), data, { ...quiet, epochs: 50 });
  const byHand = trainByHand(50);
  expect(history.step).toEqual(byHand.map((_, t) => t));
  byHand.forEach((cost, t) => {
    expect(history.cost[t]).toBeCloseTo(cost, 12);
  });
});

test("gives the same numbers on every run", () => {
  const run = () => fit(model(), data, { ...quiet, epochs: 20 }).history.cost;
  expect(run()).toEqual(run());
});

test("adds the L2 and L1 penalties to the cost", () => {
  const first = (options: { l2?: number; l1?: number }) =>
    fit(model(), data, { ...quiet, ...options, epochs: 1 }).history.cost[0];
  const weights = model()
    .parameters()
    .filter((p) => p.kind === "weight");
  const total = (f: (w: number) => number) =>
    weights.reduce((s, p) => s + Array.from(p.value.data).reduce((t, w) => t + f(w), 0), 0);
  expect(first({ l2: 0.7 }) - first({})).toBeCloseTo((0.7 / 80) * total((w) => w * w), 13);
  expect(first({ l1: 0.7 }) - first({})).toBeCloseTo((0.7 / 80) * total(Math.abs), 13);
});

test("looks at the dev set in passing without training on it", () => {
  const dev = new Dataset("dev", x.mul(0.5), data.y);
  const without = fit(model(), data, { ...quiet, epochs: 30 }).history;
  const { history } = fit(model(), data, { ...quiet, epochs: 30, dev, devEvery: 10 });
  expect(history.devStep).toEqual([0, 10, 20]);
  expect(history.cost).toEqual(without.cost);
  expect(history.bestStep).toBe(history.devStep[history.devCost.indexOf(Math.min(...history.devCost))]);
});

test("leaves the model ready for use", () => {
  const run = fit(mlp([2, 5, 1], { dropout: { keep: 0.5 } }), data, { ...quiet, epochs: 3 });
  expect(run.model.isTraining).toBe(false);
});

describe("evaluation", () => {
  const run = fit(model(), data, { ...quiet, epochs: 500 });

  test("probabilities lie in [0, 1] and a class is 1 above a half", () => {
    const probabilities = predictProbability(run.model, x).data;
    const classes = predict(run.model, x).data;
    expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...probabilities)).toBeLessThanOrEqual(1);
    expect(Array.from(classes)).toEqual(Array.from(probabilities, (p) => (p > 0.5 ? 1 : 0)));
  });

  test("accuracy is the share of samples that are right", () => {
    const classes = predict(run.model, x).data;
    const right = classes.filter((c: number, i: number) => c === data.y.data[i]).length;
    expect(countCorrect(run.model, data)).toBe(right);
    expect(accuracy(run.model, data)).toBe(right / 40);
    expect(right).toBeGreaterThan(36);
  });
});

test("stops where the cost is no number, says why, and keeps the history", () => {
  const broken = new Dataset("train", x.mul(1e200), data.y);
  const train = (): unknown =>
    fit(model(), broken, { ...quiet, optimizer: sgd({ learningRate: 1e200 }), epochs: 10 });
  expect(train).toThrow(DivergenceError);
  expect(train).toThrow(/likely causes: the learning rate is too large[\s\S]*help: try a learning rate of/);
  try {
    train();
  } catch (error) {
    expect((error as DivergenceError).history.cost.length).toBeGreaterThan(0);
  }
});

test("refuses a number of epochs that is none", () => {
  expect(() => fit(model(), data, { epochs: 0 })).toThrow(/fit: 0 epochs/);
});

test("a data set needs a label for each sample", () => {
  expect(() => new Dataset("train", x, tensor([[1], [0]]))).toThrow(
    /Dataset "train": samples \(40, 2\) and labels \(2, 1\) do not fit/,
  );
});
