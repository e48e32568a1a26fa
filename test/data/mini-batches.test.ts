import { describe, expect, test } from "vitest";
import { MiniBatches } from "../../src/data/mini-batches.js";
import { moons } from "../../src/data/points/moons.js";
import { binaryCrossEntropy } from "../../src/nn/losses.js";
import { mlp } from "../../src/nn/mlp.js";
import { adam } from "../../src/optim/adam.js";
import { momentum } from "../../src/optim/momentum.js";
import { Optimizer, type OptimizerRule } from "../../src/optim/optimizer.js";
import { sgd } from "../../src/optim/sgd.js";
import { RandomState } from "../../src/random/random-state.js";

const data = moons();

test.each([false, true])(
  "an epoch is contiguous slices of RandomState(seed + epoch).permutation(m), reuse %s",
  (reuse) => {
    const batches = new MiniBatches(data, { size: 64, seed: 11, reuse });
    for (const epoch of [0, 7]) {
      const order = new RandomState(11 + epoch).permutation(300);
      const seen = batches.epoch(epoch);
      expect(seen.flatMap(({ x }) => x.toArray())).toEqual(data.select(order).x.toArray());
      expect(seen.flatMap(({ y }) => y.toArray())).toEqual(data.select(order).y.toArray());
    }
  },
);

test("the first epoch of the exercise begins with samples 174, 113 and 86", () => {
  // reference: RandomState(11).permutation(300) begins 174, 113, 86.
  const [first] = new MiniBatches(data, { size: 64, seed: 11 }).epoch(0);
  expect(first.x.slice(0, 3).toArray()).toEqual(data.select([174, 113, 86]).x.toArray());
});

test("the last mini-batch keeps what is left", () => {
  const batches = new MiniBatches(data, { size: 64 });
  expect(batches.epoch(0).map(({ size }) => size)).toEqual([64, 64, 64, 64, 44]);
  expect(batches.count).toBe(5);
});

test("a mini-batch larger than the data set is the whole of it", () => {
  expect(new MiniBatches(data, { size: 1000 }).epoch(3).map(({ size }) => size)).toEqual([300]);
});

test("an epoch's mini-batches outlive the next epoch, unless they are reused", () => {
  const [kept] = new MiniBatches(data).epoch(0);
  const before = kept.x.toArray();
  new MiniBatches(data).epoch(1);
  expect(kept.x.toArray()).toEqual(before);
  const batches = new MiniBatches(data, { reuse: true });
  expect(batches.epoch(0)).toBe(batches.epoch(1));
});

test("a mini-batch of no samples is refused", () => {
  expect(() => new MiniBatches(data, { size: 0 })).toThrow(/MiniBatches: 0 samples in a mini-batch/);
});

/** The cost of the last mini-batch of the epochs asked for, trained as the optimization exercise does. */
function costs(rule: OptimizerRule, epochs: readonly number[]): number[] {
  const batches = new MiniBatches(data, { size: 64, seed: 11, reuse: true });
  const model = mlp([2, 5, 2, 1], { seed: 3 });
  const optimizer = new Optimizer(
    rule,
    model.parameters().map((p) => p.value),
  );
  const seen: number[] = [];
  for (let epoch = 0; epoch <= Math.max(...epochs); epoch++) {
    let cost = Number.NaN;
    for (const { x, y } of batches.epoch(epoch)) {
      cost = optimizer.step(() => binaryCrossEntropy(model.forward(x), y));
    }
    if (epochs.includes(epoch)) seen.push(cost);
  }
  return seen;
}

describe("trained on these mini-batches, the exercise's net has its printed costs at epochs 0, 1000 and 2000", () => {
  test.each([
    ["gradient descent", sgd({ learningRate: 0.0007 }), [0.690736, 0.685273, 0.647072]],
    [
      "momentum",
      momentum({ learningRate: 0.0007, beta: 0.9, convention: "average" }),
      [0.690741, 0.685341, 0.647145],
    ],
    ["Adam", adam({ learningRate: 0.0007 }), [0.690552, 0.185567, 0.150852]],
  ] as const)("%s", (_, rule, printed) => {
    costs(rule, [0, 1000, 2000]).forEach((cost, i) => {
      expect(cost).toBeCloseTo(printed[i], 6);
    });
  });
});
