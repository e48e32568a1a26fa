/** A run-time error as the notebook shows it: its message, the line of the cell, and how the program came there. */

import type { Failure } from "./messages.js";
import { type CellFrame, foldFrames, type Line, placeOf, type Stacks } from "./stack.js";
import { causesOf, fieldsOf, isError, messageOf, nameOf, textOf, titleOf } from "./thrown.js";

/** Errors of one failure that are shown, at most: causes may go in a circle, and there may be thousands of them. */
const mostErrors = 20;

const red = (text: string): string => `\u001b[1;31m${text}\u001b[0m`;
const cyan = (text: string): string => `\u001b[36m${text}\u001b[0m`;
const grey = (text: string): string => `\u001b[90m${text}\u001b[0m`;

/** Strings, whatever was thrown: a cell that has failed must be able to say so. */
export function failureOf(error: unknown, stacks: Stacks): Failure {
  if (!isError(error)) {
    const text = textOf(error);
    return { ename: "Uncaught", evalue: text, traceback: [`${red("Uncaught")} ${text}`] };
  }
  return { ename: nameOf(error), evalue: messageOf(error), traceback: describe(error, stacks, []) };
}

/** @param told  the errors whose description this one is part of, and those before it */
function describe(error: unknown, stacks: Stacks, told: unknown[]): string[] {
  told.push(error);
  if (!isError(error)) return [textOf(error)];
  const frames = stacks.framesOf(error);
  const inCell = frames.find((frame): frame is CellFrame => frame.kind === "cell");
  const lines = [titleOf(error, red), ...stacks.headOf(error).map(grey)];
  if (inCell !== undefined) lines.push("", ...codeFrame(inCell), "");
  lines.push(...foldFrames(frames).map(coloured));
  const fields = fieldsOf(error);
  if (fields !== "") lines.push(`with ${fields}`);
  for (const cause of causesOf(error)) {
    if (isError(cause) && told.includes(cause)) continue;
    if (told.length >= mostErrors) return [...lines, "… and more errors"];
    const [first = "", ...rest] = describe(cause, stacks, told);
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
