import { describe, expect, test } from "vitest";
import {
  choices,
  evenValues,
  focused,
  integers,
  linearUniform,
  logUniform,
  oneMinusLog,
  valueAt,
} from "../../../src/training/search/scales.js";

const quarters = [0, 0.25, 0.5, 0.75, 1];

describe("places on a scale", () => {
  test("a learning rate between 0.0001 and 1 is below 0.01 in half of all trials", () => {
    const rates = quarters.map((at) => valueAt(logUniform(1e-4, 1), at));
    [1e-4, 1e-3, 1e-2, 1e-1, 1].forEach((rate, i) => {
      expect(rates[i]).toBeCloseTo(rate, 12);
    });
  });
  test("a β between 0.9 and 0.999 averages over 100 steps in the middle, not over 20", () => {
    const betas = quarters.map((at) => Number(valueAt(oneMinusLog(0.9, 0.999), at)));
    expect(betas[0]).toBeCloseTo(0.9, 12);
    expect(1 / (1 - betas[2])).toBeCloseTo(100, 9);
    expect(betas[4]).toBeCloseTo(0.999, 12);
  });
  test("linear is linear", () => {
    expect(quarters.map((at) => valueAt(linearUniform(-1, 3), at))).toEqual([-1, 0, 1, 2, 3]);
  });
  test("whole numbers share the scale evenly, both bounds included", () => {
    const counts = new Map<unknown, number>();
    for (let i = 0; i < 900; i++) {
      const value = valueAt(integers(4, 6), (i + 0.5) / 900);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts]).toEqual([[4, 300], [5, 300], [6, 300]]); // biome-ignore format: one line
    expect(valueAt(integers(4, 6), 1)).toBe(6);
  });
  test("so do choices", () => {
    const values = [0, 0.33, 0.34, 0.66, 0.67, 1].map((at) => valueAt(choices("a", "b", "c"), at));
    expect(values).toEqual(["a", "a", "b", "b", "c", "c"]);
  });
});

describe("the lines of a grid", () => {
  test("are evenly spaced on the scale, with the ends as they were written", () => {
    const rates = evenValues(logUniform(1e-4, 1), 5).map(Number);
    expect(rates[0]).toBe(1e-4);
    expect(rates[4]).toBe(1);
    rates.forEach((rate, i) => {
      expect(Math.log10(rate)).toBeCloseTo(i - 4, 12);
    });
    expect(evenValues(oneMinusLog(0.9, 0.999), 3)).toEqual([0.9, expect.closeTo(0.99, 12), 0.999]);
  });
  test("a single one is in the middle", () => {
    expect(evenValues(linearUniform(0, 1), 1)).toEqual([0.5]);
  });
  test("no whole number comes twice, and every choice once", () => {
    expect(evenValues(integers(1, 3), 7)).toEqual([1, 2, 3]);
    expect(evenValues(choices("relu", "tanh"), 7)).toEqual(["relu", "tanh"]);
  });
});

describe("the part of a scale around the best values", () => {
  test("is a tenth of the scale wider on either side", () => {
    expect(focused(linearUniform(0, 100), [40, 60])).toEqual({
      scale: "linear",
      low: expect.closeTo(30, 9),
      high: expect.closeTo(70, 9),
    });
    const rates = focused(logUniform(1e-4, 1), [1e-3, 1e-2]);
    expect(rates).toMatchObject({ low: expect.closeTo(10 ** -3.4, 9), high: expect.closeTo(10 ** -1.6, 9) });
  });
  test("ends where the scale ends", () => {
    expect(focused(integers(5, 50), [6, 49])).toEqual(integers(5, 50));
    expect(focused(oneMinusLog(0.9, 0.999), [0.9, 0.99])).toMatchObject({ low: 0.9 });
  });
  test("of choices has those that are among the best", () => {
    expect(focused(choices("a", "b", "c"), ["c", "a"])).toEqual(choices("a", "c"));
  });
  test("of a single value is still a part", () => {
    expect(focused(linearUniform(3, 3), [3])).toEqual(linearUniform(3, 3));
  });
});

test("bounds that make no scale are refused", () => {
  expect(() => logUniform(0, 1)).toThrow(/logUniform: from 0 to 1[\s\S]*above 0/);
  expect(() => oneMinusLog(0.9, 1)).toThrow(/below 1/);
  expect(() => integers(1.5, 3)).toThrow(/whole numbers/);
  expect(() => linearUniform(2, 1)).toThrow(/the smaller first/);
  expect(() => linearUniform(0, Number.POSITIVE_INFINITY)).toThrow(/linearUniform/);
  expect(() => choices()).toThrow(/nothing to choose/);
});
