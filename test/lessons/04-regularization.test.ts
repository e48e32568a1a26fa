import { expect, test } from "vitest";
import { accuraciesOf, countStarting, outputsOf, rowOf } from "./executed.js";

const outputs = outputsOf("04-regularization");

test("the cost of the exercise's small case is the printed 1.78648594516, to 1e-12", () => {
  const found = outputs.find((text) => text.includes("cost with the L2 penalty = the exercise's"));
  expect(found).toMatch(/^✓ passed.*\n.*at most 1e-12 allowed/);
});

const notes: [model: string, train: number, test: number][] = [
  ["no regularization", 95, 91.5],
  ["L2", 94, 93],
];

test.each(notes)("%s is within 2 points of the notes' %d / %d", (model, trainThere, testThere) => {
  const [train, , heldOut] = accuraciesOf(outputs, "in the notes", model);
  expect(Math.abs(train - trainThere)).toBeLessThanOrEqual(2);
  expect(Math.abs(heldOut - testThere)).toBeLessThanOrEqual(2);
});

test("the accuracies that the prose quotes are those of the run", () => {
  expect(accuraciesOf(outputs, "in the notes", "no regularization")).toEqual([96.2, 90.5, 92.5]);
  expect(accuraciesOf(outputs, "in the notes", "L2")).toEqual([93.4, 93, 94]);
  expect(accuraciesOf(outputs, "in the notes", "L1")).toEqual([93.4, 93.5, 93.5]);
  expect(accuraciesOf(outputs, "fresh points", "no regularization")[2]).toBe(91.7);
  expect(accuraciesOf(outputs, "fresh points", "L2")[2]).toBe(93.7);
  expect(accuraciesOf(outputs, "fresh points", "L1")[2]).toBe(94);
});

test("the penalized costs end higher, on train but not on dev", () => {
  expect(outputs.find((text) => text.startsWith("Cost of 3 runs"))).toContain(
    "no regularization (0.134), L1 (0.235) and L2 (0.261)",
  );
  expect(rowOf(outputs, "cross-entropy, train", "no regularization")).toEqual(["0.132", "0.000", "0.351"]);
  expect(rowOf(outputs, "cross-entropy, train", "L2")).toEqual(["0.211", "0.050", "0.244"]);
  expect(rowOf(outputs, "cross-entropy, train", "L1")).toEqual(["0.198", "0.037", "0.234"]);
});

test("L2 loses 55 weights, all of them in lost units, L1 91", () => {
  expect(rowOf(outputs, "units left, layer 1", "no regularization")).toEqual([
    "23.4",
    "185",
    "0 of 103",
    "20 of 20",
    "3 of 3",
  ]);
  expect(rowOf(outputs, "units left, layer 1", "L2").slice(2)).toEqual(["55 of 103", "13 of 20", "1 of 3"]);
  expect(rowOf(outputs, "units left, layer 1", "L1").slice(2)).toEqual(["91 of 103", "4 of 20", "1 of 3"]);
  expect(rowOf(outputs, "in lost units", "L2")).toEqual(["55", "0"]);
  expect(rowOf(outputs, "in lost units", "L1")).toEqual(["90", "1"]);
});

test("what goes into a unit at work under L2 is as long as what comes out of it, and not without L2", () => {
  for (const unit of ["10", "4", "1", "19", "13", "3", "18"]) {
    const [into, out, l2Into, l2Out] = rowOf(outputs, "plain: into", unit).map(Number);
    expect(Math.abs(l2Into / l2Out - 1)).toBeLessThan(0.01);
    expect(Math.abs(into / out - 1)).toBeGreaterThan(0.1);
  }
});

test("a shut unit's weights decay by 1 − αλ/m a step, up to a factor of 2.5 from its beginning", () => {
  const [ratio] = rowOf(outputs, "length at the start", "the second divided by the first").map(Number);
  const [power] = rowOf(outputs, "length at the start", "(1 − αλ/m) to the power 30,000").map(Number);
  expect(power).toBeCloseTo(1.07e-13, 15);
  expect(ratio / power).toBeCloseTo(2.4, 1);
});

test("of 20 inputs L1 by soft thresholding keeps the two that mean something; L2 and L1's gradient keep all", () => {
  expect(rowOf(outputs, "largest of the 18", "no regularization").slice(2)).toEqual([
    "0.771",
    "0",
    "93.4 %",
    "83.0 %",
    "90.0 %",
  ]);
  expect(rowOf(outputs, "largest of the 18", "L2").slice(3)).toEqual(["0", "89.6 %", "84.0 %", "91.0 %"]);
  expect(rowOf(outputs, "largest of the 18", "L1").slice(3)).toEqual(["0", "92.4 %", "92.5 %", "92.5 %"]);
  const last = outputs.filter((text) => text.includes("largest of the 18")).slice(1);
  expect(rowOf(last, "largest of the 18", "L1, soft threshold")).toEqual([
    "−1.68",
    "1.05",
    "0",
    "18",
    "91.9 %",
    "92.5 %",
    "92.0 %",
  ]);
});

test("norms fall and zeros appear as λ grows, and at 30 nothing is left", () => {
  const column = (caption: string, i: number): number[] =>
    ["0", "0.1", "0.7", "3", "10"].map((lambda) => Number(rowOf(outputs, caption, lambda)[i]));
  expect(column("L2, after 10,000 steps", 0)).toEqual([15, 11, 5.44, 3.97, 3]);
  expect(column("L1 by soft thresholding, after", 1)).toEqual([0, 33, 86, 96, 99]);
  expect(column("L1 by soft thresholding, after", 2)).toEqual([20, 16, 4, 2, 1]);
  expect(rowOf(outputs, "L2, after 10,000 steps", "30").slice(1)).toEqual([
    "103",
    "0",
    "50.7 %",
    "55.5 %",
    "50.0 %",
    "49.9 %",
  ]);
  const dev = ["0", "0.1", "0.7", "3", "10"].map(
    (lambda) => rowOf(outputs, "L2, after 10,000 steps", lambda)[4],
  );
  expect(dev).toEqual(["92.0 %", "92.5 %", "93.0 %", "91.0 %", "92.0 %"]);
});

test("a large λ keeps z in the linear part of tanh, and makes the network a plane", () => {
  expect(rowOf(outputs, "|z| < 0.5", "tanh, λ = 0")).toEqual([
    "57.5 %",
    "6.5 %",
    "57.4 %",
    "94.3 %",
    "92.5 %",
    "93.6 %",
  ]);
  expect(rowOf(outputs, "|z| < 0.5", "tanh, λ = 10").slice(0, 3)).toEqual(["100.0 %", "62.6 %", "99.4 %"]);
});

test("from scratch and library agree, and each exercise is unsolved first and solved then", () => {
  expect(countStarting(outputs, "✓ passed: W")).toBe(2);
  expect(countStarting(outputs, "… not solved yet")).toBe(3);
  expect(countStarting(outputs, "✓ passed")).toBe(6);
  expect(countStarting(outputs, "✗ failed")).toBe(0);
});
