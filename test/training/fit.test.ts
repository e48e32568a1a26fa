import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { MiniBatches } from "../../src/data/mini-batches.js";
import { lecun } from "../../src/nn/initializers.js";
import { binaryCrossEntropy } from "../../src/nn/losses.js";
import { mlp } from "../../src/nn/mlp.js";
import type { Module } from "../../src/nn/module.js";
import { l2Penalty } from "../../src/nn/penalties.js";
import { adam } from "../../src/optim/adam.js";
import { Optimizer, type OptimizerRule } from "../../src/optim/optimizer.js";
import { inverseTimeDecay } from "../../src/optim/schedules.js";
import { sgd } from "../../src/optim/sgd.js";
import { RandomState } from "../../src/random/random-state.js";
import { oneHot, randn, tensor } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { Checkpoint } from "../../src/training/checkpoint.js";
import { DivergenceError } from "../../src/training/divergence.js";
import type { EarlyStoppingOptions } from "../../src/training/early-stopping.js";
import {
  accuracy,
  confusion,
  countCorrect,
  evaluate,
  predict,
  predictProbability,
} from "../../src/training/evaluate.js";
import { fit, lastRun } from "../../src/training/fit.js";
import type { FitOptions, Run } from "../../src/training/fit-options.js";
import { History } from "../../src/training/history.js";

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
  expect(history.devStep).toEqual([0, 10, 20, 30]);
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

test("with mini-batches, steps on each of them in the epoch's order, penalties by the mini-batch's size", () => {
  const { history } = fit(model(), data, { ...quiet, epochs: 3, batchSize: 16, batchSeed: 5, l2: 0.7 });
  const again = model();
  const optimizer = new Optimizer(
    quiet.optimizer,
    again.parameters().map((p) => p.value),
  );
  const costs: number[] = [];
  for (let epoch = 0; epoch < 3; epoch++) {
    for (const batch of new MiniBatches(data, { size: 16, seed: 5 }).epoch(epoch)) {
      const loss = () => binaryCrossEntropy(again.forward(batch.x), batch.y);
      costs.push(optimizer.step(() => loss().add(l2Penalty(again, 0.7, batch.size))));
    }
  }
  expect(history.cost).toEqual(costs);
  expect(history.stepsPerEpoch).toBe(3);
  expect(history.epochCost[1]).toBeCloseTo((costs[3] + costs[4] + costs[5]) / 3, 14);
});

test("takes a number of steps that ends within an epoch", () => {
  expect(fit(model(), data, { ...quiet, steps: 7, batchSize: 16 }).history.step).toEqual([
    0, 1, 2, 3, 4, 5, 6,
  ]);
});

test("a schedule sets the rate of each epoch, or of each step", () => {
  const rates = (options: Partial<FitOptions>): number[] => {
    const seen: number[] = [];
    const watched: OptimizerRule = {
      ...{ name: "watched", learningRate: 0.2 },
      begin: () => (_w, _dw, rate, t) => {
        if (seen.length < t) seen.push(rate);
      },
    };
    fit(model(), data, { ...quiet, ...options, optimizer: watched, epochs: 2, batchSize: 20 });
    return seen;
  };
  expect(rates({ schedule: inverseTimeDecay(1) })).toEqual([0.2, 0.2, 0.1, 0.1]);
  const bySteps = rates({ schedule: inverseTimeDecay(1), scheduleBy: "step" });
  expect(bySteps).toEqual([0.2, 0.1, 0.2 / 3, 0.05]);
});

test("records metrics of both sets at each look", () => {
  const dev = new Dataset("dev", x.mul(-1), data.y);
  const { history } = fit(model(), data, { ...quiet, epochs: 20, dev, devEvery: 10, metrics: { accuracy } });
  const { step, train, dev: ofDev } = history.metrics.accuracy;
  expect(step).toEqual([0, 10, 20]);
  const run = fit(model(), data, { ...quiet, epochs: 10 });
  expect([train[1], ofDev[1]]).toEqual([accuracy(run.model, data), accuracy(run.model, dev)]);
});

