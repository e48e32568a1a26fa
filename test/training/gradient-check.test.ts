import { describe, expect, test } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { lecun } from "../../src/nn/initializers.js";
import { Tanh } from "../../src/nn/layers/activations.js";
import { Dropout } from "../../src/nn/layers/dropout.js";
import { Linear } from "../../src/nn/layers/linear.js";
import { mlp } from "../../src/nn/mlp.js";
import { Sequential } from "../../src/nn/sequential.js";
import { RandomState } from "../../src/random/random-state.js";
import { randn, tensor } from "../../src/tensor/create.js";
import { DTypeError, GradientError, ShapeError, ValueError } from "../../src/tensor/errors.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import "../helpers/allclose.js";
import { epsilonCurve, gradientCheck } from "../../src/training/gradient-check.js";

describe("the course's example in one dimension, J = θ · x", () => {
  test("gives its printed difference", () => {
    const x = tensor(2);
    const check = gradientCheck(
      ({ theta }) => theta.mul(x),
      { theta: tensor(4) },
      { gradients: { theta: x } },
    );
    expect(check.difference).toBeCloseTo(2.919335883291695e-10, 19);
    expect(check.verdict).toBe("great");
  });
});

/** The course's network 4-5-3-1 on three samples, drawn in the course's order, one sample a column. */
function course() {
  const rng = new RandomState(1);
  const draw = (...shape: number[]): Tensor => randn(shape, rng);
  const x = draw(4, 3).T;
  const [W1, b1, W2, b2, W3, b3] = [draw(5, 4), draw(5), draw(3, 5), draw(3), draw(1, 3), draw(1)];
  return { x, y: tensor([[1], [1], [0]]), parameters: { W1, b1, W2, b2, W3, b3 } };
}
const { x, y, parameters } = course();
type Parameters = typeof parameters;

function logits({ W1, b1, W2, b2, W3, b3 }: Parameters): Tensor {
  const a1 = x.matmul(W1.T).add(b1).relu();
  const a2 = a1.matmul(W2.T).add(b2).relu();
  return a2.matmul(W3.T).add(b3);
}

/** J as the course computes it: exact to few digits where a is close to 1. */
function naive(p: Parameters): Tensor {
  const a = logits(p).sigmoid();
  const ln = y.mul(a.log()).add(y.rsub(1).mul(a.rsub(1).log()));
  return ln.sum().div(-3);
}

/** J from logits, exact everywhere: ln(1 + e^z) − y z. */
const stable = (p: Parameters): Tensor => {
  const z = logits(p);
  return z.softplus().sub(y.mul(z)).mean();
};

/** The course's backward pass, with its two bugs on request. */
function backward({ W1, b1, W2, b2, W3, b3 }: Parameters, dW2Times = 1, db1Times = 1): Parameters {
  const z1 = x.matmul(W1.T).add(b1);
  const a1 = z1.relu();
  const z2 = a1.matmul(W2.T).add(b2);
  const a2 = z2.relu();
  const dz3 = a2.matmul(W3.T).add(b3).sigmoid().sub(y).div(3);
  const dz2 = dz3.matmul(W3).mul(z2.greater(0));
  const dz1 = dz2.matmul(W2).mul(z1.greater(0));
  return {
    W1: dz1.T.matmul(x),
    b1: dz1.sum(0).mul(db1Times),
    W2: dz2.T.matmul(a1).mul(dW2Times),
    b2: dz2.sum(0),
    W3: dz3.T.matmul(a2),
    b3: dz3.sum(0),
  };
}

