import { expect, test } from "vitest";
import { spirals } from "../../../src/data/points/spirals.js";
import { classSizes, expectPoint, pointOf } from "./plane.js";

test("without noise, radius and angle grow together, from the centre to radius 1", () => {
  const data = spirals({ size: 8, classes: 2, turns: 0.5, noise: 0 });
  // Four steps on each arm: radii ¼ … 1, a quarter of half a turn each; the second arm opposite.
  expectPoint(pointOf(data, 0), [0.25 * Math.SQRT1_2, 0.25 * Math.SQRT1_2]);
  expectPoint(pointOf(data, 2), [0, 0.5]);
  expectPoint(pointOf(data, 6), [-1, 0]);
  for (let i = 0; i < 8; i += 2) {
    const [x1, x2] = pointOf(data, i);
    expectPoint(pointOf(data, i + 1), [-x1, -x2]);
  }
});

test("classes take turns", () => {
  const data = spirals({ size: 10, classes: 3 });
  expect(Array.from(data.y.data)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
  expect(classSizes(data)).toEqual([4, 3, 3]);
});

test("noise moves each point a little", () => {
  const still = spirals({ noise: 0 });
  const moved = spirals({ noise: 0.03 });
  const offs = Array.from(moved.x.data, (value, i) => value - still.x.data[i]);
  const deviation = Math.sqrt(offs.reduce((sum, off) => sum + off * off, 0) / offs.length);
  expect(Math.abs(deviation - 0.03)).toBeLessThan(0.004); // four deviations of it, over 600 numbers
});

test("one class alone and too few points are refused", () => {
  expect(() => spirals({ classes: 1 })).toThrow(/spirals: 1 classes/);
  expect(() => spirals({ classes: 3, size: 2 })).toThrow(/no such number of points as 2/);
});
