import { inspect } from "node:util";
import { expect, test } from "vitest";
import { beginStep, endStep } from "../../src/backend/memory.js";
import { tensor } from "../../src/index.js";

test("a tensor is printed as NumPy prints it, alone and within objects", () => {
  const x = tensor([1, 2]);
  expect(inspect(x)).toBe("tensor([1., 2.])");
  expect(inspect({ x })).toBe("{ x: tensor([1., 2.]) }");
});

test("what holds a tensor of an earlier step can be printed, but the tensor as text is an error", () => {
  beginStep();
  const old = tensor([[1, 2]]).mul(2);
  endStep();
  expect(inspect({ old })).toBe("{ old: tensor([[2., 4.]]) }");
  beginStep();
  endStep();
  expect(inspect({ loss: 0.5, old })).toBe("{ loss: 0.5, old: tensor(shape=(1, 2)) (of an earlier step) }");
  expect(() => `${old}`).toThrow("made in a training step that is over");
});
