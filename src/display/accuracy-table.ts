import type { Dataset } from "../data/dataset.js";
import type { Module } from "../nn/module.js";
import { ValueError } from "../tensor/errors.js";
import { countCorrect } from "../training/evaluate.js";
import { type Classifier, modelOf } from "./classifier.js";
import { namedEntries } from "./names.js";
import { percent } from "./numbers.js";
import { type Cell, type Column, Table } from "./table.js";

/** Printed accuracies in per cent, by model, then by data set: { plain: { train: 95, test: 91.5 } }. */
export type PrintedAccuracies = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How the table is to be. */
export interface AccuracyTableOptions {
  /** Accuracies that the notes print; each gets a column "in the notes" beside "here". */
  readonly inTheNotes?: PrintedAccuracies;
  readonly caption?: string;
}

/**
 * Which share of each data set each model gets right, the best of each column marked.
 *
 * @param models  trained models or runs, by name
 * @param sets    data sets, by name; mostly { train, dev, test }
 * @throws ValueError when there are no models or no sets, or one is missing
 * @example accuracyTable({ plain, "L2, λ = 0.7": l2 }, { train, dev, test })
 */
export function accuracyTable(
  models: Readonly<Record<string, Classifier>>,
  sets: Readonly<Record<string, Dataset>>,
  options: AccuracyTableOptions = {},
): Table {
  const example = "accuracyTable({ plain, l2 }, { train, dev, test })";
  const rows = namedEntries("accuracyTable", models, example).map(
    ([name, model]) => [name, modelOf("accuracyTable", name, model)] as const,
  );
  const notes = options.inTheNotes ?? {};
  checkNotes(notes, Object.keys(models), Object.keys(sets));
  const columns = namedEntries("accuracyTable", sets, example).flatMap(([set, data]) => {
    const here = correctColumn(rows, data);
    const printed = printedColumn(rows, set, notes);
    if (printed === null) return [{ column: { title: set }, cells: here }];
    return [
      { column: { group: set, title: "here" }, cells: here },
      { column: { group: set, title: "in the notes" }, cells: printed },
    ];
  });
  return new Table({
    caption: options.caption ?? "Accuracy",
    corner: "model",
    columns: columns.map(({ column }): Column => column),
    rows: rows.map(([title], i) => ({ title, cells: columns.map(({ cells }) => cells[i]) })),
  });
}

/** "95.3 % (201/211)" for each model, the best marked where there are several. */
function correctColumn(rows: readonly (readonly [string, Module])[], data: Dataset): Cell[] {
  const correct = rows.map(([, model]) => countCorrect(model, data));
  const best = rows.length > 1 ? Math.max(...correct) : Number.NaN;
  return correct.map((n) => ({ text: `${percent(n / data.size)} (${n}/${data.size})`, best: n === best }));
}

function printedColumn(
  rows: readonly (readonly [string, Module])[],
  set: string,
  notes: PrintedAccuracies,
): Cell[] | null {
  const printed = rows.map(([name]) => notes[name]?.[set]);
  if (printed.every((value) => value === undefined)) return null;
  return printed.map((value) => (value === undefined ? "–" : `${value} %`));
}

/** A name in the notes that is neither a row nor a column would fall away without a word. */
function checkNotes(notes: PrintedAccuracies, models: readonly string[], sets: readonly string[]): void {
  for (const [model, printed] of Object.entries(notes)) {
    checkKnown("model", model, models);
    for (const set of Object.keys(printed)) checkKnown("data set", set, sets);
  }
}

function checkKnown(kind: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  throw new ValueError(
    `accuracyTable: inTheNotes speaks of a ${kind} "${name}" that the table does not have`,
    {
      expected: known,
      received: name,
      help: `the names are ${known.map((n) => `"${n}"`).join(", ")}`,
    },
  );
}
