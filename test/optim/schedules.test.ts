import { expect, test } from "vitest";
import {
  byHand,
  cosineDecay,
  exponentialDecay,
  inverseSquareRootDecay,
  inverseTimeDecay,
  type Schedule,
  staircase,
} from "../../src/optim/schedules.js";

const rates = (schedule: Schedule, alpha0: number, times: number[]): number[] =>
  times.map((t) => schedule(alpha0, t));

test("α₀ / (1 + rate · epoch) from 0.2 gives the lectures' 0.1, 0.067, 0.05, 0.04", () => {
  expect(rates(inverseTimeDecay(1), 0.2, [1, 2, 3, 4])).toEqual([0.1, 0.06666666666666667, 0.05, 0.04]);
  expect(inverseTimeDecay(1)(0.5, 2)).toBe(0.16666666666666666);
});

test("exponential decay multiplies by 0.95 each time", () => {
  expect(rates(exponentialDecay(), 1, [0, 1, 2])).toEqual([1, 0.95, 0.9025]);
});

test("k / √t begins at α₀", () => {
  expect(rates(inverseSquareRootDecay(), 1, [0, 1, 4, 9])).toEqual([1, 1, 0.5, 1 / 3]);
});

test("a staircase holds the rate between its steps", () => {
  expect(rates(staircase(10), 1, [0, 9, 10, 19, 20])).toEqual([1, 1, 0.5, 0.5, 0.25]);
});

test("by hand, the last change counts", () => {
  expect(rates(byHand({ 100: 0.01, 20: 0.1 }), 1, [0, 19, 20, 99, 100, 500])).toEqual([
    1, 1, 0.1, 0.1, 0.01, 0.01,
  ]);
});

test("a cosine falls from α₀ to its floor, with the middle half-way", () => {
  const [first, middle, last, after] = rates(cosineDecay(100, { floor: 0.1 }), 1, [0, 50, 100, 150]);
  expect(first).toBe(1);
  expect(middle).toBeCloseTo(0.55, 15);
  expect(last).toBeCloseTo(0.1, 15);
  expect(after).toBeCloseTo(0.1, 15);
});

test("a warm-up rises evenly to α₀", () => {
  expect(rates(cosineDecay(100, { warmUp: 4 }), 1, [0, 1, 2, 3, 4])).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
});

test("a warm-up longer than the whole is refused", () => {
  expect(() => cosineDecay(10, { warmUp: 10 })).toThrow(/a warm-up of 10 in a total of 10\n {2}help:/);
});
