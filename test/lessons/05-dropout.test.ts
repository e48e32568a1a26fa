import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../browser/sample-project.js";
import { readNotebook } from "../notebooks/notebook.js";

/** The text of every output of the executed lesson, in order. */
const outputs: string[] = readNotebook(join(root, "notebooks/05-dropout.ipynb")).cells.flatMap((cell) =>
  (cell.outputs ?? []).flatMap(({ data }) => {
    const text = data?.["text/plain"];
    return text === undefined ? [] : [Array.isArray(text) ? text.join("") : String(text)];
  }),
);

/** "95.3 % (201/211)" in a table's row of that model: the accuracies in per cent, column by column. */
function accuraciesOf(model: string): number[] {
  const row = outputs
    .flatMap((text) => text.split("\n"))
    .find((line) => line.startsWith(`${model} `) && line.includes("/211"));
  return Array.from(row?.matchAll(/([\d.]+) % \((\d+)\/(\d+)\)/g) ?? [], ([, percent]) => Number(percent));
}

const notes: [model: string, train: number, test: number][] = [
  ["no regularization", 95, 91.5],
  ["L2", 94, 93],
  ["dropout", 93, 95],
  ["one fixed mask", 93, 95],
];

test.each(notes)("%s is within 2 points of the notes' %d / %d", (model, trainThere, testThere) => {
  const [train, , heldOut] = accuraciesOf(model);
  expect(Math.abs(train - trainThere)).toBeLessThanOrEqual(2);
  expect(Math.abs(heldOut - testThere)).toBeLessThanOrEqual(2);
});

test("the order of the test accuracies is the notes': plain, L2, dropout; and so is the dev set's", () => {
  const [plain, l2, dropout] = ["no regularization", "L2", "dropout"].map(accuraciesOf);
  for (const column of [1, 2]) {
    expect(plain[column]).toBeLessThan(l2[column]);
    expect(l2[column]).toBeLessThan(dropout[column]);
  }
});

test("the accuracies that the prose quotes are those of the run", () => {
  expect(accuraciesOf("no regularization")).toEqual([96.2, 90.5, 92.5]);
  expect(accuraciesOf("L2")).toEqual([93.4, 93, 94]);
  expect(accuraciesOf("dropout")).toEqual([93.8, 94, 96]);
  expect(accuraciesOf("one fixed mask")).toEqual([94.3, 93, 95.5]);
  expect(accuraciesOf("keep 1, 1")).toEqual([94.8, 92, 93.5]);
  expect(accuraciesOf("keep 1, 0.86")).toEqual([92.9, 89, 92]);
  expect(accuraciesOf("keep 0.5, 1")).toEqual([94.8, 94, 96.5]);
  expect(outputs.join("\n")).toMatch(/the true border +94\.8 % +94\.5 % +95\.5 %/);
});

test("from scratch and library agree, and each exercise is unsolved first and solved then", () => {
  const count = (start: string): number => outputs.filter((text) => text.startsWith(start)).length;
  expect(count("✓ passed: dW")).toBe(2);
  expect(count("… not solved yet")).toBe(3);
  expect(count("✓ passed")).toBe(5);
  expect(count("✗ failed")).toBe(0);
});
