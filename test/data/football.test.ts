import { describe, expect, test } from "vitest";
import {
  type FootballPoints,
  footballBorder,
  footballPoints,
  footballSeed,
} from "../../src/data/football.js";

const parts = ["train", "dev", "test"] as const;

/** The share of points that lie on the other class's side of the border, over many samples. */
function shareBeyondTheBorder(part: keyof FootballPoints, seeds: number): number {
  let beyond = 0;
  let points = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const { x, y, size } = footballPoints(seed)[part];
    for (let i = 0; i < size; i++) beyond += x[2 * i + 1] > footballBorder(x[2 * i]) === (y[i] === 1) ? 0 : 1;
    points += size;
  }
  return beyond / points;
}

describe("the lessons' sample", () => {
  // The figures come from a few lines of NumPy that follow the recipe in footballPoints' description.
  const { train, dev, test: held } = footballPoints();

  test("starts and ends at the points that NumPy draws, bit for bit", () => {
    expect([...train.x.slice(0, 2)]).toEqual([-0.19196643641010425, 0.2594192141341981]);
    expect([...train.x.slice(-2)]).toEqual([-0.1116652141520626, -0.6164498944895955]);
    expect([...dev.x.slice(0, 2)]).toEqual([0.3931880048414031, 0.44452744402306565]);
    expect([...dev.x.slice(-2)]).toEqual([-0.13869228113164978, 0.4964306128042514]);
    expect([...held.x.slice(0, 2)]).toEqual([0.26691418170647346, 0.11048722785457066]);
    expect([...held.x.slice(-2)]).toEqual([-0.0801610954125635, -0.5177057751925227]);
  });

  test("has the labels that NumPy gives", () => {
    const start = [train, dev, held].map(({ y }) => y.slice(0, 12).join(""));
    const ones = [train, dev, held].map(({ y }) => y.reduce((sum, label) => sum + label, 0));
    expect(start).toEqual(["101100010101", "010001011110", "001111111111"]);
    expect(ones).toEqual([104, 89, 100]);
  });

  test("is that of the default seed", () => {
    expect(footballPoints(footballSeed)).toEqual({ train, dev, test: held });
  });
});

test("there are 211 points to train on, 200 dev and 200 test points, two numbers and a label each", () => {
  const points = footballPoints(1);
  expect(parts.map((part) => points[part].size)).toEqual([211, 200, 200]);
  expect(parts.map((part) => points[part].x.length)).toEqual([422, 400, 400]);
  expect(parts.map((part) => points[part].y.length)).toEqual([211, 200, 200]);
});

test("every point lies on the field, and every label is 0 or 1", () => {
  for (const part of parts) {
    const { x, y } = footballPoints(2)[part];
    expect(x.every((value, i) => Math.abs(value) <= (i % 2 === 0 ? 0.45 : 0.65))).toBe(true);
    expect(y.every((label) => label === 0 || label === 1)).toBe(true);
  }
});

test("another seed is another match", () => {
  expect(footballPoints(3).train.x).not.toEqual(footballPoints(4).train.x);
});

// 3 % upsets and 1.54 % of balls that the wind carries across make 4.45 %; over 200 samples of 200 points the
// standard deviation is 0.10 %, so that the bounds are four of it away.
test.each(parts)("4.45 % of the %s points lie beyond the border, as in the other two", (part) => {
  const share = shareBeyondTheBorder(part, 200);
  expect(share).toBeGreaterThan(0.0405);
  expect(share).toBeLessThan(0.0485);
});

test("a seed that is no whole number is refused", () => {
  expect(() => footballPoints(1.5)).toThrow(RangeError);
});
