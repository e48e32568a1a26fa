import "../../helpers/allclose.js";
import { expect, test } from "vitest";
import { LeakyReLU, ReLU, Sigmoid, Tanh } from "../../../src/nn/layers/activations.js";
import { tensor } from "../../../src/tensor/create.js";

const z = tensor([[-2, 0, 3]]);

test.each([
  ["ReLU", new ReLU(), [0, 0, 3]],
  ["LeakyReLU 0.01", new LeakyReLU(), [-0.02, 0, 3]],
  ["LeakyReLU 0.2", new LeakyReLU(0.2), [-0.4, 0, 3]],
  ["Sigmoid", new Sigmoid(), [0.11920292202211755, 0.5, 0.9525741268224334]],
  ["Tanh", new Tanh(), [-0.9640275800758169, 0, 0.9950547536867305]],
] as const)("%s", (name, layer, expected) => {
  expect(layer.forward(z)).toBeAllclose([expected]);
  expect(String(layer)).toBe(name);
});
