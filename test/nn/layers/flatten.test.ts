import { expect, test } from "vitest";
import { Flatten } from "../../../src/nn/layers/flatten.js";
import { arange } from "../../../src/tensor/create.js";

test("puts each sample's numbers into one row", () => {
  const y = new Flatten().forward(arange(12).reshape(2, 1, 2, 3));
  expect(y.toArray()).toEqual([
    [0, 1, 2, 3, 4, 5],
    [6, 7, 8, 9, 10, 11],
  ]);
});

test("leaves rows as they are, no rows too", () => {
  expect(new Flatten().forward(arange(6).reshape(2, 3)).shape).toEqual([2, 3]);
  expect(new Flatten().forward(arange(0).reshape(0, 2, 3)).shape).toEqual([0, 6]);
});
