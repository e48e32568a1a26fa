import { numberFormat } from "./format-number.js";
import { formatShape, type Shape, sizeOf } from "./shape.js";
import type { Values } from "./values.js";

/** Above this many elements, only the first and last three of each axis are printed. */
const SUMMARY_SIZE = 1000;
const EDGE = 3;
const LINE_WIDTH = 75;
const PREFIX = "tensor(";

/** A tensor as NumPy prints its arrays, down to the spaces. */
export function formatTensor(x: Values): string {
  const details: string[] = [];
  const isShort = x.size > SUMMARY_SIZE;
  if (isShort || (x.size === 0 && x.rank !== 1)) details.push(`shape=${formatShape(x.shape)}`);
  if (x.dtype === "float32") details.push("dtype=float32");
  const body = formatValues(x, isShort);
  if (details.length === 0) return `${PREFIX}${body})`;
  const begun = `${PREFIX}${body},`;
  const end = `${details.join(", ")})`;
  const lastLine = begun.length - (begun.lastIndexOf("\n") + 1);
  const gap = lastLine + end.length + 1 > LINE_WIDTH ? `\n${" ".repeat(PREFIX.length)}` : " ";
  return `${begun}${gap}${end}`;
}

function formatValues(x: Values, isShort: boolean): string {
  if (x.size === 0) return "[]";
  const values = x.rowMajor;
  const shown: number[] = [];
  visit(x.shape, isShort, (position) => shown.push(values[position]));
  const format = numberFormat(shown, x.dtype === "float32");
  if (x.rank === 0) return format(values[0]);
  return formatAxis(
    { shape: x.shape, isShort, write: (position) => format(values[position]) },
    0,
    0,
    PREFIX.length,
  );
}

/** What is printed, and how. */
interface Page {
  readonly shape: Shape;
  readonly isShort: boolean;
  /** The element at a position row by row, as text; all are equally wide. */
  readonly write: (position: number) => string;
}

/** One axis from the given position on, in brackets; `indent` columns stand before it. */
function formatAxis(page: Page, axis: number, start: number, indent: number): string {
  const { shape } = page;
  const inner = sizeOf(shape.slice(axis + 1));
  const margin = " ".repeat(indent + 1);
  const parts = shownIndices(shape[axis], page.isShort).map((i) => {
    if (i === null) return "...";
    if (axis === shape.length - 1) return page.write(start + i);
    return formatAxis(page, axis + 1, start + i * inner, indent + 1);
  });
  if (axis < shape.length - 1) return `[${parts.join(`,${"\n".repeat(shape.length - 1 - axis)}${margin}`)}]`;
  // Brackets that close after the last number, one for each axis, and the parenthesis need room too.
  return `[${wrapped(parts, margin, LINE_WIDTH - shape.length - 1)}]`;
}

/** Words with commas between them, in lines of the given width. */
function wrapped(words: readonly string[], margin: string, width: number): string {
  const lines: string[] = [];
  let line = margin;
  for (const [i, word] of words.entries()) {
    if (line.length + word.length > width && line.length > margin.length) {
      lines.push(line.trimEnd());
      line = margin;
    }
    line += i < words.length - 1 ? `${word}, ` : word;
  }
  return [...lines, line].join("\n").slice(margin.length);
}

/** Calls `see` with the position of each element that is printed. */
function visit(shape: Shape, isShort: boolean, see: (position: number) => void): void {
  const walk = (axis: number, start: number): void => {
    if (axis === shape.length) {
      see(start);
      return;
    }
    const inner = sizeOf(shape.slice(axis + 1));
    for (const i of shownIndices(shape[axis], isShort)) if (i !== null) walk(axis + 1, start + i * inner);
  };
  walk(0, 0);
}

/** The indices of an axis that are printed; null stands for the dots between. */
function shownIndices(length: number, isShort: boolean): (number | null)[] {
  if (!isShort || length <= 2 * EDGE) return Array.from({ length }, (_, i) => i);
  const edge = Array.from({ length: EDGE }, (_, i) => i);
  return [...edge, null, ...edge.map((i) => length - EDGE + i)];
}