describe("the course's network with its two planted bugs", () => {
  test("begins where the course's does", () => {
    expect(naive(parameters).item()).toBeCloseTo(2.407833389834357, 12);
  });
  test("differs by as much as the course prints", () => {
    const both = gradientCheck(naive, parameters, { gradients: backward(parameters, 2, 4) });
    expect(both.difference).toBeCloseTo(0.2850931567, 8);
    expect(both.verdict).toBe("wrong");
  });
  test("with one bug, differs by its share", () => {
    const difference = (dW2: number, db1: number): number =>
      gradientCheck(naive, parameters, { gradients: backward(parameters, dW2, db1) }).difference;
    expect(difference(2, 1)).toBeCloseTo(0.17344196870663495, 8);
    expect(difference(1, 4)).toBeCloseTo(0.2544229714735623, 8);
  });
  test("names the two wrong ones, the worst first, and their worst elements", () => {
    const gradients = backward(parameters, 2, 4);
    const { wrong } = gradientCheck(naive, parameters, { gradients });
    expect(wrong.map(({ name }) => name)).toEqual(["b1", "W2"]);
    // A gradient times k differs by (k − 1) / (k + 1) from the right one.
    expect(wrong[0].difference).toBeCloseTo(3 / 5, 6);
    expect(wrong[1].difference).toBeCloseTo(1 / 3, 6);
    for (const { analytic, worst } of wrong) {
      expect(worst.analytic).toBe(analytic.at(...worst.index));
      expect(Math.abs(worst.analytic)).toBe(analytic.abs().max().item());
    }
    expect(wrong[0].worst.numeric).toBeCloseTo(wrong[0].worst.analytic / 4, 6);
  });
  test("without them, the course's cost differs by 1.19e-7: look again", () => {
    const check = gradientCheck(naive, parameters, { gradients: backward(parameters) });
    // Rounding decides the further digits: NumPy has 1.186e-7, Node 1.191e-7.
    expect(check.difference).toBeGreaterThan(1.1e-7);
    expect(check.difference).toBeLessThan(1.3e-7);
    expect(check.verdict).toBe("look again");
    expect(check.wrong).toEqual([]);
  });
  test("the cost from logits is a hundred times as exact: great", () => {
    const check = gradientCheck(stable, parameters, { gradients: backward(parameters) });
    expect(check.difference).toBeLessThan(2e-9);
    expect(check.verdict).toBe("great");
  });
  test("autograd's gradients are those of the backward pass by hand", () => {
    const check = gradientCheck(stable, parameters);
    const byHand = backward(parameters);
    for (const { name, analytic } of check.parameters) {
      expect(
        analytic
          .sub(byHand[name as keyof Parameters])
          .abs()
          .max()
          .item(),
      ).toBeLessThan(1e-14);
    }
    expect(check.verdict).toBe("great");
  });
  test("both gradients of each parameter are there to be drawn", () => {
    const { pairs } = gradientCheck(naive, parameters);
    expect(Object.keys(pairs)).toEqual(["W1", "b1", "W2", "b2", "W3", "b3"]);
    expect(pairs.W1.analytic.shape).toEqual([5, 4]);
    expect(pairs.W1.numeric.shape).toEqual([5, 4]);
  });
});

