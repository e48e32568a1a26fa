/** The types of the global functions that the kernel gives to cells; see room/globals.ts for what they do. */

export const globalTypes: string = `
/** A place in the output, which a later value can take. */
interface DisplayHandle {
  readonly id: string;
  /** Shows \`value\` in the place of what is shown there now. */
  update(value: unknown): void;
}

/**
 * Shows a value in the output of the cell: figures and tables as such, everything else as Node prints it.
 *
 * @param value    a value, or an object with a [Symbol.for("Jupyter.display")]() method that returns a MIME bundle
 * @param options  id: a name for this output; update: replace the output of that name; raw: value is a MIME bundle
 * @example const place = display("working …"); place.update("done");
 */
declare function display(
  value: unknown,
  options?: { id?: string; update?: boolean; raw?: boolean; metadata?: Record<string, unknown> },
): DisplayHandle;

/** Takes away the output of the cell; with \`wait\`, only when new output comes. */
declare function clearOutput(options?: { wait?: boolean }): void;

/**
 * Asks the reader of the notebook, and waits for the answer.
 *
 * @param defaultValue  the answer where the reader leaves it empty, or where nobody can be asked
 * @throws Error when nobody can be asked and there is no default
 */
declare function prompt(question?: string, defaultValue?: string): string;
`;
