import { FileError } from "./file-error.js";

/** One value of a CSV file, with where it stands, counted from 1. */
export interface CsvField {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Whether it stood in quotes: "" is then an empty text, and not a missing value. */
  readonly quoted: boolean;
}

/** One row of values. It may fill several lines, where a quoted value does. */
export type CsvRecord = readonly CsvField[];

/**
 * Takes CSV text apart, as RFC 4180 describes it: values in quotes may hold separators, line breaks and
 * doubled quotes; lines end in \n, \r\n or \r. Empty lines are passed over, and so is a byte order mark.
 *
 * @param path       what errors call the file
 * @param separator  one character
 * @throws FileError where a quote is not closed, or something follows a closing one
 */
export function parseCsv(text: string, path: string, separator: string): CsvRecord[] {
  return new CsvReader(text, path, separator).records();
}

class CsvReader {
  private readonly text: string;
  private readonly path: string;
  private readonly separator: string;
  private at = 0;
  private line = 1;
  private lineStart = 0;

  constructor(text: string, path: string, separator: string) {
    this.text = text.startsWith("\uFEFF") ? text.slice(1) : text;
    this.path = path;
    this.separator = separator;
  }

  records(): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.at < this.text.length) {
      if (this.takeLineBreak()) continue;
      records.push(this.record());
    }
    return records;
  }

  /** Up to the end of the line, which is taken too. */
  private record(): CsvRecord {
    const fields = [this.field()];
    while (this.text[this.at] === this.separator) {
      this.at++;
      fields.push(this.field());
    }
    this.takeLineBreak();
    return fields;
  }

  private field(): CsvField {
    const place = { line: this.line, column: this.column };
    if (this.text[this.at] === '"') return { text: this.quotedText(), ...place, quoted: true };
    const start = this.at;
    while (!this.fieldEndsHere()) this.at++;
    return { text: this.text.slice(start, this.at).trim(), ...place, quoted: false };
  }

  private quotedText(): string {
    const opened = { line: this.line, column: this.column };
    let text = "";
    this.at++;
    for (;;) {
      if (this.at >= this.text.length) {
        throw new FileError(this.path, opened, {
          expected: "a closing quote",
          received: "the end of the file",
          help: 'a quote within a quoted value is written twice: ""',
        });
      }
      const start = this.at;
      if (this.takeLineBreak()) text += this.text.slice(start, this.at);
      else if (this.text[this.at] !== '"') text += this.text[this.at++];
      else if (this.text[this.at + 1] === '"') {
        text += '"';
        this.at += 2;
      } else break;
    }
    this.at++;
    this.expectFieldEnd();
    return text;
  }

  private expectFieldEnd(): void {
    if (this.fieldEndsHere()) return;
    throw new FileError(
      this.path,
      { line: this.line, column: this.column },
      {
        expected: `"${this.separator}" or the end of the line after a closing quote`,
        received: `"${this.text[this.at]}"`,
        help: 'a quote within a quoted value is written twice: ""',
      },
    );
  }

  private fieldEndsHere(): boolean {
    const next = this.text[this.at];
    return next === undefined || next === this.separator || next === "\n" || next === "\r";
  }

  private takeLineBreak(): boolean {
    const next = this.text[this.at];
    if (next !== "\n" && next !== "\r") return false;
    this.at += next === "\r" && this.text[this.at + 1] === "\n" ? 2 : 1;
    this.line++;
    this.lineStart = this.at;
    return true;
  }

  private get column(): number {
    return this.at - this.lineStart + 1;
  }
}
