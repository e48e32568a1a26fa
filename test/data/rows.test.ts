import { expect, test } from "vitest";
import { stackRows, takeRows } from "../../src/data/rows.js";
import { arange, tensor } from "../../src/tensor/create.js";

test("rows of any rank are taken whole, one twice if asked", () => {
  const x = arange(24).reshape(3, 2, 4);
  expect(takeRows(x, [2, 0, 2]).toArray()).toEqual(
    [2, 0, 2].map((i) =>
      x
        .slice(i, i + 1)
        .reshape(2, 4)
        .toArray(),
    ),
  );
});

test("rows are taken from a transposed view as they are seen", () => {
  expect(
    takeRows(
      tensor([
        [1, 2],
        [3, 4],
      ]).T,
      [1],
    ).toArray(),
  ).toEqual([[2, 4]]);
});

test("single precision stays single", () => {
  const x = tensor([[1], [2]], { dtype: "float32" });
  expect(takeRows(x, [1]).dtype).toBe("float32");
  expect(stackRows(x, x).dtype).toBe("float32");
});

test("rows are stacked below each other", () => {
  expect(
    stackRows(
      tensor([[1, 2]]),
      tensor([
        [3, 4],
        [5, 6],
      ]),
    ).toArray(),
  ).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
});

test("rows of other lengths or precision do not stack", () => {
  expect(() => stackRows(tensor([[1, 2]]), tensor([[3]]))).toThrow(
    /rows of \(1, 2\) and \(1, 1\) do not stack/,
  );
  expect(() => stackRows(tensor([[1]]), tensor([[3]], { dtype: "float32" }))).toThrow(/\.to\("float64"\)/);
});
