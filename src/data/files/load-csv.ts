import { tensor } from "../../tensor/create.js";
import type { Tensor } from "../../tensor/tensor.js";
import { Dataset } from "../dataset.js";
import { type CsvField, type CsvRecord, parseCsv } from "./csv.js";
import { FileError } from "./file-error.js";
import { readBytes } from "./read-file.js";

/** How a CSV file is to be read. */
export interface CsvOptions {
  /** The column of the labels: its name, or its number from 0, −1 being the last; default −1. */
  readonly label?: string | number;
  /** Columns to leave out, by name or number. */
  readonly ignore?: readonly (string | number)[];
  /** Whether the first row names the columns; default true. */
  readonly header?: boolean;
  /** What stands between two values; default a comma. */
  readonly separator?: string;
  /**
   * What to do where a value is missing (nothing, NA, NaN, null or ?): stop with an error, drop the row, or
   * put this number in its place; default "error". A row without a label can only be dropped.
   */
  readonly missing?: "error" | "drop" | number;
  /** What the data set is called; default "data". */
  readonly name?: string;
}

/** What a CSV file holds. */
export interface CsvData {
  readonly data: Dataset;
  /** The names of the columns of x; "column 0", … where the file names none. */
  readonly columns: readonly string[];
  /** Which class each label stands for, where labels are words: label 0 is classes[0], in alphabetical order. */
  readonly classes: readonly string[];
}

/**
 * Reads samples and their labels from a CSV file, gzipped or not.
 *
 * @param path  from the notebook's folder
 * @throws FileError naming file, line and column, where a value is not what it should be
 * @example const { data, classes } = loadCsv("flowers.csv", { label: "species" });
 */
export function loadCsv(path: string, options: CsvOptions = {}): CsvData {
  const {
    label = -1,
    ignore = [],
    header = true,
    separator = ",",
    missing = "error",
    name = "data",
  } = options;
  const records = parseCsv(new TextDecoder().decode(readBytes(path)), path, separator);
  const names = columnNames(records, header);
  const rows = records.slice(header ? 1 : 0);
  checkRows(path, rows, names.length, separator);

  const labelAt = columnAt(path, names, label);
  const ignored = new Set([labelAt, ...ignore.map((column) => columnAt(path, names, column))]);
  const inputs = names.map((_, column) => column).filter((column) => !ignored.has(column));
  const kept = missing === "drop" ? rows.filter((row) => isWhole(row, [...inputs, labelAt])) : rows;

  if (kept.length === 0) {
    throw new FileError(path, null, {
      expected: "a row without missing values",
      received: "none",
      help: "ignore the columns where most are missing",
    });
  }
  const reader = new ValueReader(path, names, missing);
  const x = Float64Array.from(kept.flatMap((row) => inputs.map((column) => reader.number(row, column))));
  const { y, classes } = readLabels(reader, kept, labelAt);
  return {
    data: new Dataset(name, tensor(x, { shape: [kept.length, inputs.length] }), y),
    columns: inputs.map((column) => names[column]),
    classes,
  };
}

/** Reads single values, and says which it cannot read. */
class ValueReader {
  constructor(
    private readonly path: string,
    private readonly names: readonly string[],
    private readonly missing: "error" | "drop" | number,
  ) {}

  number(row: CsvRecord, column: number): number {
    const field = row[column];
    if (isMissing(field) && typeof this.missing === "number") return this.missing;
    if (isNumber(field.text)) return Number(field.text);
    throw this.error(field, column, "a number", isMissing(field) ? MISSING_HELP : WORDS_HELP);
  }

  label(row: CsvRecord, column: number): string {
    if (!isMissing(row[column])) return row[column].text;
    throw this.error(row[column], column, "a label", 'missing: "drop" leaves such rows out');
  }

  private error(field: CsvField, column: number, expected: string, help: string): FileError {
    return new FileError(
      this.path,
      { line: field.line, column: field.column },
      {
        expected: `${expected} for ${JSON.stringify(this.names[column])}`,
        received: field.text === "" ? "nothing" : JSON.stringify(field.text),
        help,
      },
    );
  }
}

const MISSING_HELP = 'missing: "drop" leaves such rows out, missing: 0 puts a 0 in its place';
const WORDS_HELP = "leave the column out with ignore, or write numbers in its place";

/** Numbers as they are; words as the numbers of their classes. */
function readLabels(
  reader: ValueReader,
  rows: readonly CsvRecord[],
  column: number,
): { readonly y: Tensor; readonly classes: readonly string[] } {
  const labels = rows.map((row) => reader.label(row, column));
  const shape = [labels.length, 1];
  if (labels.every(isNumber)) return { y: tensor(Float64Array.from(labels, Number), { shape }), classes: [] };
  const classes = [...new Set(labels)].sort();
  const numbers = Float64Array.from(labels, (label) => classes.indexOf(label));
  return { y: tensor(numbers, { shape }), classes };
}

function columnNames(records: readonly CsvRecord[], header: boolean): string[] {
  const first = records[0] ?? [];
  return first.map(({ text }, column) => (header ? text : `column ${column}`));
}

function checkRows(path: string, rows: readonly CsvRecord[], columns: number, separator: string): void {
  if (rows.length === 0) {
    throw new FileError(path, null, {
      expected: "at least one row of values",
      received: "none",
      help: "header: false where the first row is values, not names",
    });
  }
  const odd = rows.find((row) => row.length !== columns);
  if (odd === undefined) return;
  throw new FileError(
    path,
    { line: odd[0].line },
    {
      expected: `${columns} values, as in the first row`,
      received: `${odd.length}`,
      help: `values are separated by "${separator}"; a value that holds one stands in quotes`,
    },
  );
}

function columnAt(path: string, names: readonly string[], column: string | number): number {
  const at = typeof column === "string" ? names.indexOf(column) : column < 0 ? column + names.length : column;
  if (at >= 0 && at < names.length && Number.isInteger(at)) return at;
  throw new FileError(path, null, {
    expected: `a column ${JSON.stringify(column)}`,
    received: names.map((name) => JSON.stringify(name)).join(", "),
    help: "name one of these, or count from 0; header: false where the first row is values",
  });
}

function isWhole(row: CsvRecord, columns: readonly number[]): boolean {
  return columns.every((column) => !isMissing(row[column]));
}

function isMissing({ text, quoted }: CsvField): boolean {
  return !quoted && /^(|na|nan|null|\?)$/i.test(text);
}

/** Decimal notation only: Number() would also take "0x1F", "Infinity" and "". */
function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim());
}