describe("the error against ε", () => {
  const epsilons = [1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
  // Worked out in NumPy; where rounding rules, only the magnitude repeats.
  const sweeps: [string, (p: Parameters) => Tensor, number[]][] = [
    ["naive", naive, [1.9077e-10, 9.35e-10, 8.265e-9, 1.186e-7, 1.156e-6]],
    ["stable", stable, [1.68e-10, 1.034e-11, 8.81e-11, 1.127e-9, 1.0045e-8]],
  ];
  test.each(sweeps)("of the %s cost has NumPy's magnitudes", (_name, cost, expected) => {
    const curve = epsilonCurve(cost, parameters, { epsilons, gradients: backward(parameters) });
    expect(curve.map(({ epsilon }) => epsilon)).toEqual(epsilons);
    curve.forEach(({ error }, i) => {
      expect(error).toBeGreaterThan(expected[i] / 3);
      expect(error).toBeLessThan(expected[i] * 3);
    });
  });
  test("is a U: the best ε of the two-sided difference is between 1e-6 and 1e-4", () => {
    const curve = epsilonCurve(stable, parameters);
    expect(curve).toHaveLength(12);
    const best = curve.reduce((lowest, point) => (point.error < lowest.error ? point : lowest));
    expect(best.epsilon).toBeGreaterThanOrEqual(1e-6);
    expect(best.epsilon).toBeLessThanOrEqual(1e-4);
  });
  test("the one-sided difference errs in the order of ε, the two-sided in the order of ε²", () => {
    // θ³ at 1: (3.0301 − 3) / 6.0301 and (3.0001 − 3) / 6.0001
    const cube = ({ theta }: { theta: Tensor }): Tensor => theta.pow(3);
    const at = { theta: tensor(1) };
    const [one] = epsilonCurve(cube, at, { epsilons: [0.01], sides: 1 });
    const [two] = epsilonCurve(cube, at, { epsilons: [0.01] });
    expect(one.error).toBeCloseTo(0.0301 / 6.0301, 12);
    expect(two.error).toBeCloseTo(0.0001 / 6.0001, 12);
  });
});

describe("a model", () => {
  const data = new Dataset(
    "train",
    randn([12, 2], new RandomState(4)),
    tensor([..."010011010110"].map((c) => [+c])),
  );
  test("of any penalties is right", () => {
    const model = mlp([2, 5, 3, 1], { seed: 2, init: lecun, activation: () => new Tanh() });
    for (const penalties of [{}, { l2: 0.7 }, { l1: 0.7 }, { l1: 0.3, l2: 0.4 }]) {
      const check = gradientCheck(model, data, penalties);
      expect(check.verdict).toBe("great");
    }
  });
  test("the penalty is part of the gradient: λ/m · W", () => {
    const model = mlp([2, 5, 3, 1], { seed: 3 });
    const [plain] = gradientCheck(model, data).parameters;
    const [l2] = gradientCheck(model, data, { l2: 0.6 }).parameters;
    const decay = model.parameters()[0].value.mul(0.6 / 12);
    expect(l2.analytic.sub(plain.analytic).sub(decay).abs().max().item()).toBeLessThan(1e-15);
  });
  test("with another loss is checked on that loss", () => {
    const squares = (z: Tensor, labels: Tensor): Tensor => z.sub(labels).square().mean();
    const model = new Sequential(new Linear(2, 1));
    const check = gradientCheck(model, data, { loss: squares });
    const [, bias] = check.parameters;
    expect(bias.analytic.item()).toBeCloseTo(model.forward(data.x).sub(data.y).mean().mul(2).item(), 14);
    expect(check.verdict).toBe("great");
  });
  test("stays as it is: its numbers, its gradients, its mode", () => {
    const model = mlp([2, 4, 1], { seed: 1 });
    const [first] = model.parameters();
    first.value.grad = tensor([[7, 7], [7, 7], [7, 7], [7, 7]]); // biome-ignore format: one line
    const before = model.parameters().map((p) => [...p.value.data]);
    gradientCheck(model, data);
    expect(model.parameters().map((p) => [...p.value.data])).toEqual(before);
    expect(first.value.grad?.sum().item()).toBe(56);
    expect(model.parameters()[1].value.grad).toBeNull();
    expect(model.isTraining).toBe(true);
  });
  test("whose backward pass is wrong is found out", () => {
    const model = mlp([2, 4, 1], { seed: 1 });
    const [, bias] = model.parameters();
    bias.value.onGradient((dx) => dx.mul(4));
    const check = gradientCheck(model, data);
    expect(check.wrong.map(({ name }) => name)).toEqual(["0.bias"]);
    expect(check.wrong[0].difference).toBeCloseTo(3 / 5, 6);
  });
  test("with dropout in training is refused, with the reason", () => {
    const model = mlp([2, 4, 1], { dropout: { keep: 0.8 } });
    expect(() => gradientCheck(model, data)).toThrow(GradientError);
    expect(() => gradientCheck(model, data)).toThrow(
      /Dropout keep 0.8 draws a new mask[\s\S]*model\.eval\(\)/,
    );
  });
  test("with dropout passes in use, and with a mask that stays", () => {
    expect(gradientCheck(mlp([2, 4, 1], { dropout: { keep: 0.8 } }).eval(), data).verdict).toBe("great");
    expect(gradientCheck(mlp([2, 4, 1], { dropout: { keep: 1 } }), data).verdict).toBe("great");
    const fixed = mlp([2, 4, 1], { dropout: { keep: 0.8, fixedMask: true } });
    expect(gradientCheck(fixed, data).verdict).toBe("great");
  });
  test("in single precision is refused", () => {
    expect(() => gradientCheck(mlp([2, 1], { dtype: "float32" }), data)).toThrow(DTypeError);
  });
});

describe("what cannot be checked", () => {
  const theta = tensor([1, 2]);
  const square = (p: { theta: Tensor }): Tensor => p.theta.square().sum();
  test("a cost with chance in it", () => {
    const layer = new Dropout(0.5);
    const noisy = (p: { theta: Tensor }): Tensor => layer.forward(p.theta.reshape(1, 2)).sum();
    expect(() => gradientCheck(noisy, { theta: tensor([1, 2]) })).toThrow(/when computed again/);
  });
  test("a gradient of another shape, one too few, one too many", () => {
    const wrong = tensor([[1, 2]]);
    expect(() => gradientCheck(square, { theta }, { gradients: { theta: wrong } })).toThrow(ShapeError);
    const none = {} as { theta: Tensor };
    expect(() => gradientCheck(square, { theta }, { gradients: none })).toThrow(/theta has no gradient/);
    const more = { theta, phi: theta };
    expect(() => gradientCheck(square, { theta }, { gradients: more })).toThrow(/phi has a gradient, but/);
  });
  test("a cost of several numbers, an ε of 0, a model without data", () => {
    expect(() => gradientCheck((p) => p.theta, { theta })).toThrow(GradientError);
    expect(() => gradientCheck(square, { theta }, { epsilon: 0 })).toThrow(ValueError);
    const untyped = gradientCheck as (...args: unknown[]) => unknown;
    expect(() => untyped(mlp([2, 1]), { theta })).toThrow(
      /do not fit each other[\s\S]*gradientCheck\(model, train\)/,
    );
  });
});

describe("verdicts", () => {
  test("a derivative that is zero but for rounding is not called wrong", () => {
    // b only shifts what the mean is taken from again: dJ/db = 0, and what differences find is rounding.
    const z = randn([50, 1], new RandomState(2));
    const cost = ({ b }: { b: Tensor }): Tensor => {
      const shifted = z.add(b);
      return shifted.sub(shifted.mean(0)).exp().sum();
    };
    const check = gradientCheck(cost, { b: tensor([0.3]) });
    expect(Math.abs(check.parameters[0].analytic.item())).toBeLessThan(1e-13);
    expect(["great", "lost in rounding"]).toContain(check.verdict);
  });
  test("at a kink, the difference is not called wrong: a derivative of ReLU at 0 is 0, of either side 0 or 1", () => {
    const cost = ({ b }: { b: Tensor }): Tensor => b.relu().sum();
    const at = { b: tensor([0, 0.5]) };
    const check = gradientCheck(cost, at);
    expect(check.parameters[0].numeric).toBeAllclose([0.5, 1], { absolute: 1e-8 });
    expect(check.verdict).toBe("at a kink");
    expect(check.wrong).toEqual([]);
    expect(gradientCheck(cost, at, { sides: 1 }).verdict).toBe("at a kink");
  });
  test("a mistake beside a kink, or beyond both of its slopes, is wrong", () => {
    const cost = ({ b }: { b: Tensor }): Tensor => b.relu().sum();
    const verdict = (...gradient: number[]): string =>
      gradientCheck(cost, { b: tensor([0, 0.5]) }, { gradients: { b: tensor(gradient) } }).verdict;
    expect(verdict(1, 1)).toBe("at a kink");
    expect(verdict(0, 2)).toBe("wrong");
    expect(verdict(1.5, 1)).toBe("wrong");
    expect(verdict(-0.5, 1)).toBe("wrong");
  });
  test("one small wrong parameter makes all wrong", () => {
    const cost = (p: { big: Tensor; small: Tensor }): Tensor => p.big.mul(1e6).add(p.small.mul(1e-2));
    const gradients = { big: tensor(1e6), small: tensor(2e-2) };
    const check = gradientCheck(cost, { big: tensor(0), small: tensor(0) }, { gradients });
    expect(check.difference).toBeLessThan(1e-7);
    expect(check.verdict).toBe("wrong");
  });
  test("NaN is wrong", () => {
    const check = gradientCheck(({ w }) => w.log().sum(), { w: tensor([1, -1, 2]) });
    expect(check.difference).toBeNaN();
    expect(check.verdict).toBe("wrong");
  });
});
