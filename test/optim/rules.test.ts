import { describe, expect, test } from "vitest";
import { adagrad } from "../../src/optim/adagrad.js";
import { adam } from "../../src/optim/adam.js";
import { adamw } from "../../src/optim/adamw.js";
import { momentum } from "../../src/optim/momentum.js";
import { Optimizer, type OptimizerRule } from "../../src/optim/optimizer.js";
import { rmsprop } from "../../src/optim/rmsprop.js";
import { sgd } from "../../src/optim/sgd.js";
import { RandomState } from "../../src/random/random-state.js";
import { randn, tensor } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";

/** The exercise's parameters and gradients from seed 1: W1 b1 W2 b2, then dW1 db1 dW2 db2. */
function exerciseParameters(): Tensor[] {
  const rng = new RandomState(1);
  const parameters = [[2, 3], [2], [3, 3], [3]].map((shape) => randn(shape, rng, { requiresGrad: true }));
  for (const parameter of parameters) parameter.grad = randn(parameter.shape, rng);
  return parameters;
}

/** W1, b1, W2 and b2 after one update with the exercise's gradients. */
function afterOneUpdate(rule: OptimizerRule, stepsBefore = 0): number[][] {
  const parameters = exerciseParameters();
  const optimizer = new Optimizer(rule, parameters);
  optimizer.steps = stepsBefore;
  optimizer.update();
  return parameters.map((p) => Array.from(p.data));
}

function expectClose(actual: number[][], printed: number[][]): void {
  expect(actual.map((row) => row.length)).toEqual(printed.map((row) => row.length));
  printed.flat().forEach((value, i) => {
    expect(actual.flat()[i]).toBeCloseTo(value, 13);
  });
}

describe("the exercise's printed values", () => {
  test("momentum at rate 0.01 and β 0.9", () => {
    expectClose(afterOneUpdate(momentum({ learningRate: 0.01, beta: 0.9 })), [
      [
        1.6254459828404546, -0.612901137359915, -0.5290733429840485, -1.0734711164950723, 0.8645067733754142,
        -2.3008549690211084,
      ],
      [1.7449346544419986, -0.7602711314608437],
      [
        0.3193069841367246, -0.24990073094414827, 1.4627995977966994, -2.059743955970798, -0.3217300313133879,
        -0.38320914902691694, 1.1344406884662743, -1.099878602715112, -0.17131089720180048,
      ],
      [-0.8780928336191889, 0.04055394453848296, 0.5820731695552449],
    ]);
  });

  test("Adam at t = 2, rate 0.01, ε outside of the root", () => {
    expectClose(afterOneUpdate(adam({ learningRate: 0.01 }), 1), [
      [
        1.6317867318033195, -0.6191977817938361, -0.5356131203824311, -1.0804099901824638, 0.8579662612057982,
        -2.2940973287984905,
      ],
      [1.7522531315960157, -0.7537655327718651],
      [
        0.32648046390002783, -0.25681174351470254, 1.469549305128531, -2.0526993415271626, -0.314975835930944,
        -0.376612986557225, 1.1412108104143681, -1.092449907385802, -0.16498683940893002,
      ],
      [-0.8852997857082213, 0.0347723785433104, 0.5753738456219372],
    ]);
  });

  test("Adam at t = 2 with rate 0.02, β₁ 0.8, β₂ 0.888 and ε 0.01", () => {
    const rule = adam({ learningRate: 0.02, beta1: 0.8, beta2: 0.888, epsilon: 1e-2 });
    expectClose(afterOneUpdate(rule, 1).slice(0, 2), [
      [
        1.639424282075354, -0.6268424990180875, -0.5432097379151726, -1.0878294290106922, 0.850369827794223,
        -2.286572299182693,
      ],
      [1.7585435685760604, -0.746160665556771],
    ]);
  });
});

/** Ten steps on J = w₁² + 10·w₂² from (1, −1), by the rule. */
function tenSteps(rule: OptimizerRule): number[] {
  const w = tensor([1, -1], { requiresGrad: true });
  const optimizer = new Optimizer(rule, [w]);
  for (let t = 0; t < 10; t++)
    optimizer.step(() =>
      w
        .square()
        .mul(tensor([1, 10]))
        .sum(),
    );
  return Array.from(w.data);
}

/** The same ten steps with the rule written out for one number. */
function tenStepsByHand(makeRule: () => (w: number, g: number, t: number) => number): number[] {
  return [
    [1, 2],
    [-1, 20],
  ].map(([start, slope]) => {
    const rule = makeRule();
    let w = start;
    for (let t = 1; t <= 10; t++) w = rule(w, slope * w, t);
    return w;
  });
}

