/** A place where a text can be shown and replaced. */
export interface Output {
  write(text: string): void;
  close(): void;
}

/** How a kernel lets a computation send output while it runs. */
type Broadcast = (
  type: "display_data" | "update_display_data",
  content: {
    readonly data: Readonly<Record<string, unknown>>;
    readonly metadata: object;
    readonly transient: { readonly display_id: string };
  },
) => void;

let displays = 0;

/**
 * A display of the notebook cell that is running: shows a bundle of MIME types, and replaces it when called
 * again. Null where no kernel takes output.
 */
export function cellDisplay(): ((data: Readonly<Record<string, unknown>>) => void) | null {
  const broadcast = Reflect.get(globalThis, Symbol.for("Jupyter.broadcast"));
  if (typeof broadcast !== "function") return null;
  const send: Broadcast = (type, content) => broadcast(type, content);
  displays++;
  const transient = { display_id: `gradbook-${displays}` };
  let type: "display_data" | "update_display_data" = "display_data";
  return (data) => {
    send(type, { data, metadata: {}, transient });
    type = "update_display_data";
  };
}

/** A display of the notebook cell, the terminal's line, or nothing where nobody looks. */
export function outputOfThisPlace(): Output {
  const show = cellDisplay();
  if (show !== null) return { write: (text) => show({ "text/plain": text }), close: () => {} };
  return process.stderr.isTTY ? terminalOutput() : { write: () => {}, close: () => {} };
}

/** Writes over what it wrote before, and stays below it at the end. */
function terminalOutput(): Output {
  let lines = 0;
  return {
    write(text) {
      const width = process.stderr.columns ?? 80;
      const shown = text.split("\n").map((line) => line.slice(0, width - 1));
      const up = lines > 1 ? `\x1b[${lines - 1}A` : "";
      process.stderr.write(`${lines > 0 ? `\r${up}\x1b[J` : ""}${shown.join("\n")}`);
      lines = shown.length;
    },
    close() {
      if (lines > 0) process.stderr.write("\n");
    },
  };
}
