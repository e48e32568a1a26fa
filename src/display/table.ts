import { type MimeBundle, Shown } from "./shown.js";
import { asHtml, asMarkdown, asText } from "./tableForms.js";

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
