import { expect, test } from "vitest";
import { effectiveRates } from "../../src/display/effective-rates.js";

const rates = {
  GD: [
    [0.1, 0.1],
    [0.1, 0.1],
  ],
  Adagrad: [
    [0.5, 0.02],
    [0.25, 0.01],
  ],
} as const;

test("each coordinate has a panel with every rule, steps counted from 1", () => {
  const { data } = effectiveRates(rates);
  expect(data).toMatchObject([
    { name: "GD", xaxis: "x", x: [1, 2], y: [0.1, 0.1], showlegend: true },
    { name: "Adagrad", xaxis: "x", y: [0.5, 0.25], showlegend: true },
    { name: "GD", xaxis: "x2", y: [0.1, 0.1], showlegend: false },
    { name: "Adagrad", xaxis: "x2", y: [0.02, 0.01], showlegend: false },
  ]);
});

test("both panels have the same logarithmic axis, wide enough for all rates", () => {
  const layout = effectiveRates(rates).layout as Record<string, { type: string; range: number[] }>;
  expect(layout.yaxis).toMatchObject({ type: "log", range: layout.yaxis2.range });
  expect(layout.yaxis.range[0]).toBeLessThan(-2);
  expect(layout.yaxis.range[1]).toBeGreaterThan(Math.log10(0.5));
});

test("long runs are thinned", () => {
  const long = Array.from({ length: 5000 }, (_, t) => [1 / (t + 1), 1] as const);
  const [{ x }] = effectiveRates({ Adagrad: long }).data as { x: number[] }[];
  expect(x.length).toBeLessThanOrEqual(300);
  expect([x[0], x[x.length - 1]]).toEqual([1, 5000]);
});

test("the summary says where each rate begins and ends", () => {
  expect(effectiveRates(rates, { names: ["a", "b"] }).summary).toContain(
    "- Adagrad: a from 0.5 to 0.25, b from 0.02 to 0.01, in 2 steps.",
  );
});

test("nothing to show, or a rate of 0, are errors that say what to do", () => {
  expect(() => effectiveRates({})).toThrow(/nothing to show[\s\S]*help/);
  expect(() => effectiveRates({ GD: [] })).toThrow(/"GD" has no pairs[\s\S]*help/);
  expect(() => effectiveRates({ GD: [[0, 1]] })).toThrow(/above 0/);
});
