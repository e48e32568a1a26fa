import { expect, test } from "vitest";
import { blobs } from "../../../src/data/points/blobs.js";
import { classSizes, expectPoint, pointOf } from "./plane.js";

test("classes take turns, and are equally many but for one", () => {
  const data = blobs({ size: 11, classes: 4 });
  expect(Array.from(data.y.data)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2]);
  expect(classSizes(data)).toEqual([3, 3, 3, 2]);
});

test("without noise each class is one point on a circle of radius 3, the first on top", () => {
  const data = blobs({ size: 4, classes: 4, noise: 0 });
  expectPoint(pointOf(data, 0), [0, 3]);
  expectPoint(pointOf(data, 1), [-3, 0]);
  expectPoint(pointOf(data, 2), [0, -3]);
  expectPoint(pointOf(data, 3), [3, 0]);
});

test("a blob has the asked centre and deviation", () => {
  const data = blobs({
    size: 20_000,
    centers: [
      [5, -1],
      [0, 0],
    ],
    noise: 0.5,
    seed: 2,
  });
  const [right, up] = [0, 1].map((axis) =>
    Array.from({ length: 10_000 }, (_, i) => pointOf(data, 2 * i)[axis]),
  );
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = (values: number[], middle: number): number =>
    Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  // Four standard deviations of a mean over 10,000 points: 4 · 0.5 / 100.
  expect(Math.abs(mean(right) - 5)).toBeLessThan(0.02);
  expect(Math.abs(mean(up) + 1)).toBeLessThan(0.02);
  expect(Math.abs(deviation(right, 5) - 0.5)).toBeLessThan(0.015);
});

test("the same seed gives the same points, another seed others", () => {
  expect(blobs({ seed: 5 }).x.data).toEqual(blobs({ seed: 5 }).x.data);
  expect(blobs({ seed: 5 }).x.data).not.toEqual(blobs({ seed: 6 }).x.data);
});

test("one class alone is refused", () => {
  expect(() => blobs({ classes: 1 })).toThrow(/blobs: 1 classes[\s\S]*help: classes: 3/);
});
