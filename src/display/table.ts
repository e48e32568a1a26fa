import { ShapeError } from "../tensor/errors.js";
import { inWords } from "./numbers.js";
import { type MimeBundle, Shown } from "./shown.js";
import { asHtml, asMarkdown, asText } from "./table-forms.js";

/** One column: its title, and the wider heading that it shares with its neighbours, if any. */
export interface Column {
  readonly title: string;
  readonly group?: string;
}

/** One cell; a plain string where there is nothing to add. */
export type Cell = string | { readonly text: string; readonly best: boolean };

/** One row: what it is about, and a cell for each column. */
export interface Row {
  readonly title: string;
  readonly cells: readonly Cell[];
}

/** What a table says. */
export interface TableContent {
  readonly caption: string;
  /** The heading above the rows' titles. */
  readonly corner: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** How a table is to be. */
export interface TableOptions {
  readonly caption?: string;
}

/**
 * A table of whatever a lesson wants to set side by side.
 *
 * @param columns  the columns' titles; the first stands above the rows' titles
 * @param rows     in each row its title and its cells; numbers are shown to three digits, give text for others
 * @throws ShapeError when a row is not as long as the titles
 * @example table(["", "in training", "in use"], [["inverted", 2, 1], ["vanilla", 1, 0.5]])
 */
export function table(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  options: TableOptions = {},
): Table {
  rows.forEach((row, i) => {
    if (row.length === columns.length) return;
    throw new ShapeError(`table: row ${i} has ${row.length} cells for ${columns.length} columns`, {
      expected: columns.length,
      received: row.length,
      help: "a title and a cell for each further column",
    });
  });
  const text = (cell: string | number): string => (typeof cell === "number" ? inWords(cell) : cell);
  return new Table({
    caption: options.caption ?? "",
    corner: columns[0] ?? "",
    columns: columns.slice(1).map((title) => ({ title })),
    rows: rows.map(([title, ...cells]) => ({ title: text(title), cells: cells.map(text) })),
  });
}

/** A table for a notebook: HTML where it can be shown, Markdown and aligned text elsewhere. */
export class Table extends Shown {
  readonly content: TableContent;

  constructor(content: TableContent) {
    super();
    this.content = content;
  }

  override mimeBundle(): MimeBundle {
    return {
      "text/html": asHtml(this.content),
      "text/markdown": asMarkdown(this.content),
      "text/plain": asText(this.content),
    };
  }

  override toString(): string {
    return asText(this.content);
  }
}
