import { printedBy } from "../tensor/inspect.js";

/** What a value looks like, by MIME type; a front end takes the richest that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** A value that shows itself when it is the last expression of a notebook cell. */
export abstract class Shown {
  /** Its looks: a rich one, and the same in plain text. */
  abstract mimeBundle(): MimeBundle;

  /** What a terminal, a screen reader and a diff get. */
  abstract toString(): string;
}

/** Deno's convention, by which a kernel finds a value's looks. */
Object.defineProperty(Shown.prototype, Symbol.for("Jupyter.display"), {
  value(this: Shown): MimeBundle {
    return this.mimeBundle();
  },
});

printedBy(Shown, String);
