import { expect, test } from "vitest";
import { accuraciesOf, countStarting, outputsOf, rowOf } from "./executed.js";

const outputs = outputsOf("14-softmax");
const all = outputs.join("\n");

test("the softmax of 5, 2, −1, 3 is the notes'", () => {
  const notes = ["0.842", "0.042", "0.002", "0.114"];
  expect(rowOf(outputs, "hard max", "softmax, here")).toEqual(notes);
  expect(rowOf(outputs, "hard max", "softmax, in the notes")).toEqual(notes);
  expect(rowOf(outputs, "hard max", "t = e^z")).toEqual(["148.413", "7.389", "0.368", "20.086"]);
});

test("1000 on top of the scores is too much for the formula, and nothing for the stable form", () => {
  expect(all).toContain("tensor([[nan, nan, nan, nan]])");
  const shares = rowOf(outputs, "z + 1000", "z");
  expect(rowOf(outputs, "z + 1000", "z + 1000")).toEqual(shares);
  expect(rowOf(outputs, "z + 1000", "z − 1000")).toEqual(shares);
});

test("the lectures' example has the loss 1.609", () => {
  expect(rowOf(outputs, "the lectures' example", "the lectures' example")).toEqual(["1.609"]);
});

test("the gradient of the example is ŷ − y", () => {
  expect(rowOf(outputs, "∂L/∂z", "∂L/∂z = ŷ − y")).toEqual(["0.842", "−0.958", "0.002", "0.114"]);
});

test("two classes give the logistic regression's weights", () => {
  const difference = rowOf(outputs, "class 1 − class 0", "class 1 − class 0");
  expect(rowOf(outputs, "class 1 − class 0", "logistic regression")).toEqual(difference);
});

test("the weights of a linear softmax point to the heaps", () => {
  const heaps = ["class 0", "class 1", "class 2"].map((name) => rowOf(outputs, "row of W", name));
  expect(heaps).toEqual([
    ["0.02", "1.68"],
    ["−1.57", "−0.85"],
    ["1.55", "−0.84"],
  ]);
});

test.each([
  ["3 classes", "1.0986", "100.0 %", "100.0 %"],
  ["4 classes", "1.3863", "98.8 %", "100.0 %"],
  ["5 classes", "1.6094", "97.0 %", "98.0 %"],
  ["6 classes", "1.7918", "91.7 %", "93.3 %"],
])(
  "a linear softmax of %s begins at ln C = %s and gets %s of the test set right, the true centres %s",
  (...row) => {
    const [name, lnC, found, possible] = row;
    const cells = rowOf(outputs, "Linear softmax", name);
    expect(cells.slice(0, 2)).toEqual([lnC, lnC]);
    expect(cells.slice(-2)).toEqual([found, possible]);
  },
);

test("the accuracies that the prose quotes are those of the runs", () => {
  const [arms, digits] = outputs.filter((text) => text.startsWith("Accuracy · ★")).map((text) => [text]);
  expect(accuraciesOf(arms, "Accuracy", "linear")).toEqual([46.8, 42.5, 51.5]);
  expect(accuraciesOf(arms, "Accuracy", "deep")).toEqual([94.3, 96, 94.5]);
  expect(accuraciesOf(digits, "Accuracy", "linear")).toEqual([96.8, 92, 93]);
  expect(accuraciesOf(digits, "Accuracy", "deep")).toEqual([100, 97.6, 96.6]);
});

test("the confusion matrix and the worst mistakes are as the prose tells", () => {
  expect(all).toContain("Most often mistaken: 4 for 9 (5 times), 1 for 7 (3 times) and 3 for 5 (3 times).");
  expect(all).toContain("Row by row: 9 → 7: 99.9 %; 1 → 7: 98.5 %; 8 → 1: 92.5 %; 9 → 3: 88.2 %");
  expect(all).toContain("4 → 9: 52.0 %.");
});

test("one network is as sure as it is right, one too sure, one too modest", () => {
  const right = (name: string): string[] => rowOf(outputs, "mean ŷ", name).slice(2);
  expect(right("deep")).toEqual(["97.6 %", "97.9 %"]);
  expect(right("deep, 200 digits")).toEqual(["82.0 %", "92.1 %"]);
  expect(right("linear")).toEqual(["92.0 %", "83.8 %"]);
  expect(right("linear, 40 passes")).toEqual(["95.0 %", "92.2 %"]);
});

test("from scratch and library agree, and each exercise is unsolved first and solved then", () => {
  expect(countStarting(outputs, "✓ passed")).toBe(5 + 3);
  expect(countStarting(outputs, "… not solved yet")).toBe(3);
  expect(countStarting(outputs, "✗ failed")).toBe(0);
  expect(all).toContain("dev cost 0.587 at T = 2, 0.784 at T = 1");
});
