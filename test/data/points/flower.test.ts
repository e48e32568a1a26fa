import { expect, test } from "vitest";
import { flower } from "../../../src/data/points/flower.js";
import { classSizes, columnSums, expectPoint, pointOf } from "./plane.js";

// Figures of a few lines of NumPy that follow the recipe in flower's description, np.random.seed(1).
test("the defaults give the planar exercise's 400 points", () => {
  const data = flower();
  expectPoint(pointOf(data, 0), [1.204442292254319, 3.5761141481288448]);
  expectPoint(pointOf(data, 2), [0.09524719604502052, -1.2799553276531797]);
  expectPoint(pointOf(data, 399), [0.7307808250007513, 3.0683292081876545]);
  expectPoint(columnSums(data), [-17.33836367040442, 27.426346947846085]);
});

test("class 0 stands before class 1, which has the odd point", () => {
  const data = flower({ size: 9 });
  expect(Array.from(data.y.data)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1]);
  expect(classSizes(data)).toEqual([4, 5]);
});

test("without noise no petal is longer than 4", () => {
  const data = flower({ noise: 0, size: 1000 });
  const lengths = Array.from({ length: 1000 }, (_, i) => Math.hypot(...pointOf(data, i)));
  expect(Math.max(...lengths)).toBeLessThanOrEqual(4);
  expect(Math.max(...lengths)).toBeGreaterThan(3.999);
});
