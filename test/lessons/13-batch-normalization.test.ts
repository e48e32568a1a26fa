import { expect, test } from "vitest";
import { accuraciesOf, countStarting, outputsOf, rowOf } from "./executed.js";

const outputs = outputsOf("13-batch-normalization");
const all = outputs.join("\n");

test("β and γ become mean and deviation of every unit", () => {
  expect(rowOf(outputs, "mean of z̃", "mean of z̃")).toEqual(["0.20", "−1.00", "3.00"]);
  expect(rowOf(outputs, "mean of z̃", "deviation of z̃")).toEqual(["1.00", "0.50", "2.00"]);
});

test("forward, backward, bias and moving average by hand are the library's", () => {
  for (const title of [
    "z + b gives the same as z",
    "the gradient of b is 0",
    "forward by hand = BatchNorm's",
    "dz by hand = autograd's",
    "dγ by hand = autograd's",
    "moving average by hand = BatchNorm's",
  ]) {
    expect(all).toContain(`✓ passed: ${title}\n`);
  }
});

test("a batch of one gives β", () => {
  expect(all).toContain("tensor([[ 0.2, -1. ,  3. ]])");
});

test("at rate 1 the plain network is dead, and the one with batch normalization learns", () => {
  const table = outputs.filter((text) => text.startsWith("Accuracy · ★"));
  expect(accuraciesOf(table, "Accuracy", "plain")).toEqual([95.7, 89.4, 89]);
  expect(accuraciesOf(table, "Accuracy", "plain, rate 1")).toEqual([10, 10, 10]);
  expect(accuraciesOf(table, "Accuracy", "batch norm")).toEqual([100, 90, 89.2]);
  expect(accuraciesOf(table, "Accuracy", "batch norm, rate 1")).toEqual([97.5, 91, 89.6]);
});

test("over rates and depths batch normalization is better in all fields but one, and never fails", () => {
  const map = outputs.find((text) => text.startsWith("Accuracy of 2 models")) ?? "";
  const shares = Array.from(map.matchAll(/→ ([\d.]+ %|failed)/g), ([, share]) => Number.parseFloat(share));
  const [plain, normed] = [shares.slice(0, 25), shares.slice(25)];
  expect(normed).toHaveLength(25);
  expect(normed.some(Number.isNaN)).toBe(false);
  expect(plain.filter(Number.isNaN)).toHaveLength(3);
  expect(normed.filter((share, i) => share < plain[i])).toHaveLength(1);
  const best = (row: number, of: readonly number[]): number =>
    Math.max(...of.slice(5 * row, 5 * row + 5).filter(Number.isFinite));
  expect([0, 1, 2].map((row) => best(row, plain))).toEqual([83.6, 63, 29.2]);
  expect([0, 1, 2, 3, 4].map((row) => best(row, normed))).toEqual([91.8, 90, 88, 72.2, 29.2]);
});

test("twenty hidden layers learn, thirty do not: the gradient grows by 1.2 in each layer", () => {
  expect(accuraciesOf(outputs, "after 500 steps", "20 hidden layers")).toEqual([81.4, 75, 71.4]);
  expect(accuraciesOf(outputs, "after 500 steps", "30 hidden layers")).toEqual([22.8, 25.8, 24.2]);
  const [, first, last] =
    /- batch norm: at step 0 from (\d+) in layer 1 to ([\d.]+) in layer 41/.exec(all) ?? [];
  expect((Number(first) / Number(last)) ** (1 / 40)).toBeCloseTo(1.2, 1);
});

test("z moves in the plain network, little with batch normalization, and again with jolts", () => {
  const moves = (name: string): number[] => rowOf(outputs, "with jolts  ", name).map(Number);
  expect(moves("plain")).toEqual([0.194, 0.266, 0.316, 0.363, 0.401]);
  expect(moves("batch norm")).toEqual([0.111, 0.021, 0.018, 0.018, 0.018]);
  expect(moves("batch norm with jolts")).toEqual([0.133, 0.417, 0.416, 0.397, 0.394]);
});

test("the jolts do not take the help away, from any of the three seeds", () => {
  const right = (name: string): number[] =>
    rowOf(outputs, "dev accuracy, rate 0.1", name).map((cell) => Number.parseFloat(cell));
  const [plain, jolted] = [right("plain"), right("batch norm with jolts")];
  expect(jolted).toEqual([90.2, 94.8, 91]);
  expect(jolted.every((share, seed) => share > plain[seed])).toBe(true);
});

test("weights ten times as large leave J and have a tenth of the gradient", () => {
  expect(rowOf(outputs, "norm of dW₂", "1 · W₂")).toEqual(["2.87295", "0.26892"]);
  expect(rowOf(outputs, "norm of dW₂", "10 · W₂")).toEqual(["2.87294", "0.02689"]);
});

test("the step sizes of four rates come together", () => {
  const ends = ["0.1", "0.3", "1", "3"].map((rate) => Number(rowOf(outputs, "rate α", rate).at(-1)));
  expect(ends).toEqual([0.0016, 0.0033, 0.0046, 0.0039]);
});

test("with batch normalization the dev accuracy falls as the batches grow, and jolts bring it back", () => {
  const dev = (name: string): number => accuraciesOf(outputs, "batches of 1000", name)[1];
  expect([1000, 500, 200, 50].map((size) => dev(`batch norm, batches of ${size}`))).toEqual([
    74, 78.6, 83.4, 92.8,
  ]);
  expect(dev("batch norm with jolts, batches of 500")).toBe(91);
  expect([dev("plain, batches of 500"), dev("plain, batches of 50")]).toEqual([89.8, 92.6]);
});

test("the batch's own statistics ruin the answers of small batches", () => {
  const right = (title: string): string[] => rowOf(outputs, "the batch's own", title);
  expect(right("moving averages")).toEqual(["90.0 %"]);
  expect(right("the batch's own, batches of 500")).toEqual(["89.6 %"]);
  expect(right("the batch's own, batches of 10")).toEqual(["71.2 %"]);
  expect(right("the batch's own, batches of 2")).toEqual(["26.0 %"]);
  expect(right("the batch's own, 50 of one class")).toEqual(["11.6 %"]);
});

test("each exercise is unsolved first and solved then", () => {
  expect(countStarting(outputs, "… not solved yet")).toBe(3);
  expect(countStarting(outputs, "✓ passed")).toBe(6 + 3);
  expect(countStarting(outputs, "✗ failed")).toBe(0);
});
