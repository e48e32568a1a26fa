import { expect, test } from "vitest";
import { mlp } from "../../src/nn/mlp.js";
import { Optimizer } from "../../src/optim/optimizer.js";
import { sgd } from "../../src/optim/sgd.js";
import { tensor } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";

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
