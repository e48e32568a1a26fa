import { expect, test } from "vitest";
import { temperatures } from "../../src/data/temperatures.js";
import { movingAverage } from "../../src/optim/moving-average.js";

test("a year has 365 days of whole degrees", () => {
  const year = temperatures();
  expect(year.shape).toEqual([365]);
  expect(Array.from(year.data).every(Number.isInteger)).toBe(true);
});

test.each([1, 2, 3])("whatever the weather (seed %i), the lecture's days have its temperatures", (seed) => {
  const { data } = temperatures({ seed });
  expect([data[0], data[1], data[2], data[179], data[180]]).toEqual([40, 49, 45, 60, 56]);
});

test("its moving average begins with the lecture's figures", () => {
  const [first, second, third] = movingAverage(temperatures().data, 0.9);
  expect(first).toBeCloseTo(40, 12);
  expect(second).toBeCloseTo(44.736842105263165, 12);
  expect(third).toBeCloseTo(44.833948339483406, 12);
});

test("July is some 24 °F warmer than January", () => {
  const mean = (from: number, to: number): number => {
    let sum = 0;
    for (let seed = 0; seed < 50; seed++) sum += temperatures({ seed }).slice(from, to).mean().item();
    return sum / 50;
  };
  const difference = mean(181, 212) - mean(3, 31);
  // The season alone makes 23.4; a month's mean weather over 50 years deviates by about 0.3.
  expect(difference).toBeGreaterThan(22);
  expect(difference).toBeLessThan(25);
});

test("another seed is another year", () => {
  expect(temperatures({ seed: 1 }).data).not.toEqual(temperatures({ seed: 2 }).data);
});
