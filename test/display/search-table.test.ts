import { expect, test } from "vitest";
import { searchTable } from "../../src/display/search-table.js";
import { Search } from "../../src/training/search/found.js";
import { choices, logUniform } from "../../src/training/search/scales.js";

const space = { learningRate: logUniform(1e-4, 1), activation: choices("relu", "tanh") };
const trials = [0.8, 0.9, Number.NaN, 0.7].map((score, number) => ({
  number,
  params: { learningRate: 10 ** -number, activation: "relu" as const },
  score,
  also: { "train accuracy": 0.95 },
}));
const found = new Search(space, trials, { scoreName: "dev accuracy", fingerprint: "" });

test("the best trials are rows, with all that belongs to them", () => {
  const { columns, rows, caption } = searchTable(found, { rows: 2 }).content;
  expect(columns.map(({ title }) => title)).toEqual([
    "dev accuracy",
    "learning rate",
    "activation",
    "train accuracy",
  ]);
  expect(rows.map(({ title }) => title)).toEqual(["1", "0"]);
  expect(rows[0].cells).toEqual([{ text: "0.9", best: true }, "0.1", "relu", "0.95"]);
  expect(caption).toBe("4 trials, 1 of them diverged; the best 2");
});

test("a search shows itself as this table", () => {
  const show = Reflect.get(found, Symbol.for("Jupyter.display"));
  expect(show.call(found)["text/html"]).toContain("dev accuracy");
  expect(String(found)).toContain("0.9 ★");
});
