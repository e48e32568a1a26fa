import { join } from "node:path";
import { root } from "../browser/sample-project.js";
import { readNotebook } from "../notebooks/notebook.js";

/** The text of every output of an executed lesson, in order. */
export function outputsOf(lesson: string): string[] {
  return readNotebook(join(root, `notebooks/${lesson}.ipynb`)).cells.flatMap((cell) =>
    (cell.outputs ?? []).flatMap(({ data }) => {
      const text = data?.["text/plain"];
      return text === undefined ? [] : [Array.isArray(text) ? text.join("") : String(text)];
    }),
  );
}

/** The cells of a row, by its title, in the first output that has the heading: a caption or a column's title. */
export function rowOf(outputs: readonly string[], heading: string, title: string): string[] {
  const table = outputs.find((text) => text.includes(heading)) ?? "";
  const row = table.split("\n").find((line) => line.startsWith(`${title}  `)) ?? "";
  return row.slice(title.length).trim().split(/ {2,}/);
}

/** "95.3 % (201/211)" in such a row: the accuracies in per cent, column by column. */
export function accuraciesOf(outputs: readonly string[], caption: string, model: string): number[] {
  return rowOf(outputs, caption, model)
    .filter((cell) => /\(\d+\/\d+\)/.test(cell))
    .map((cell) => Number.parseFloat(cell));
}

/** How many outputs begin so. */
export function countStarting(outputs: readonly string[], start: string): number {
  return outputs.filter((text) => text.startsWith(start)).length;
}
