import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import { moons } from "../../src/data/points/moons.js";
import { binaryCrossEntropy } from "../../src/nn/losses.js";
import { mlp } from "../../src/nn/mlp.js";
import { Optimizer } from "../../src/optim/optimizer.js";
import { sgd } from "../../src/optim/sgd.js";
import { tensor } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { fit } from "../../src/training/fit.js";

const leaf = (values: number[]): Tensor => tensor(values, { requiresGrad: true });

test("the gradients of a step can be read after it", () => {
  const w = tensor([3], { requiresGrad: true });
  const optimizer = new Optimizer(sgd({ learningRate: 0.1 }), [w]);
  optimizer.step(() => w.square().sum());
  expect(w.grad?.item()).toBe(6);
  expect(w.item()).toBeCloseTo(2.4, 15);
});

test("what was computed in an earlier step is never silently wrong: it was kept, or reading it throws", () => {
  const model = mlp([2, 3, 1]);
  const x = tensor([[1, 2]]);
  const optimizer = new Optimizer(
    sgd({ learningRate: 0.1 }),
    model.parameters().map((p) => p.value),
  );
  const seen: Tensor[] = [];
  const kept: number[] = [];
  for (let t = 0; t < 2; t++) {
    optimizer.step(() => {
      const z = model.forward(x);
      seen.push(z, z.keep());
      kept.push(z.item());
      return z.square().sum();
    });
  }
  expect(seen[1].item()).toBe(kept[0]);
  expect(() => seen[0].item()).toThrow(/made in a training step that is over[\s\S]*help: /);
});

test("its own parameters' gradients are cleared, not copied, when the next step begins", () => {
  const w = leaf([3]);
  const optimizer = new Optimizer(sgd({ learningRate: 0.1 }), [w]);
  optimizer.step(() => w.square().sum());
  const first = w.grad;
  optimizer.step(() => w.square().sum());
  expect(first?.isOutdated).toBe(true);
  expect(w.grad?.item()).toBeCloseTo(4.8, 14);
});

test("a parameter that is named twice is updated once", () => {
  const w = leaf([3]);
  new Optimizer(sgd({ learningRate: 0.1 }), [w, w]).step(() => w.square().sum());
  expect(w.item()).toBeCloseTo(2.4, 14);
});

describe("gradients that an optimizer does not clear add up from step to step:", () => {
  test("those of layers that are not fine-tuned", () => {
    const [frozen, tuned] = [leaf([2]), leaf([3])];
    const optimizer = new Optimizer(sgd({ learningRate: 0.1 }), [tuned]);
    const cost = (): Tensor => frozen.mul(tuned).mul(5).sum();
    const costs = [0, 1, 2, 3].map(() => optimizer.step(cost));
    expect(costs).toEqual([30, 20, 10, 0]);
    expect([tuned.item(), tuned.grad?.item()]).toEqual([-1, 10]);
    expect(frozen.grad?.item()).toBe(5 * 3 + 5 * 2 + 5 * 1);
  });
  test("those of the other of two players", () => {
    const [a, b] = [leaf([1, 2]), leaf([3, 4])];
    const cost = (): Tensor => a.mul(b).sum();
    const [first, second] = [a, b].map((player) => new Optimizer(sgd({ learningRate: 0.1 }), [player]));
    let [x, y] = [
      [1, 2],
      [3, 4],
    ];
    for (let round = 0; round < 5; round++) {
      first.step(cost);
      second.step(cost);
      x = x.map((value, i) => value - 0.1 * y[i]);
      // The second player's step adds the gradient once more, with b as it was.
      expect(a.grad).toBeAllclose(y.map((value) => 2 * value));
      y = y.map((value, i) => value - 0.1 * x[i]);
      expect(b.grad).toBeAllclose(x);
      expect([...a.data, ...b.data].map((value, i) => value - [...x, ...y][i])).toEqual([0, 0, 0, 0]);
    }
  });
  test("those of an input that asks which of its numbers matter", () => {
    const [x, w] = [leaf([1, 1]), leaf([2, 3])];
    const optimizer = new Optimizer(sgd({ learningRate: 0.5 }), [w]);
    for (let t = 0; t < 3; t++) optimizer.step(() => x.mul(w).sum());
    expect(x.grad).toBeAllclose([2 + 1.5 + 1, 3 + 2.5 + 2]);
  });
  test("those of a model, while another one is trained", () => {
    const data = moons({ size: 20, seed: 1 });
    const [A, B] = [mlp([2, 3, 1], { seed: 1 }), mlp([2, 4, 1], { seed: 2 })];
    const options = { optimizer: sgd({ learningRate: 0.3 }), epochs: 3 };
    const loss = (): Tensor => binaryCrossEntropy(A.forward(data.x), data.y);
    const weight = A.parameters()[0].value;
    fit(A, data, options);
    const last = weight.grad?.toArray();
    fit(B, data, options);
    expect(weight.grad?.toArray()).toEqual(last);
    const before = tensor(weight.grad?.data ?? [], { shape: weight.shape });
    loss().backward();
    const both = weight.grad?.keep();
    weight.grad = null;
    loss().backward();
    expect(both).toBeAllclose(before.add(weight.grad ?? before));
  });
});

test("a step within a step's cost computes with memory of its own, and the outer one's gradients stay right", () => {
  const [w, v] = [leaf([3]), leaf([1])];
  const [outer, inner] = [w, v].map((x) => new Optimizer(sgd({ learningRate: 0.1 }), [x]));
  const cost = (): Tensor => {
    const half = w.square();
    inner.step(() => v.mul(10).sum());
    return half.add(v.detach()).sum();
  };
  expect(outer.step(cost)).toBe(9);
  expect([w.grad?.item(), v.grad?.item(), v.item()]).toEqual([6, 10, 0]);
  outer.step(cost);
  expect(w.grad?.item()).toBeCloseTo(4.8, 14);
});
