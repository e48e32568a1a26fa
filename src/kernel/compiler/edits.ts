/** Changes to a text, collected in any order and applied at once; no change adds or removes a line. */

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** From this place on (line from 1, column from 0), the line's text stands further right than it did. */
export interface Shift {
  readonly line: number;
  readonly column: number;
  readonly by: number;
}

export interface Edited {
  readonly text: string;
  readonly shifts: readonly Shift[];
}

export class Edits {
  readonly #edits: Edit[] = [];

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  /** Takes a stretch out and leaves its line breaks, so that the lines below keep their numbers. */
  erase(source: string, start: number, end: number): void {
    this.replace(start, end, source.slice(start, end).replace(/[^\n]/g, ""));
  }

  apply(source: string): Edited {
    let text = "";
    let at = 0;
    const end = { line: 1, column: 0 };
    const shifts: Shift[] = [];
    // At one place, insertions come before a replacement, and in the order in which they were asked for.
    for (const edit of [...this.#edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
      const piece = source.slice(at, edit.start) + edit.text;
      text += piece;
      at = edit.end;
      const breaks = piece.split("\n").length - 1;
      end.line += breaks;
      end.column = lastLine(piece) + (breaks === 0 ? end.column : 0);
      const by = lastLine(edit.text) - lastLine(source.slice(edit.start, edit.end));
      if (by !== 0) shifts.push({ ...end, by });
    }
    return { text: text + source.slice(at), shifts };
  }
}

/** How long the last line of a text is. */
function lastLine(text: string): number {
  return text.length - text.lastIndexOf("\n") - 1;
}
