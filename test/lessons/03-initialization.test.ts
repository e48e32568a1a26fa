import { expect, test } from "vitest";
import { accuraciesOf, countStarting, outputsOf, rowOf } from "./executed.js";

const outputs = outputsOf("03-initialization");

test("the three beginnings have the notes' accuracies on train and test, and the prose's on dev", () => {
  expect(accuraciesOf(outputs, "Accuracy · ★", "zeros")).toEqual([50, 50, 50]);
  expect(accuraciesOf(outputs, "Accuracy · ★", "random ×10")).toEqual([83, 84, 86]);
  expect(accuraciesOf(outputs, "Accuracy · ★", "he")).toEqual([99.3, 100, 96]);
  expect(accuraciesOf(outputs, "Accuracy · ★", "randn")).toEqual([99.7, 99, 96]);
});

test("the costs of zeros and of He are the exercise's at all 15 printed steps, to 1e-12", () => {
  const passed = (title: string): string => outputs.find((text) => text.includes(`✓ passed: ${title}`)) ?? "";
  expect(passed("He: our costs = the notes'")).toContain("at most 1e-12 allowed");
  expect(passed("zeros: all 15 costs are ln 2")).toContain("at most 1e-12 allowed");
  expect(rowOf(outputs, "cost at step  ", "he, in the notes")).toEqual([
    "0.883054",
    "0.687983",
    "0.530494",
    "0.150156",
    "0.0735790",
  ]);
});

test("from zeros no weight moves, and the last bias by rounding alone", () => {
  const moved = (parameter: string): string => rowOf(outputs, "from zeros, after", parameter)[0];
  expect(["0.weight", "0.bias", "2.weight", "2.bias", "4.weight"].map(moved)).toEqual(Array(5).fill("0"));
  expect(moved("4.bias")).toBe("2 × 10⁻¹⁶");
});

test("random ×10 begins at 1774 where the formula from a gives infinity", () => {
  expect(rowOf(outputs, "cost at step  ", "random ×10")[0]).toBe("1773.59");
  expect(rowOf(outputs, "the first cost of random ×10", "points whose a is exactly 1")).toEqual(["300"]);
  expect(rowOf(outputs, "the first cost of random ×10", "the formula, from a")).toEqual(["Infinity"]);
});

test("the weights move as the prose says", () => {
  expect(rowOf(outputs, "W₁ moves by", "random ×10")).toEqual(["62.76", "6928.56", "19 %", "11 %", "30 %"]);
  expect(rowOf(outputs, "W₁ moves by", "he")).toEqual(["0.02", "1.96", "51 %", "114 %", "391 %"]);
});

test("1.5 and 0.5 to the powers of the lectures' 150 layers", () => {
  expect(rowOf(outputs, "after layers", "1.5 · I")).toEqual(["57.7", "638,000,000", "2.59 × 10²⁶"]);
  expect(rowOf(outputs, "after layers", "0.5 · I")).toEqual(["0.000977", "8.88 × 10⁻¹⁶", "7.01 × 10⁻⁴⁶"]);
});

test("with √(2/n) the signal keeps its size for 50 layers, with √(1/n) it loses 2⁻²⁵", () => {
  expect(
    rowOf(outputs, "√E[a²] after layer", "√(2/n)")
      .map(Number)
      .every((size) => size > 0.5 && size < 2),
  ).toBe(true);
  expect(rowOf(outputs, "√E[a²] after layer", "√(1/n)")[4]).toBe("2.7 × 10⁻⁸");
});

test("in six hidden layers He learns, LeCun more slowly, small and large weights do not", () => {
  expect(accuraciesOf(outputs, "Six hidden layers, after 600 steps", "he")).toEqual([98.3, 97, 95]);
  expect(accuraciesOf(outputs, "Six hidden layers, after 600 steps", "lecun")).toEqual([96, 95, 95]);
  expect(accuraciesOf(outputs, "Six hidden layers, after 600 steps", "small")).toEqual([63.7, 64, 66]);
  expect(accuraciesOf(outputs, "Six hidden layers, after 600 steps", "randn")).toEqual([50, 50, 50]);
  expect(rowOf(outputs, "zeros in layer 6", "randn")).toEqual(["212", "609", "12,801", "0.693", "100 %"]);
});

test("ReLU's gradients are level over the layers, the sigmoid's and large tanh's slope", () => {
  const figure = outputs.find((text) => text.startsWith("Norm of the gradient")) ?? "";
  expect(figure).toContain("ReLU, he: at step 0 from 0.0658 in layer 1 to 1.34 in layer 21");
  expect(figure).toMatch(/sigmoid, lecun: .* from 9\.4 × 10⁻¹⁶ in layer 1 to 0\.052 in layer 21/);
  expect(rowOf(outputs, "with hidden layers", "ReLU, he")).toEqual(["0.18", "0.11", "0.045", "0.066"]);
  expect(rowOf(outputs, "with hidden layers", "ReLU, lecun")).toEqual([
    "0.088",
    "0.0014",
    "0.00057",
    "1.7 × 10⁻⁵",
  ]);
  expect(rowOf(outputs, "with hidden layers", "tanh, randn")[3]).toBe("3,700,000");
});

test("from scratch and library agree, and each exercise is unsolved first and solved then", () => {
  expect(countStarting(outputs, "✓ passed: He's weights from scratch")).toBe(1);
  expect(countStarting(outputs, "✓ passed: dW1 by hand")).toBe(1);
  expect(countStarting(outputs, "… not solved yet")).toBe(3);
  expect(countStarting(outputs, "✓ passed")).toBe(7);
  expect(countStarting(outputs, "✗ failed")).toBe(0);
});

test("randn is ahead of He from four of five seeds, by less than the seeds differ", () => {
  const he = rowOf(outputs, "cost after 1,500 steps", "he").map(Number);
  const randn = rowOf(outputs, "cost after 1,500 steps", "randn").map(Number);
  expect(randn.filter((cost, seed) => cost < he[seed])).toHaveLength(4);
  expect([Math.min(...he), Math.max(...he)]).toEqual([0.065, 0.219]);
});
