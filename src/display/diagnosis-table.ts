import { Diagnosis } from "../training/diagnosis.js";
import { looksLike } from "./looks.js";
import { namedEntries } from "./names.js";
import { inWords } from "./numbers.js";
import { type Row, Table } from "./table.js";

/**
 * Diagnoses side by side: the errors, the gaps between them, what they mean and what to try. A single diagnosis that
 * is the last value of a cell shows itself so.
 *
 * @throws ValueError when there are none, or one has no name
 * @example diagnosisTable({ "1 / 11": diagnose({ train: 1, dev: 11 }), "15 / 16": diagnose({ train: 15, dev: 16 }) })
 */
export function diagnosisTable(
  diagnoses: Readonly<Record<string, Diagnosis>>,
  options: { readonly caption?: string } = {},
): Table {
  const entries = namedEntries(
    "diagnosisTable",
    diagnoses,
    "diagnosisTable({ plain: diagnose({ train: 1, dev: 11 }) })",
  );
  return tableOf(entries, options.caption ?? CAPTION);
}

const CAPTION = "Errors in per cent; bias is train − Bayes, variance is dev − train";

looksLike(Diagnosis, (diagnosis) => tableOf([["model", diagnosis]], CAPTION));

function tableOf(entries: readonly (readonly [string, Diagnosis])[], caption: string): Table {
  const error = (title: string) => ({ title, group: "error" });
  const gap = (title: string) => ({ title, group: "gap, points" });
  return new Table({
    caption,
    corner: "",
    columns: [
      ...[error("train"), error("dev"), error("Bayes")],
      ...[gap("bias"), gap("variance")],
      ...[{ title: "diagnosis" }, { title: "what to try" }],
    ],
    rows: entries.map(([title, found]): Row => {
      const numbers = [found.train, found.dev, found.bayes, found.bias, found.variance];
      return { title, cells: [...numbers.map((x) => inWords(x)), found.verdict, advice(found)] };
    }),
  });
}

function advice({ remedies, note }: Diagnosis): string {
  const parts = [...remedies, note].filter((part) => part !== "");
  return parts.length === 0 ? "nothing: look at the test set" : parts.join("; ");
}