const alpha = 0.05;
const cases: [string, OptimizerRule, () => (w: number, g: number, t: number) => number][] = [
  ["gradient descent", sgd({ learningRate: alpha }), () => (w, g) => w - alpha * g],
  [
    "momentum as an average",
    momentum({ learningRate: alpha, beta: 0.8 }),
    () => {
      let v = 0;
      return (w, g) => {
        v = 0.8 * v + 0.2 * g;
        return w - alpha * v;
      };
    },
  ],
  [
    "momentum as a sum",
    momentum({ learningRate: alpha, beta: 0.8, convention: "sum" }),
    () => {
      let v = 0;
      return (w, g) => {
        v = 0.8 * v + g;
        return w - alpha * v;
      };
    },
  ],
  [
    "Nesterov momentum",
    momentum({ learningRate: alpha, beta: 0.8, nesterov: true }),
    () => {
      let v = 0;
      return (w, g) => {
        v = 0.8 * v + 0.2 * g;
        return w - alpha * (0.8 * v + 0.2 * g);
      };
    },
  ],
  [
    "Adagrad",
    adagrad({ learningRate: alpha }),
    () => {
      let s = 0;
      return (w, g) => {
        s += g * g;
        return w - (alpha * g) / (Math.sqrt(s) + 1e-8);
      };
    },
  ],
  [
    "RMSProp",
    rmsprop({ learningRate: alpha, beta: 0.7 }),
    () => {
      let s = 0;
      return (w, g) => {
        s = 0.7 * s + 0.3 * g * g;
        return w - (alpha * g) / (Math.sqrt(s) + 1e-8);
      };
    },
  ],
  [
    "Adam",
    adam({ learningRate: alpha, beta1: 0.8, beta2: 0.9, epsilon: 1e-3 }),
    () => {
      let [v, s] = [0, 0];
      return (w, g, t) => {
        v = 0.8 * v + 0.2 * g;
        s = 0.9 * s + 0.1 * g * g;
        return w - (alpha * (v / (1 - 0.8 ** t))) / (Math.sqrt(s / (1 - 0.9 ** t)) + 1e-3);
      };
    },
  ],
  [
    "AdamW",
    adamw({ learningRate: alpha, beta1: 0.8, beta2: 0.9, weightDecay: 0.1 }),
    () => {
      let [v, s] = [0, 0];
      return (w, g, t) => {
        v = 0.8 * v + 0.2 * g;
        s = 0.9 * s + 0.1 * g * g;
        const decayed = w - alpha * 0.1 * w;
        return decayed - (alpha * (v / (1 - 0.8 ** t))) / (Math.sqrt(s / (1 - 0.9 ** t)) + 1e-8);
      };
    },
  ],
];

test.each(cases)("ten steps of %s are those of its formula", (_name, rule, byHand) => {
  const expected = tenStepsByHand(byHand);
  tenSteps(rule).forEach((w, i) => {
    expect(w).toBeCloseTo(expected[i], 13);
  });
});

test("Adam's first step is α · sign(g)", () => {
  const w = tensor([1, -1, 1e-3], { requiresGrad: true });
  w.grad = tensor([0.3, -7, 1e-4]);
  new Optimizer(adam({ learningRate: 0.1 }), [w]).update();
  expect(w.at(0)).toBeCloseTo(0.9, 6);
  expect(w.at(1)).toBeCloseTo(-0.9, 6);
  expect(w.at(2)).toBeCloseTo(-0.099, 4);
});

describe("an optimizer", () => {
  test("moves each group by its own rule, and all of them with the schedule", () => {
    const [a, b] = [tensor([1], { requiresGrad: true }), tensor([1], { requiresGrad: true })];
    const optimizer = new Optimizer(sgd({ learningRate: 0.1 }), [a], {
      groups: [{ parameters: [b], rule: sgd({ learningRate: 0.2 }) }],
    });
    [a.grad, b.grad] = [tensor([1]), tensor([1])];
    optimizer.learningRate = 0.05;
    optimizer.update();
    expect([a.item(), b.item()]).toEqual([0.95, 0.9]);
  });

  test("clips the gradients' common norm", () => {
    const [a, b] = [tensor([0], { requiresGrad: true }), tensor([0], { requiresGrad: true })];
    [a.grad, b.grad] = [tensor([3]), tensor([4])];
    new Optimizer(sgd({ learningRate: 1 }), [a, b], { clip: { norm: 1 } }).update();
    expect(a.item()).toBeCloseTo(-0.6, 15);
    expect(b.item()).toBeCloseTo(-0.8, 15);
  });

  test("clips each value", () => {
    const w = tensor([0, 0], { requiresGrad: true });
    w.grad = tensor([3, -0.5]);
    new Optimizer(sgd({ learningRate: 1 }), [w], { clip: { value: 1 } }).update();
    expect(w.toArray()).toEqual([-1, 0.5]);
  });
});

test.each([
  ["momentum", () => momentum({ beta: 1 })],
  ["rmsprop", () => rmsprop({ beta: -0.1 })],
  ["adam", () => adam({ beta2: 1 })],
  ["adamw", () => adamw({ weightDecay: -1 })],
])("%s refuses a setting out of range, by name", (name, make) => {
  expect(make).toThrow(new RegExp(`^${name}: .*\\n {2}help:`));
});
