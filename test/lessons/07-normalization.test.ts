import { expect, test } from "vitest";
import { accuraciesOf, countStarting, outputsOf, rowOf } from "./executed.js";

const outputs = outputsOf("07-normalization");

test("standardized columns have mean 0 and deviation 1; divided by σ² they have 1/σ", () => {
  const column = (name: string): string[] => rowOf(outputs, "deviation", name);
  expect(column("x₁")).toEqual(["51.1", "947", "498", "278"]);
  expect(column("x₂")).toEqual(["0.00557", "0.997", "0.510", "0.286"]);
  for (const name of ["(x₁ − μ₁) / σ₁", "(x₂ − μ₂) / σ₂"])
    expect(column(name).slice(2)).toEqual(["0", "1.00"]);
  expect(Number(column("(x₁ − μ₁) / σ₁²")[3])).toBeCloseTo(1 / 278.45, 5);
  expect(Number(column("(x₂ − μ₂) / σ₂²")[3])).toBeCloseTo(1 / 0.28643, 2);
});

test("the costs after 2,000 steps are those that the prose quotes", () => {
  const costs = (version: string): string[] => rowOf(outputs, "The cost after 2,000 steps", version);
  expect(costs("raw")).toEqual(["19.844", "0.653", "0.693", "0.693", "0.693", "0.693"]);
  expect(costs("x − μ").slice(1, 3)).toEqual(["0.422", "0.421"]);
  expect(costs("(x − μ) / σ").slice(3, 5)).toEqual(["0.276", "0.184"]);
});

test("only with σ divided out is a cost of 0.3 reached, and sooner where the mean is gone, too", () => {
  const steps = (version: string): string | undefined => rowOf(outputs, "steps until 0.3", version).at(-1);
  expect(["raw", "x − μ", "(x − μ) / σ²"].map(steps)).toEqual(["never", "never", "never"]);
  expect(["x / σ", "(x − μ) / σ"].map(steps)).toEqual(["423", "114"]);
  const rates = ["raw", "x / σ", "(x − μ) / σ"].map(
    (version) => rowOf(outputs, "steps until 0.3", version)[0],
  );
  expect(rates).toEqual(["0.00001", "0.1", "0.1"]);
});

test("the accuracies on train, dev and test are those that the prose quotes", () => {
  expect(accuraciesOf(outputs, "Accuracy · ★", "raw")).toEqual([61.6, 62, 59.5]);
  expect(accuraciesOf(outputs, "Accuracy · ★", "x − μ")).toEqual([82.5, 76.5, 80]);
  expect(accuraciesOf(outputs, "Accuracy · ★", "x / σ")).toEqual([93.4, 92.5, 94]);
  expect(accuraciesOf(outputs, "Accuracy · ★", "(x − μ) / σ")).toEqual([94.8, 92.5, 93.5]);
  expect(accuraciesOf(outputs, "Accuracy · ★", "(x − μ) / σ²")).toEqual([68.7, 72, 78.5]);
});

test("raw inputs have gradients of 204 and 0.401 and no unit that bends; standardized ones equal and all 20", () => {
  expect(rowOf(outputs, "always off", "raw")).toEqual(["204", "0.401", "9", "11", "0"]);
  expect(rowOf(outputs, "always off", "(x − μ) / σ")).toEqual(["0.103", "0.0988", "0", "0", "20"]);
  const rates = ["0.000001", "0.00001", "0.0001", "0.01", "0.1", "1"];
  const on = rates.map((rate) => rowOf(outputs, "raw, trained at", `α = ${rate}`)[0]);
  expect(on).toEqual(["33.3 %", "29.4 %", "0.0 %", "0.0 %", "0.0 %", "0.0 %"]);
});

test("gradient descent crawls along the raw valley and reaches the bottom of the standardized bowl", () => {
  const figure = (i: number): string => outputs.filter((text) => text.startsWith("Contours of the cost"))[i];
  expect(figure(0)).toContain("α = 0.25: from (0, 0), J = 0.693 in 100 steps to (2.24, −0.299), J = 0.435");
  expect(figure(1)).toContain("α = 7: from (0, 0), J = 0.693 in 100 steps to (2.41, −2.79), J = 0.297");
});

test("the largest steady rate is 2/h to a factor of two, and standardizing raises it half a million times", () => {
  const versions = ["x₁ to 1000, raw", "x₁ to 1000, x − μ", "x₁ to 10, raw", "x / σ", "(x − μ) / σ"];
  const numbers = versions.map((name) =>
    rowOf(outputs, "steady up to", name).map((cell) =>
      Number(cell.replaceAll(",", "").replace(" × 10⁻⁵", "e-5")),
    ),
  );
  for (const [largest, smallest, ratio, rule, found] of numbers) {
    // The cells have three digits, and the library's curvatures all of them.
    expect(ratio / (largest / smallest)).toBeCloseTo(1, 1);
    expect(rule * largest).toBeCloseTo(2, 1);
    expect(found / rule).toBeGreaterThan(1);
    expect(found / rule).toBeLessThan(2);
  }
  expect(numbers.map(([, , ratio]) => ratio)).toEqual([2_170_000, 947_000, 219, 6.96, 1.1]);
  expect(numbers[4][4] / numbers[0][4]).toBeGreaterThan(5e5);
});

test("by its own mean a part of the test set is misjudged, and a single kick always the same way", () => {
  expect(rowOf(outputs, "the train set's μ and σ", "all 200 at once")).toEqual(["93.5 %", "93.0 %"]);
  expect(rowOf(outputs, "the train set's μ and σ", "kicks to the right half")).toEqual(["94.0 %", "70.0 %"]);
  expect(rowOf(outputs, "the train set's μ and σ", "kicks to the far half")).toEqual(["94.8 %", "71.1 %"]);
  expect(rowOf(outputs, "the train set's μ and σ", "each kick for itself")).toEqual(["93.5 %", "50.0 %"]);
});

test("from scratch and library agree, and each exercise is unsolved first and solved then", () => {
  expect(countStarting(outputs, "✓ passed: from scratch = the Standardizer")).toBe(1);
  expect(countStarting(outputs, "✓ passed: from mm = from the field")).toBe(1);
  expect(countStarting(outputs, "… not solved yet")).toBe(3);
  expect(countStarting(outputs, "✓ passed")).toBe(5);
  expect(countStarting(outputs, "✗ failed")).toBe(0);
});
