import { expect, test } from "vitest";
import { Optimizer } from "../../src/optim/optimizer.js";
import { sgd } from "../../src/optim/sgd.js";
import { RandomState } from "../../src/random/random-state.js";
import { randn, tensor } from "../../src/tensor/create.js";

test("w² − 10w + 25 from 0 at rate 0.01: 0.1 after one step, 4.999999991585162 after 1000", () => {
  const w = tensor(0, { requiresGrad: true });
  const optimizer = new Optimizer(sgd({ learningRate: 0.01 }), [w]);
  const cost = () => w.square().sub(w.mul(10)).add(25);
  expect(optimizer.step(cost)).toBe(25);
  expect(w.item()).toBeCloseTo(0.1, 15);
  for (let t = 1; t < 1000; t++) optimizer.step(cost);
  expect(w.item()).toBeCloseTo(4.999999991585162, 12);
});

test("one step on the exercise's parameters gives its printed values", () => {
  const rng = new RandomState(1);
  const shapes = [[2, 3], [2], [3, 3], [3]];
  const parameters = shapes.map((shape) => randn(shape, rng, { requiresGrad: true }));
  for (const parameter of parameters) parameter.grad = randn(parameter.shape, rng);
  new Optimizer(sgd({ learningRate: 0.01 }), parameters).update();
  const printed = [
    [1.6353515554353708, -0.6232036507484715, -0.5371876594693836],
    [1.7460406664716666, -0.7518492065525121],
    [0.32171797685335873, -0.25467393014479195, 1.4690245445622272],
    [-0.8802025748995427, 0.025615724944494125, 0.5753947721100489],
  ];
  printed.forEach((values, p) => {
    values.forEach((value, i) => {
      expect(parameters[p].data[i]).toBeCloseTo(value, 14);
    });
  });
});

test("leaves a parameter without a gradient alone", () => {
  const w = tensor([1, 2], { requiresGrad: true });
  new Optimizer(sgd({ learningRate: 1 }), [w]).update();
  expect(w.toArray()).toEqual([1, 2]);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a learning rate of %d", (learningRate) => {
  expect(() => sgd({ learningRate })).toThrow(/sgd: the learning rate is .*\n {2}help:/);
});
