import { linspace } from "gradbook";
import { expect, test } from "vitest";
import { batchNormBands } from "../../src/display/batch-norm-bands.js";

const at = (step: number, scale: number) => ({
  step,
  layers: [linspace(0, 100, 101).mul(scale), linspace(0, 1, 101)],
});

test("the lines are the 15, 50 and 85 % quantiles over the steps", () => {
  const { data } = batchNormBands({ plain: [at(0, 1), at(10, 2)] });
  expect(data.slice(0, 3)).toMatchObject([
    { x: [0, 10], y: [15, 30] },
    { x: [0, 10], y: [85, 170], fill: "tonexty" },
    { x: [0, 10], y: [50, 100] },
  ]);
  expect(data).toHaveLength(6);
});

test("the summary has the first and the last step of each layer", () => {
  expect(batchNormBands({ plain: [at(0, 1), at(10, 2)] }).summary).toContain(
    "- plain, layer 1: step 0 median 50, 15 to 85 % from 15 to 85; step 10 median 100, 15 to 85 % from 30 to 170.",
  );
});

test("thousands of steps stay within 200 kB", () => {
  const many = Array.from({ length: 3000 }, (_, step) => at(step, Math.sin(step)));
  expect(JSON.stringify(batchNormBands({ a: many, b: many, c: many })).length).toBeLessThanOrEqual(200_000);
});

test("no snapshots, or other layers, are errors that say what to do", () => {
  expect(() => batchNormBands({ plain: [] })).toThrow(/"plain" has no snapshots[\s\S]*help/);
  expect(() => batchNormBands({ plain: [at(0, 1), { step: 1, layers: [] }] })).toThrow(
    /differ in their layers/,
  );
});
