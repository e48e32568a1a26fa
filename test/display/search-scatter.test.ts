import { expect, test } from "vitest";
import { searchScatter } from "../../src/display/search-scatter.js";

const grid = [0.1, 1].flatMap((x) => [1, 2].map((y) => ({ x, y, score: x + y })));

test("the ticks at the sides are the different values along each axis", () => {
  const { data } = searchScatter({ grid }, { log: "x" });
  expect(data).toMatchObject([{ x: [0.1, 0.1, 1, 1] }, { x: [0.1, 1] }, { y: [1, 2] }]);
});

test("the summary has the number of values tried, and the best trial", () => {
  expect(searchScatter({ grid }, { names: ["α", "β"], score: "accuracy" }).summary).toBe(
    "Hyper-parameter search.\n- grid: 4 trials, 2 × 2 values of α and β; best accuracy 3 at α = 1, β = 2.",
  );
});

test("trials that failed are no best trials", () => {
  expect(searchScatter({ a: [{ x: 1, y: 1, score: Number.NaN }, ...grid] }).summary).toContain(
    "best dev accuracy 3",
  );
});

test("no trials with a score are an error that says what to do", () => {
  expect(() => searchScatter({ grid: [] })).toThrow(/"grid" has no trials[\s\S]*help/);
  expect(() => searchScatter({ grid: [{ x: 1, y: 1, score: Number.NaN }] })).toThrow(/"grid" has no trials/);
});
