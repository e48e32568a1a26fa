import "../../helpers/allclose.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGrads, concat, grad, stack, type Tensor, tensor } from "../../../src/index.js";
import { dtypes, strided, tensors } from "../../helpers/arbitraries.js";

/** Each rearranges a tensor of shape (2, 3, 4). */
const rearrangements: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  clone: (x) => x.clone(),
  reshape: (x) => x.reshape(4, -1),
  flatten: (x) => x.flatten(),
  "transpose of all axes": (x) => x.T,
  "transpose of some": (x) => x.transpose(1, 0, 2),
  broadcastTo: (x) => x.unsqueeze(1).broadcastTo(2, 5, 3, 4),
  slice: (x) => x.slice(1, 4, 2),
  "slice with a step": (x) => x.slice(0, undefined, 2, 3),
  "slice of a slice of a transpose": (x) => x.T.slice(1, 3).slice(0, 2, 1),
  "empty slice": (x) => x.slice(1, 1, 1),
  select: (x) => x.select(-1, 1),
  "squeeze and unsqueeze": (x) => x.unsqueeze(0).squeeze(0).unsqueeze(-1),
  "take, one element twice": (x) => x.take([2, 0, 2], 1),
  "take nothing": (x) => x.take([], 2),
  gather: (x) => x.gather(tensor([0, 1, 1, 2, 2, 0, 2, 1]).reshape(2, 1, 4), 1),
  flip: (x) => x.flip(0, 2),
  pad: (x) =>
    x.pad([
      [0, 0],
      [1, 2],
      [0, 1],
    ]),
  "pad with a number": (x) =>
    x.pad(
      [
        [1, 0],
        [0, 0],
        [0, 1],
      ],
      7,
    ),
  concat: (x) => concat([x, x.square(), x.slice(0, 2, 1)], 1),
  stack: (x) => stack([x, x.sin()], -1),
  split: (x) => {
    const [first, second] = x.split([1, 3], 2);
    return first.mul(second);
  },
};

describe.each(Object.entries(rearrangements))("%s", (name, f) => {
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(tensors([2, 3, 4], { dtype }), (x) => {
      checkGrads((t) => f(t).sin(), x, { order: 2, name });
      checkGrads((t) => f(t.T.clone().T), x, { name });
    });
    fc.assert(property, { numRuns: 3 });
  });
  test("is the same of a view as of a copy", () => {
    const x = tensor(
      Float64Array.from({ length: 24 }, (_, i) => i),
      { shape: [2, 3, 4] },
    );
    expect(f(strided(x))).toBeAllclose(f(x));
  });
});

test("what is taken twice gets both gradients", () => {
  expect(
    grad((x) =>
      x
        .take([1, 1, 0])
        .mul(tensor([1, 2, 4]))
        .sum(),
    )(tensor([5, 6, 7])),
  ).toBeAllclose([4, 3, 0]);
});

test("another precision has the same numbers and passes the gradient back in the first one", () => {
  const x = tensor([1 / 3, 2], { requiresGrad: true });
  const y = x.to("float32");
  expect(y.dtype).toBe("float32");
  expect(y.at(0)).toBe(Math.fround(1 / 3));
  expect(x.to("float64")).toBe(x);
  y.mul(3).sum().backward();
  expect(x.grad?.dtype).toBe("float64");
  expect(x.grad).toBeAllclose([3, 3]);
});
