import { expect, test } from "vitest";
import { accuraciesOf, countStarting, outputsOf, rowOf } from "./executed.js";

const outputs = outputsOf("08-gradient-checking");

test("θ³ at 1 has the notes' differences, J = θx the exercise's", () => {
  expect(rowOf(outputs, "θ³ at θ = 1", "two-sided")).toEqual(["3.0001", "3.0001"]);
  expect(rowOf(outputs, "θ³ at θ = 1", "one-sided")).toEqual(["3.0301", "3.0301"]);
  expect(rowOf(outputs, "J = θx", "difference")).toEqual(["2.919335883e-10", "2.919335883e-10"]);
});

test("the planted bugs differ as the exercise prints, to the safe digits, and are named", () => {
  const row = (bugs: string): string[] => rowOf(outputs, "wrong are", bugs);
  expect(row("both")).toEqual(["0.28509316", "0.2850931567", "b1, W2"]);
  expect(row("dW₂ · 2")).toEqual(["0.17344197", "–", "W2"]);
  expect(row("db₁ · 4")).toEqual(["0.25442297", "–", "b1"]);
});

test("the right gradient fails the notes' 10⁻⁷ with the cost from a, and passes with that from z", () => {
  const none = Number(rowOf(outputs, "wrong are", "none")[0]);
  expect(none).toBeGreaterThan(1.1e-7);
  expect(none).toBeLessThan(1.3e-7);
  expect(rowOf(outputs, "difference at ε =", "J from a")).toEqual(["2e-10", "9e-10", "8e-9", "1e-7", "1e-6"]);
  expect(rowOf(outputs, "difference at ε =", "J from z")).toEqual([
    "2e-10",
    "9e-12",
    "8e-11",
    "1e-9",
    "1e-8",
  ]);
  expect(rowOf(outputs, "how exact is the cost?", "a of the three samples")).toEqual([
    "0.97207, 0.66583, 0.99887",
  ]);
});

test("the report names W2 and b1, with (k − 1)/(k + 1)", () => {
  expect(rowOf(outputs, "Gradient check of 47", "b1 (5)").slice(0, 2)).toEqual(["0.6", "✗ wrong"]);
  expect(rowOf(outputs, "Gradient check of 47", "W2 (3, 5)").slice(0, 2)).toEqual(["0.3333", "✗ wrong"]);
  expect(rowOf(outputs, "Gradient check of 47", "all together")).toEqual(["0.2851", "✗ wrong"]);
});

test("each kind of bug leaves its trace", () => {
  const trace = (bug: string): string[] => rowOf(outputs, "1/m forgotten", bug);
  expect(trace("1/m forgotten")).toEqual(["0.50", "0.50", "0.50", "0.50", "0.50", "0.50"]);
  expect(trace("the sign of dz₃ turned")).toEqual(["1.0", "1.0", "1.0", "1.0", "1.0", "1.0"]);
  expect(trace("db₂ summed over axis 1")).toEqual(["✓", "✓", "✓", "0.29", "✓", "✓"]);
  expect(trace("ReLU's gate of layer 1 forgotten")).toEqual(["0.18", "0.27", "✓", "✓", "✓", "✓"]);
  expect(trace("the penalty forgotten in dW")).toEqual(["0.17", "✓", "0.27", "✓", "0.068", "✓"]);
});

test("networks with a bug train as the prose says", () => {
  expect(accuraciesOf(outputs, "After 5,000 steps", "right")).toEqual([93.8, 93, 93.5]);
  expect(accuraciesOf(outputs, "After 5,000 steps", "dW₂ · 2, db₁ · 4")).toEqual([92.9, 90, 93.5]);
  expect(accuraciesOf(outputs, "After 5,000 steps", "dW₁ = 0")).toEqual([90, 91.5, 93]);
});

test("mathjs, autograd and the formula by hand agree to 14 digits", () => {
  const derivatives = ["by hand, (a − y) x and a − y", "autograd", "mathjs"].map((way) =>
    rowOf(outputs, "dJ/dw", way),
  );
  expect(derivatives[0]).toEqual(["-0.43357574606249", "-0.28905049737500"]);
  expect(derivatives[1]).toEqual(derivatives[0]);
  expect(derivatives[2]).toEqual(derivatives[0]);
});

test("the wrong slope of tanh hides at the start and shows after training", () => {
  const found = rowOf(outputs, "after 20 steps", "1 − z²").map(Number);
  expect(found[0]).toBeLessThan(1e-7);
  expect(found.slice(1)).toEqual([3.5e-6, 3.3e-3]);
  expect(rowOf(outputs, "after 20 steps", "1 − a²").every((text) => Number(text) < 1e-8)).toBe(true);
});

test("dropout makes a derivative of pure chance", () => {
  expect(rowOf(outputs, "nothing moved", "their difference / 2ε")).toEqual(["18,092"]);
});

test("from scratch and library agree, and each exercise is unsolved first and solved then", () => {
  expect(countStarting(outputs, "✓ passed: gradientCheck = from scratch")).toBe(1);
  expect(countStarting(outputs, "✓ passed: all 47 by hand = autograd's")).toBe(1);
  expect(countStarting(outputs, "… not solved yet")).toBe(3);
  expect(countStarting(outputs, "✓ passed")).toBe(9);
  expect(countStarting(outputs, "✗ failed")).toBe(0);
});
