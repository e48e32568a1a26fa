import "../../helpers/allclose.js";
import { expect, test } from "vitest";
import { Softmax } from "../../../src/nn/layers/softmax.js";
import { tensor } from "../../../src/tensor/create.js";

test("turns the lecture's [5, 2, −1, 3] into .842, .042, .002, .114", () => {
  expect(new Softmax().forward(tensor([[5, 2, -1, 3]]))).toBeAllclose([[0.842, 0.042, 0.002, 0.114]], {
    absolute: 5e-4,
  });
});
