import { expect, test } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { tensor } from "../../src/tensor/create.js";

const data = new Dataset(
  "train",
  tensor([
    [1, 2],
    [3, 4],
    [5, 6],
  ]),
  tensor([[0], [1], [0]]),
);

test("says its name, its size and its shapes", () => {
  expect(data.size).toBe(3);
  expect(String(data)).toBe('Dataset "train": 3 samples, x (3, 2), y (3, 1)');
});

test("selects samples with their labels, in the order asked", () => {
  const some = data.select([2, 1], "dev");
  expect(some.name).toBe("dev");
  expect(some.x.toArray()).toEqual([
    [5, 6],
    [3, 4],
  ]);
  expect(some.y.toArray()).toEqual([[0], [1]]);
});

test("what is selected is a copy", () => {
  const some = data.select([0]);
  some.x.data[0] = 99;
  expect(data.x.at(0, 0)).toBe(1);
});

test("a sample that it does not have is refused", () => {
  expect(() => data.select([3])).toThrow(/there is no row 3 in a tensor of shape \(3, 2\)/);
  expect(() => data.select([-1])).toThrow(/there is no row -1/);
});

test("takes other samples to the same labels", () => {
  const doubled = data.withSamples(data.x.mul(2));
  expect(doubled.x.at(2, 1)).toBe(12);
  expect(doubled.y).toBe(data.y);
});
