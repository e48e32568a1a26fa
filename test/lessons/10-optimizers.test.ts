import { expect, test } from "vitest";
import { accuraciesOf, countStarting, outputsOf, rowOf } from "./executed.js";

const outputs = outputsOf("10-optimizers");
const rules = ["GD", "momentum", "Adagrad", "RMSProp", "Adam"];

test("the exercise's accuracies come out: 79.7, 79.7 and 94.0 %, and ours on dev and test beside them", () => {
  const caption = "train, in the notes";
  expect(accuraciesOf(outputs, caption, "gradient descent")).toEqual([79.7, 82.7, 80.3]);
  expect(accuraciesOf(outputs, caption, "momentum")).toEqual([79.7, 82.3, 80.3]);
  expect(accuraciesOf(outputs, caption, "Adam")).toEqual([94, 95, 98.3]);
  for (const [model, printed] of [
    ["gradient descent", "79.7 %"],
    ["momentum", "79.7 %"],
    ["Adam", "94 %"],
  ]) {
    expect(rowOf(outputs, caption, model)[1]).toBe(printed);
  }
});

test("the printed costs come out to all six digits", () => {
  expect(countStarting(outputs, "✓ passed: 30 costs here = 30 printed costs")).toBe(1);
  for (const model of ["gradient descent", "momentum", "Adam"]) {
    const row = (which: string): string[] => rowOf(outputs, "cost at epoch", `${model}, ${which}`);
    expect(row("here")).toEqual(row("printed"));
  }
  expect(rowOf(outputs, "cost at epoch", "Adam, here")).toEqual([
    "0.690552",
    "0.185567",
    "0.104235",
    "0.197648",
  ]);
});

test("averaging leaves the gradient along the ravine and takes away the swings across it", () => {
  const row = (name: string): number[] =>
    rowOf(outputs, "Gradients on gradient descent's way", name).map((cell) => Number(cell.replace("−", "-")));
  expect(row("dw₂").slice(0, 2)).toEqual([50, -47.5]);
  expect([Math.min(...row("v₂")), Math.max(...row("v₂"))]).toEqual([-0.63, 5]);
  expect(row("v₁").at(-1)).toBe(-1.95);
});

test("the sum's steps are 1 / (1 − β) times the average's", () => {
  const last = (beta: string): number[] => {
    const cells = rowOf(outputs, "Length of a step", beta).map(Number);
    return [cells[2], cells[5]];
  };
  expect([last("0.5"), last("0.9"), last("0.99")]).toEqual([
    [1, 2],
    [1, 10],
    [1, 100],
  ]);
});

test("only with both corrections every step of Adam has the length α", () => {
  const row = (title: string): number[] => rowOf(outputs, "length of step  ", title).map(Number);
  expect(row("both corrected")).toEqual([1, 1, 1, 1, 1, 1]);
  expect(row("both corrected, gradient 0.001")).toEqual([1, 1, 1, 1, 1, 1]);
  expect(row("neither corrected")).toEqual([3.16, 4.25, 6.53, 3.24, 1.26, 1.03]);
  expect(row("only v corrected")[0]).toBe(31.62);
  expect(row("only s corrected")[0]).toBe(0.1);
  expect(row("Adagrad").at(-1)).toBe(0.02);
});

test("the effective rates begin 12.5 times apart, and only Adagrad's fall in both coordinates", () => {
  const text = outputs.find((output) => output.startsWith("What each rule multiplies")) ?? "";
  expect(text).toContain("- Adagrad: w₁ from 0.075 to 0.0195, w₂ from 0.006 to 0.00403");
  expect(text).toContain("- RMSProp: w₁ from 0.0237 to 0.0128, w₂ from 0.0019 to 0.00842");
  expect(text).toContain("- Adam: w₁ from 0.025 to 0.0509, w₂ from 0.002 to 0.00718");
});

test("every rule runs both races; at one rate momentum leaves the saddle later than gradient descent", () => {
  const races = outputs.filter((output) => output.startsWith("Contours of the cost"));
  expect(races).toHaveLength(3);
  for (const race of races.slice(1)) for (const rule of rules) expect(race).toContain(`- ${rule}: from `);
  expect(races[2]).toMatch(/- GD: .* in 250 steps to \(\S+ × 10⁻¹⁰⁰, 0\.858\)/);
  expect(races[2]).toMatch(/- momentum: .* in 250 steps to \(\S+ × 10⁻⁷, 0\.36\)/);
});

test("fewest steps: axes help Adagrad and RMSProp, and momentum helps where it is steep", () => {
  const steps = (rule: string): number[] =>
    rowOf(outputs, "fewest steps", rule).map((cell) => Number.parseInt(cell, 10));
  expect(rules.map(steps)).toEqual([
    [87, 87, 169],
    [72, 72, 47],
    [5, 134, 7],
    [159, 392, 24],
    [72, 75, 27],
  ]);
  const steep = ["50 : 1", "200 : 1", "500 : 1"].map((k) => rowOf(outputs, "GD at α = 1.9/k", k));
  expect(steep).toEqual([
    ["87", "75"],
    ["351", "88"],
    ["878", "97"],
  ]);
});

test("at its best rate every rule comes to 95 % of the dev set, but not at the same one", () => {
  const row = (rule: string): number[] =>
    rowOf(outputs, "dev accuracy after 1,000 epochs", rule).map((cell) => Number.parseFloat(cell));
  const bests = rules.map((rule) => Math.max(...row(rule)));
  expect([Math.min(...bests), Math.max(...bests)]).toEqual([95, 95.7]);
  expect(row("GD")).toEqual([64.7, 83, 94.7, 95]);
  expect(row("RMSProp").at(-1)).toBe(50);
  expect(accuraciesOf(outputs, "momentum, sum", "momentum, sum")).toEqual([93.3, 94.7, 98]);
});

test("without ε a dead unit makes the cost NaN; its seven parameters have the rate α/ε", () => {
  expect(rowOf(outputs, "outcome", "0")[0]).toContain("the cost became NaN at step 1");
  expect(rowOf(outputs, "outcome", "1e-8")).toEqual(["95.3 % of the dev set"]);
  expect(rowOf(outputs, "outcome", "0.1")).toEqual(["76.0 % of the dev set"]);
  expect(rowOf(outputs, "unit 1 fires for", "before training")).toEqual(["18.7 %", "0.0 %"]);
  const rates = outputs.find((output) => output.includes("effective rates, in order")) ?? "";
  expect(rates.match(/\b70000\b/g)).toHaveLength(7);
});

test("the exercise's printed step of Adam has ε inside the root", () => {
  const [outside, inside, printed] = rowOf(outputs, "printed in the exercise", "W₂, row 3, column 2");
  expect([outside, inside]).toEqual(["-1.09244991", "-1.09245036"]);
  expect(printed).toBe(inside);
  expect(rowOf(outputs, "printed in the exercise", "b₂, row 1").slice(1)).toEqual([
    "-0.88529978",
    "-0.88529978",
  ]);
});

test("from scratch and library agree, and each exercise is unsolved first and solved then", () => {
  expect(countStarting(outputs, "✓ passed: four rules from scratch")).toBe(1);
  expect(countStarting(outputs, "✓ passed: average at α = 0.1 is sum at α = 0.01")).toBe(1);
  expect(countStarting(outputs, "… not solved yet")).toBe(3);
  expect(countStarting(outputs, "✓ passed")).toBe(6);
  expect(countStarting(outputs, "✗ failed")).toBe(0);
});
