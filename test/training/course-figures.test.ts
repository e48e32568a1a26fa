import { describe, expect, test } from "vitest";
import { datasets } from "../../src/data/datasets.js";
import { he, type Initializer, normal, zeros } from "../../src/nn/initializers.js";
import { mlp } from "../../src/nn/mlp.js";
import { adam } from "../../src/optim/adam.js";
import { momentum } from "../../src/optim/momentum.js";
import type { OptimizerRule } from "../../src/optim/optimizer.js";
import { sgd } from "../../src/optim/sgd.js";
import { accuracy } from "../../src/training/evaluate.js";
import { fit } from "../../src/training/fit.js";

/*
 * The figures that the course's exercises print, from their settings and seeds. What stands here are the printed
 * numbers, not ours.
 */

describe("initialization on circles: 2-10-5-1, 15,000 steps on all 300 samples at rate 0.01", () => {
  const train = datasets.circles({ size: 300, noise: 0.05, seed: 1 });
  const unseen = datasets.circles({ size: 100, noise: 0.05, seed: 2 });
  const run = (init: Initializer) =>
    fit(mlp([2, 10, 5, 1], { seed: 3, init }), train, {
      ...{ optimizer: sgd({ learningRate: 0.01 }), epochs: 15_000, progress: false },
    });
  const thousands = (costs: readonly number[]): number[] => costs.filter((_, step) => step % 1000 === 0);

  test("He: all fifteen printed costs to fourteen digits, 99.3 and 96 %", () => {
    const { model, history } = run(he);
    const printed = [
      0.8830537463419761, 0.6879825919728063, 0.6751286264523371, 0.6526117768893807, 0.6082958970572938,
      0.5304944491717495, 0.4138645817071794, 0.3117803464844441, 0.23696215330322562, 0.18597287209206836,
      0.1501555628037182, 0.12325079292273548, 0.09917746546525937, 0.0845705595402428, 0.07357895962677366,
    ];
    thousands(history.cost).forEach((cost, i) => {
      expect(cost).toBeCloseTo(printed[i], 12);
    });
    expect([accuracy(model, train), accuracy(model, unseen)]).toEqual([298 / 300, 0.96]);
  });

  test("zeros: ln 2 to thirteen digits at every step, and every second sample right", () => {
    const { model, history } = run(zeros);
    for (const cost of history.cost) expect(Math.abs(cost - Math.LN2)).toBeLessThan(1e-13);
    expect([accuracy(model, train), accuracy(model, unseen)]).toEqual([0.5, 0.5]);
  });

  test("random × 10: 83 and 86 %", () => {
    const { model } = run(normal(10));
    expect([accuracy(model, train), accuracy(model, unseen)]).toEqual([0.83, 0.86]);
  });
});

describe("optimizers on moons: 2-5-2-1, 10,000 epochs of mini-batches of 64", () => {
  const data = datasets.moons({ size: 300, noise: 0.2, seed: 3 });
  const cases: readonly [string, OptimizerRule, readonly number[], number][] = [
    [
      "gradient descent",
      sgd({ learningRate: 0.0007 }),
      [0.690736, 0.685273, 0.647072, 0.619525, 0.576584, 0.607243, 0.529403, 0.460768, 0.465586, 0.464518],
      239 / 300,
    ],
    [
      "momentum",
      momentum({ learningRate: 0.0007, beta: 0.9 }),
      [0.690741, 0.685341, 0.647145, 0.619594, 0.576665, 0.607324, 0.529476, 0.460936, 0.46578, 0.46474],
      239 / 300,
    ],
    [
      "Adam",
      adam({ learningRate: 0.0007 }),
      [0.690552, 0.185567, 0.150852, 0.074454, 0.125936, 0.104235, 0.100552, 0.031601, 0.111709, 0.197648],
      0.94,
    ],
  ];

  test.each(cases)(
    "%s: the printed costs of the last mini-batch, all six digits",
    (_, optimizer, printed, right) => {
      const { model, history } = fit(mlp([2, 5, 2, 1], { seed: 3, init: he }), data, {
        ...{ optimizer, epochs: 10_000, batchSize: 64, batchSeed: 11, progress: false },
      });
      const shown = printed.map((_, thousand) => history.cost[thousand * 5000 + 4].toFixed(6));
      expect(shown).toEqual(printed.map((cost) => cost.toFixed(6)));
      expect(accuracy(model, data)).toBe(right);
    },
  );
});
