import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import {
  arange,
  concat,
  DTypeError,
  type GradbookError,
  ShapeError,
  stack,
  type Tensor,
  tensor,
  ValueError,
  zeros,
} from "../../src/index.js";

const x = arange(6).reshape(2, 3);

describe("shapes", () => {
  test("reshape infers one axis, and copies a view only", () => {
    expect(x.reshape(3, -1).shape).toEqual([3, 2]);
    expect(x.reshape(6).storage).toBe(x.storage);
    expect(x.T.reshape(6)).toBeAllclose([0, 3, 1, 4, 2, 5]);
    expect(zeros([0, 3]).reshape(3, 0).shape).toEqual([3, 0]);
  });
  test("a reshape that does not fit names both shapes", () => {
    expect(() => x.reshape(4, 2)).toThrow(ShapeError);
    expect(() => x.reshape(4, 2)).toThrow(
      "reshape: (2, 3) has 6 elements and cannot become (4, 2)\n  help: the product of the axes stays the same",
    );
    const asList = (): unknown => x.reshape(...([[3, 2]] as unknown as number[]));
    expect(asList).toThrow("cannot become (3,2)\n  help: one argument for each axis: reshape(3, 2)");
    expect(() => x.reshape(4, -1)).toThrow("reshape: (2, 3) has 6 elements and cannot become (4, -1)");
  });
  test("squeeze and unsqueeze take and give axes of length 1", () => {
    const y = x.unsqueeze(0).unsqueeze(-1);
    expect(y.shape).toEqual([1, 2, 3, 1]);
    expect(y.squeeze().shape).toEqual([2, 3]);
    expect(y.squeeze(-1).shape).toEqual([1, 2, 3]);
    expect(() => x.squeeze(1)).toThrow(
      "squeeze: axis 1 of (2, 3) has length 3, not 1\n  help: to pick one of its elements: x.select(0, axis)",
    );
  });
  test("transpose turns axes around, without a copy", () => {
    expect(x.T.storage).toBe(x.storage);
    expect(arange(24).reshape(2, 3, 4).transpose(1, 2, 0).at(2, 1, 1)).toBe(21);
    expect(() => x.transpose(0, 0)).toThrow(
      "transpose: (0, 0) is no order of the axes of (2, 3)\n  help: name each axis once",
    );
  });
  test("broadcastTo repeats without a copy", () => {
    const row = tensor([1, 2]);
    const repeated = row.broadcastTo(3, 2);
    expect(repeated.storage).toBe(row.storage);
    expect(repeated).toBeAllclose([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(() => x.broadcastTo(2)).toThrow(
      "broadcastTo: (2, 3) cannot be repeated to (2)\n  help: aligned at the last axis",
    );
    for (const length of [-1, 2.5, Number.NaN]) {
      expect(() => x.broadcastTo(length, 2, 3)).toThrow(
        `broadcastTo: (2, 3) cannot be repeated to (${length}, 2, 3)\n  help: lengths are whole numbers, 0 or larger`,
      );
    }
    const asList = (): unknown => x.broadcastTo(...([[4, 2, 3]] as unknown as number[]));
    expect(asList).toThrow("help: one argument for each axis: broadcastTo(4, 2, 3)");
  });
});

describe("parts", () => {
  test("slice counts from either end, and stops at the ends", () => {
    const y = arange(5);
    expect(y.slice(1, 3)).toBeAllclose([1, 2]);
    expect(y.slice(-2)).toBeAllclose([3, 4]);
    expect(y.slice(0, 99, 0, 2)).toBeAllclose([0, 2, 4]);
    expect(y.slice(3, 1).shape).toEqual([0]);
    expect(x.slice(1, 3, 1)).toBeAllclose([
      [1, 2],
      [4, 5],
    ]);
    expect(() => y.slice(0, 3, 0, -1)).toThrow(ValueError);
    expect(() => y.slice(0, 3, 0, -1)).toThrow("slice: from 0 to 3 by -1");
  });
  test("select takes one, and its axis falls away", () => {
    expect(x.select(-1)).toBeAllclose([3, 4, 5]);
    expect(x.select(1, 1)).toBeAllclose([1, 4]);
    expect(() => x.select(2)).toThrow("select: there is no element 2 on axis 0, which has 2");
  });
  test("take picks in any order", () => {
    expect(x.take([2, -3, 2], 1)).toBeAllclose([
      [2, 0, 2],
      [5, 3, 5],
    ]);
    expect(x.take(tensor([1, 0]), 0)).toBeAllclose([
      [3, 4, 5],
      [0, 1, 2],
    ]);
    expect(x.take(Int32Array.of(2), 1)).toBeAllclose([[2], [5]]);
    for (const [indices, shown] of [
      [1, "1"],
      [x, "a tensor of shape (2, 3)"],
    ] as const) {
      expect(() => x.take(indices as Tensor)).toThrow(
        `take: ${shown} is no list of indices\n  help: x.take([0, 2]); for one element, whose axis falls away: x.select(0)`,
      );
    }
    expect(() => x.take([5])).toThrow("take: there is no element 5 on axis 0, which has 2");
  });
  test("gather picks one of each row by its label", () => {
    expect(x.gather(tensor([[2], [0]]), 1)).toBeAllclose([[2], [3]]);
    expect(() => x.gather(tensor([2, 0]), 1)).toThrow(
      "gather: indices (2) do not fit (2, 3) along axis 1\n" +
        "  help: all axes but that one are the same; labels (m) become (m, 1) by labels.unsqueeze(1)",
    );
  });
  test("split cuts into given or equal lengths", () => {
    expect(
      arange(5)
        .split(2)
        .map((part) => part.size),
    ).toEqual([2, 2, 1]);
    expect(x.split([1, 2], 1)[1]).toBeAllclose([
      [1, 2],
      [4, 5],
    ]);
    expect(() => x.split([1, 1], 1)).toThrow("split: parts of 1, 1 do not make up axis 1, which has 3");
    expect(() => x.split(0)).toThrow(ShapeError);
  });
  test("flip turns the given axes around, or all", () => {
    expect(x.flip(1)).toBeAllclose([
      [2, 1, 0],
      [5, 4, 3],
    ]);
    expect(x.flip()).toBeAllclose([
      [5, 4, 3],
      [2, 1, 0],
    ]);
    expect(tensor(3).flip().item()).toBe(3);
  });
  test("pad sets into zeros, or any number, ∞ too", () => {
    expect(tensor([1, 2]).pad([[1, 2]])).toBeAllclose([0, 1, 2, 0, 0]);
    const inf = Number.NEGATIVE_INFINITY;
    expect(tensor([1, 2]).pad([[1, 0]], inf)).toBeAllclose([inf, 1, 2]);
    expect(() => x.pad([[1, 1]])).toThrow(
      "pad: [[1,1]] are no widths for (2, 3)\n  help: for example [[1, 1], [1, 1]]",
    );
    for (const widths of [1, [1, 1], [[1, 1, 1], [0]], null]) {
      const call = (): unknown => x.pad(widths as [number, number][]);
      expect(call).toThrow(ShapeError);
      expect(call).toThrow(`pad: ${JSON.stringify(widths)} are no widths for (2, 3)`);
    }
  });
});

describe("joining", () => {
  test("concat puts tensors one behind the other, views too", () => {
    expect(concat([x, x.T.T.flip(0)], 1)).toBeAllclose([
      [0, 1, 2, 3, 4, 5],
      [3, 4, 5, 0, 1, 2],
    ]);
    expect(concat([tensor([]), tensor([1])])).toBeAllclose([1]);
  });
  test("stack adds an axis", () => {
    expect(stack([tensor([1, 2]), tensor([3, 4])], -1)).toBeAllclose([
      [1, 3],
      [2, 4],
    ]);
  });
  const f32 = tensor([1, 2, 3], { dtype: "float32" });
  test.each<[string, () => unknown, typeof GradbookError, string]>([
    [
      "shapes",
      () => concat([x, tensor([1])]),
      ShapeError,
      "concat: (2, 3) and (1) do not fit along axis 0\n  help: all axes but that one must be the same",
    ],
    [
      "precisions",
      () => concat([x.select(0), f32]),
      DTypeError,
      'concat: a float64 and a float32 tensor\n  help: convert one of them: .to("float64")',
    ],
    ["nothing", () => concat([]), ValueError, "concat: there is nothing to join\n  help: concat([a, b])"],
    [
      "tensors, not in a list",
      () => concat(x as never),
      ValueError,
      "concat: a tensor of shape (2, 3) is no list of tensors\n  help: concat([a, b])",
    ],
    [
      "numbers",
      () => concat([1, 2] as never),
      ValueError,
      "concat: 1 is no tensor\n  help: make a tensor of it: tensor(1)",
    ],
    [
      "shapes that differ",
      () => stack([x, f32.to("float64")]),
      ShapeError,
      "stack: (2, 3) and (3) are different shapes\n  help: all have one shape; to put them one behind the other: concat([a, b])",
    ],
    [
      "precisions on a new axis",
      () => stack([x.select(0), f32]),
      DTypeError,
      "stack: a float64 and a float32 tensor",
    ],
    [
      "nothing on a new axis",
      () => stack([]),
      ValueError,
      "stack: there is nothing to join\n  help: stack([a, b])",
    ],
  ])("what does not fit is named: %s", (_, call, type, message) => {
    expect(call).toThrow(type);
    expect(call).toThrow(message);
  });
});