describe("early stopping", () => {
  const dev = new Dataset("dev", randn([30, 2], new RandomState(9)), x.slice(0, 30).sum(1, true).greater(0));
  const options = { ...quiet, epochs: 400, dev, devEvery: 1, earlyStopping: { patience: 20 } };

  test("ends the training, says why, and gives the model its best weights back", () => {
    const run = fit(model(), data, options);
    const best = run.history.bestStep as number;
    expect(run.stopped).toBe(`nothing better since epoch ${best}, whose weights the model has`);
    expect(run.history.cost).toHaveLength(best + 20);
    const upToThere = fit(model(), data, { ...quiet, epochs: best });
    expect(run.model.state()).toEqual(upToThere.model.state());
  });

  test("watches a metric on request, of which more is better", () => {
    const watch = { patience: 20, monitor: "accuracy" };
    const run = fit(model(), data, { ...options, metrics: { accuracy }, earlyStopping: watch });
    const { dev: seen, step } = run.history.metrics.accuracy;
    const best = step[seen.indexOf(Math.max(...seen))];
    expect(run.history.cost).toHaveLength(best + 20);
    expect(accuracy(run.model, dev)).toBe(Math.max(...seen));
  });

  test("an improvement by less than minDelta is none", () => {
    const run = fit(model(), data, { ...options, earlyStopping: { patience: 20, minDelta: 10 } });
    expect(run.history.cost).toHaveLength(20);
  });

  test("needs a dev set, a patience, and something that is measured", () => {
    const stop = (earlyStopping: EarlyStoppingOptions, more: Partial<FitOptions> = {}) => {
      return () => fit(model(), data, { ...options, ...more, earlyStopping });
    };
    expect(stop({ patience: 5 }, { dev: undefined })).toThrow(
      /no dev set to watch[\s\S]*help: fit\(model, train/,
    );
    expect(stop({ patience: 0 })).toThrow(/a patience of 0 epochs/);
    expect(stop({ patience: 5, monitor: "luck" })).toThrow(/to watch "luck", which is not measured/);
  });
});

describe("a checkpoint", () => {
  const build = () => mlp([2, 5, 1], { seed: 2, dropout: { keep: 0.8 }, batchNorm: true });
  const dev = new Dataset("dev", x.mul(0.5), data.y);
  const options = {
    progress: false,
    optimizer: adam(),
    batchSize: 16,
    dev,
    devEvery: 2,
    metrics: { accuracy },
  };

  test.each([1, 7, 12])(
    "after %d steps lets training go on to the same digits, through a file too",
    (steps) => {
      const whole = fit(build(), data, { ...options, steps: 20 });
      const part = fit(build(), data, { ...options, steps });
      const path = join(mkdtempSync(join(tmpdir(), "checkpoint-")), "run.json");
      part.checkpoint.save(path);
      for (const resume of [part.checkpoint, Checkpoint.load(path)]) {
        const rest = fit(build(), data, { ...options, steps: 20, resume });
        expect(rest.history.cost).toEqual(whole.history.cost);
        expect(rest.model.state()).toEqual(whole.model.state());
      }
    },
  );

  test("holds the last weights where early stopping gave back the best ones, and the best ones too", () => {
    const stopping = { ...options, epochs: 30, devEvery: 1, earlyStopping: { patience: 3, minDelta: 0.05 } };
    const run = fit(build(), data, stopping);
    expect(run.stopped).toMatch(/nothing better since epoch/);
    const { resume, ...rest } = { ...stopping, resume: run.checkpoint };
    const more = fit(build(), data, { ...rest, resume, earlyStopping: { patience: 6, minDelta: 0.05 } });
    const once = fit(build(), data, { ...rest, earlyStopping: { patience: 6, minDelta: 0.05 } });
    expect(more.history.cost).toEqual(once.history.cost);
    expect(more.model.state()).toEqual(once.model.state());
  });

  test("of another model, rule or file is refused", () => {
    const { checkpoint } = fit(build(), data, { ...options, steps: 2 });
    const go = (other: Module, more: Partial<FitOptions> = {}) => {
      return () => fit(other, data, { ...options, ...more, steps: 4, resume: checkpoint });
    };
    expect(go(model())).toThrow(/other random layers/);
    expect(go(build(), { optimizer: sgd() })).toThrow(/the moments are not those of this rule/);
    expect(go(mlp([2, 5, 1], { dropout: { keep: 0.8 } }))).toThrow(/load: the state is of another model/);
    expect(() => Checkpoint.load("package.json")).toThrow(/package.json is no checkpoint/);
  });
});

test("onEpoch may change the rate, and end the training", () => {
  const rates: number[] = [];
  const run = fit(model(), data, {
    ...quiet,
    epochs: 10,
    onEpoch: (epoch, { optimizer }) => {
      rates.push(optimizer.learningRate);
      optimizer.learningRate /= 2;
      return epoch === 2 ? "stop" : undefined;
    },
  });
  expect(rates).toEqual([0.5, 0.25, 0.125]);
  expect(run.history.cost).toHaveLength(3);
  expect(run.stopped).toBe("onEpoch said so after epoch 2");
});

test("a run that was broken off can be had, and goes on to the same digits", () => {
  const options = { ...quiet, epochs: 20 };
  const onStep = (step: number): void => {
    if (step === 8) throw new Error("enough");
  };
  expect(() => fit(model(), data, { ...options, onStep })).toThrow("enough");
  const broken = lastRun() as Run;
  expect(broken.history.cost).toHaveLength(9);
  expect(broken.model.isTraining).toBe(false);
  const resumed = fit(model(), data, { ...options, resume: broken.checkpoint });
  expect(resumed.history.cost).toEqual(fit(model(), data, options).history.cost);
});

test("the kernel may end it between two steps", () => {
  const key = Symbol.for("Jupyter.checkInterrupt");
  let calls = 0;
  Reflect.set(globalThis, key, () => {
    calls += 1;
    if (calls === 4) throw new Error("interrupted");
  });
  try {
    expect(() => fit(model(), data, { ...quiet, epochs: 20 })).toThrow("interrupted");
  } finally {
    Reflect.deleteProperty(globalThis, key);
  }
  expect(lastRun()?.history.cost).toHaveLength(4);
});

test("parameter groups have rules of their own, and gradients are clipped", () => {
  const grouped = model();
  const first = grouped.parameters()[0].value;
  const groups = [{ parameters: [first], rule: sgd({ learningRate: 1e-9 }) }];
  const before = Array.from(first.data);
  fit(grouped, data, { ...quiet, epochs: 1, groups });
  const moved = Array.from(first.data, (w: number, i: number) => Math.abs(w - before[i]));
  expect(Math.max(...moved)).toBeLessThan(1e-8);
  const clipped = fit(model(), data, { ...quiet, epochs: 1, clip: { norm: 1e-6 } });
  const distance = clipped.model.parameters().reduce((sum, { name, value }) => {
    return sum + value.sub(model().state()[name]).square().sum().item();
  }, 0);
  expect(Math.sqrt(distance)).toBeCloseTo(0.5e-6, 12);
});

describe("where the cost is no number", () => {
  const train = (samples: Tensor, learningRate: number, epochs = 400): unknown => {
    const broken = new Dataset("train", samples, data.y);
    return fit(model(), broken, { ...quiet, optimizer: sgd({ learningRate }), epochs });
  };

  test("training stops, says why, and keeps the history", () => {
    expect(() => train(x.mul(1e200), 1e200)).toThrow(DivergenceError);
    expect(() => train(x, 1e300)).toThrow(
      /likely causes: the learning rate 1e\+300 is too large\n {2}help: try a learning rate of/,
    );
    try {
      train(x, 1e300);
    } catch (error) {
      expect((error as DivergenceError).history.cost.length).toBeGreaterThan(0);
    }
  });

  test("the causes that show in the data are named first", () => {
    expect(() => train(x.mul(1e200), 1e200)).toThrow(
      /causes: the inputs are not normalized: column 0 has mean/,
    );
    const withNaN = x.clone();
    withNaN.data[7] = Number.NaN;
    expect(() => train(withNaN, 0.1)).toThrow(/causes: an input of sample 3 is NaN or infinite/);
  });
});

test("refuses a length that is none", () => {
  expect(() => fit(model(), data, { epochs: 0 })).toThrow(/fit: 0 epochs/);
  expect(() => fit(model(), data, { steps: 1.5 })).toThrow(/fit: 1.5 steps/);
  expect(() => fit(model(), data, {})).toThrow(/fit: neither epochs nor steps/);
  expect(() => fit(model(), data, { epochs: 1, steps: 1 })).toThrow(/fit: both epochs and steps/);
});

describe("several classes", () => {
  const labels = x.slice(0, 40).sum(1, true).greater(0).add(x.slice(0, 40).sum(1, true).greater(1));
  const three = new Dataset("train", x, labels);
  const run = fit(mlp([2, 8, 3], { seed: 1 }), three, { ...quiet, epochs: 800 });

  test("are learnt by the softmax cross-entropy, and evaluated", () => {
    const { cost, accuracy: share } = evaluate(run.model, three);
    expect(share).toBe(accuracy(run.model, three));
    expect(share).toBeGreaterThan(0.9);
    expect(cost).toBeLessThan(run.history.cost[0]);
    const probabilities = predictProbability(run.model, x);
    expect(probabilities.shape).toEqual([40, 3]);
    for (const total of probabilities.sum(1).data) expect(total).toBeCloseTo(1, 12);
    expect(predict(run.model, x).data).toEqual(probabilities.argmax(1).data);
  });

  test("one-hot labels give the same training", () => {
    const oneHotLabels = new Dataset("train", x, oneHot(labels.reshape(-1), 3));
    const again = fit(mlp([2, 8, 3], { seed: 1 }), oneHotLabels, { ...quiet, epochs: 800 });
    expect(again.history.cost).toEqual(run.history.cost);
    expect(countCorrect(again.model, oneHotLabels)).toBe(countCorrect(run.model, three));
  });

  test("the confusion matrix counts each answer, true classes in rows", () => {
    const counts = confusion(run.model, three);
    const answers = predict(run.model, x).data;
    const naive = [0, 1, 2].map((k) =>
      [0, 1, 2].map(
        (answer) => answers.filter((a: number, i: number) => a === answer && labels.data[i] === k).length,
      ),
    );
    expect(counts).toEqual(naive);
  });
});

test("a history goes through JSON", () => {
  const dev = new Dataset("dev", x.mul(0.5), data.y);
  const { history } = fit(model(), data, { ...quiet, epochs: 12, dev, metrics: { accuracy } });
  const copy = History.from(JSON.parse(JSON.stringify(history)));
  expect(copy).toEqual(history);
  expect(copy.metrics).toEqual(history.metrics);
  expect(history.seconds).toHaveLength(12);
  expect([...history.seconds].sort((a, b) => a - b)).toEqual(history.seconds);
});

test("a data set needs a label for each sample", () => {
  expect(() => new Dataset("train", x, tensor([[1], [0]]))).toThrow(
    /Dataset "train": samples \(40, 2\) and labels \(2, 1\) do not fit/,
  );
});
