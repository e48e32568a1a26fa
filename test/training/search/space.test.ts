import { expect, test } from "vitest";
import { RandomState } from "../../../src/random/random-state.js";
import { choices, integers, linearUniform, logUniform } from "../../../src/training/search/scales.js";
import { gridPoints, randomPoints } from "../../../src/training/search/space.js";

const space = { rate: logUniform(1e-4, 1), units: integers(50, 100) };

test("random points are NumPy's draws, point by point", () => {
  const rng = new RandomState(7);
  const points = randomPoints(space, 3, 7);
  for (const { rate, units } of points) {
    expect(rate).toBeCloseTo(10 ** (-4 + 4 * rng.rand()), 12);
    expect(units).toBe(50 + Math.floor(51 * rng.rand()));
  }
});

test("a longer search begins as the shorter one", () => {
  expect(randomPoints(space, 20, 3).slice(0, 5)).toEqual(randomPoints(space, 5, 3));
});

test("a grid of five has 25 points and five values of each; at random there are 25 of each", () => {
  const plane = { x: linearUniform(0, 1), y: linearUniform(0, 1) };
  const distinct = (points: readonly { readonly [name: string]: unknown }[]): number =>
    new Set(points.map(({ x }) => x)).size;
  expect(gridPoints(plane, 5)).toHaveLength(25);
  expect(distinct(gridPoints(plane, 5))).toBe(5);
  expect(distinct(randomPoints(plane, 25, 0))).toBe(25);
});

test("a grid may have its own number of values for each hyper-parameter, and takes all choices", () => {
  const points = gridPoints({ a: linearUniform(0, 1), b: choices("x", "y") }, { a: 3 });
  expect(points).toEqual([
    { a: 0, b: "x" },
    { a: 0, b: "y" },
    { a: 0.5, b: "x" },
    { a: 0.5, b: "y" },
    { a: 1, b: "x" },
    { a: 1, b: "y" },
  ]);
});

test("what is no space, and a grid without a number, are refused", () => {
  expect(() => randomPoints({}, 3, 0)).toThrow(/the space is empty/);
  const wrong = { rate: 0.1 } as unknown as typeof space;
  expect(() => gridPoints(wrong, 3)).toThrow(/"rate" is no scale[\s\S]*help/);
  expect(() => gridPoints(space, { rate: 3 })).toThrow(/undefined values of "units"/);
  expect(() => gridPoints(space, 0)).toThrow(/a grid of 0 values/);
});
