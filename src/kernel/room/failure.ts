/** A run-time error as the notebook shows it: its message, the line of the cell, and how the program came there. */

import { inspect } from "node:util";
import type { Failure } from "./messages.js";
import { type CellFrame, foldFrames, type Line, placeOf, type Stacks } from "./stack.js";

const red = (text: string): string => `\u001b[1;31m${text}\u001b[0m`;
const cyan = (text: string): string => `\u001b[36m${text}\u001b[0m`;
const grey = (text: string): string => `\u001b[90m${text}\u001b[0m`;

export function failureOf(error: unknown, stacks: Stacks): Failure {
  if (!(error instanceof Error)) {
    const text = inspect(error);
    return { ename: "Uncaught", evalue: text, traceback: [`${red("Uncaught")} ${text}`] };
  }
  return { ename: error.name, evalue: error.message, traceback: describe(error, stacks) };
}

function describe(error: Error, stacks: Stacks): string[] {
  const frames = stacks.framesOf(error);
  const inCell = frames.find((frame): frame is CellFrame => frame.kind === "cell");
  const lines = [`${red(error.name)}: ${error.message}`];
  if (inCell !== undefined) lines.push("", ...codeFrame(inCell), "");
  lines.push(...foldFrames(frames).map(coloured));
  const causes: unknown[] = error instanceof AggregateError ? [error.cause, ...error.errors] : [error.cause];
  for (const cause of causes) {
    if (!(cause instanceof Error)) continue;
    const [first = "", ...rest] = describe(cause, stacks);
    lines.push(`caused by ${first}`, ...rest);
  }
  return lines;
}

/** The failing line between its neighbours, with a mark under the place. */
function codeFrame({ cell, line, column }: CellFrame): string[] {
  const lines = cell.source.split("\n");
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 2);
  const width = String(last).length;
  const shown: string[] = [];
  for (let n = first; n <= last; n++) {
    const text = lines[n - 1] ?? "";
    const number = String(n).padStart(width);
    shown.push(n === line ? `${red(">")} ${number} ${grey("|")} ${text}` : grey(`  ${number} | ${text}`));
    if (n === line) shown.push(`  ${" ".repeat(width)} ${grey("|")} ${" ".repeat(column - 1)}${red("^")}`);
  }
  return shown;
}

function coloured({ frame, text }: Line): string {
  if (frame === undefined || frame.kind === "library") return grey(text);
  const place = placeOf(frame);
  return text.replace(place, cyan(place));
}
