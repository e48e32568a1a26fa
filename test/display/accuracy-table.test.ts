import { Dataset, tensor } from "gradbook";
import { describe, expect, test } from "vitest";
import { accuracyTable } from "../../src/display/accuracy-table.js";
import { threshold } from "./models.js";

const column = (values: number[]) => tensor(values.map((value) => [value]));
const train = new Dataset(
  "train",
  tensor([
    [-1, 0],
    [1, 0],
    [2, 0],
    [3, 0],
  ]),
  column([0, 1, 1, 1]),
);
const dev = new Dataset(
  "dev",
  tensor([
    [-1, 0],
    [1, 0],
  ]),
  column([0, 1]),
);

const models = { good: threshold(0), bad: { model: threshold(1.5) } };

test("has the share and the count of right answers, the best of each column marked", () => {
  expect(String(accuracyTable(models, { train, dev }))).toBe(
    [
      "Accuracy · ★ best in its column",
      "",
      "model           train             dev",
      "─────────────────────────────────────",
      "good    100 % (4/4) ★   100 % (2/2) ★",
      "bad      75.0 % (3/4)    50.0 % (1/2)",
    ].join("\n"),
  );
});

test("one model has no rival to be best against", () => {
  expect(String(accuracyTable({ good: threshold(0) }, { train }))).not.toContain("★");
});

test("what the notes print stands beside what came out here", () => {
  const { columns, rows } = accuracyTable(
    models,
    { train, dev },
    { inTheNotes: { good: { train: 95.5 } } },
  ).content;
  expect(columns).toEqual([
    { group: "train", title: "here" },
    { group: "train", title: "in the notes" },
    { title: "dev" },
  ]);
  expect(rows.map((row) => row.cells[1])).toEqual(["95.5 %", "–"]);
});

describe("a mistake is an error that says what to do", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["no models", () => accuracyTable({}, { train }), /nothing to show[\s\S]*help/],
    ["no sets", () => accuracyTable(models, {}), /nothing to show[\s\S]*help/],
    ["no model", () => accuracyTable({ a: {} } as never, { train }), /"a" is neither a model nor a run/],
    [
      "notes on a model that is not there",
      () => accuracyTable(models, { train }, { inTheNotes: { Good: { train: 95 } } }),
      /a model "Good"[\s\S]*help: the names are "good", "bad"/,
    ],
    [
      "notes on a set that is not there",
      () => accuracyTable(models, { train }, { inTheNotes: { good: { test: 95 } } }),
      /a data set "test"/,
    ],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(message);
  });
});
