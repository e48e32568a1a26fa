import { expect, test } from "vitest";
import { Linear } from "../../src/nn/layers/linear.js";
import { l1Penalty, l2Penalty } from "../../src/nn/penalties.js";
import { Sequential } from "../../src/nn/sequential.js";
import { RandomState } from "../../src/random/random-state.js";
import { randn } from "../../src/tensor/create.js";

/** The exercise's parameters: everything drawn from seed 1, biases included, in the order W1 b1 W2 b2 W3 b3. */
function exerciseModel(): Sequential {
  const rng = new RandomState(1);
  const layers = [
    [2, 3],
    [3, 2],
    [1, 3],
  ].map(([nOut, nIn]) => {
    const layer = new Linear(nIn, nOut, { init: () => randn([nOut, nIn], rng) });
    for (let i = 0; i < nOut; i++) rng.randn();
    return layer;
  });
  return new Sequential(...layers);
}

test("the L2 penalty brings the exercise's cost from 1.6025016 to 1.7864859451590758", () => {
  const penalty = l2Penalty(exerciseModel(), 0.1, 5).item();
  expect(1.6025016047573224 + penalty).toBeCloseTo(1.7864859451590758, 13);
});

test("the L2 gradient is (λ/m) · W, and biases have none", () => {
  const model = exerciseModel();
  l2Penalty(model, 0.1, 5).backward();
  const [weight, bias] = model.parameters();
  const [g, w] = [weight.value.grad!.data, weight.value.data];
  for (let i = 0; i < w.length; i++) expect(g[i]).toBeCloseTo((0.1 / 5) * w[i], 15);
  expect(bias.value.grad).toBeNull();
});

test("the L1 penalty is (λ/2m) · Σ|W|", () => {
  const model = exerciseModel();
  const sum = model
    .parameters()
    .filter((p) => p.kind === "weight")
    .reduce((total, p) => total + p.value.abs().sum().item(), 0);
  expect(l1Penalty(model, 0.7, 5).item()).toBeCloseTo((0.7 / 10) * sum, 13);
});
