/** Where an error came from: its stack in frames of cells, of the project's files and of libraries. */

import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isJson } from "../protocol/message.js";
import { type CellText, cellFunction } from "./messages.js";
import { stackOf, titleOf } from "./thrown.js";

export interface CellFrame {
  readonly kind: "cell";
  readonly name: string;
  readonly cell: CellText;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface FileFrame {
  readonly kind: "file";
  readonly name: string;
  /** `file:line:column`, the file as seen from the notebook's folder. */
  readonly place: string;
}

/** Code that the reader of the notebook has not written. */
export interface LibraryFrame {
  readonly kind: "library";
  readonly library: string;
}

export type Frame = CellFrame | FileFrame | LibraryFrame;

export class Stacks {
  readonly #folder: string;
  /** Cells by the number of their run: their functions live on. */
  readonly #cells: Map<number, CellText> = new Map();
  /** Source maps of the project's TypeScript files. */
  readonly #maps: Map<string, string> = new Map();
  readonly #frames: WeakMap<Error, Frame[]> = new WeakMap();

  /** @param folder  the notebook's folder */
  constructor(folder: string) {
    this.#folder = folder;
  }

  addCell(id: number, cell: CellText): void {
    this.#cells.set(id, cell);
  }

  addFile(file: string, map: string): void {
    this.#maps.set(file, map);
  }

  /** From now on, each error's `stack` is told in the lines of cells. */
  install(): void {
    Error.stackTraceLimit = 30;
    Error.prepareStackTrace = (error, sites) => {
      const frames = this.#read(sites.map(String));
      this.#frames.set(error, frames);
      // Not only errors: console.trace, for one, gives an object with a name and a message.
      return [titleOf(error), ...foldFrames(frames).map((line) => line.text)].join("\n");
    };
  }

  /** The frames from the innermost to the cell's; what lies below is the kernel's own. */
  framesOf(error: Error): readonly Frame[] {
    // Reading the stack is what makes V8 prepare it.
    return stackOf(error) === "" ? [] : (this.#frames.get(error) ?? []);
  }

  /** What Node puts ahead of the stack where a file cannot be read as JavaScript: its place, the line and a mark. */
  headOf(error: Error): string[] {
    const stack = stackOf(error);
    const head = stack.slice(0, Math.max(0, stack.indexOf(titleOf(error)))).trimEnd();
    const [first = "", ...rest] = head.split("\n");
    const [, file, line] = /^(\/.+):(\d+)$/.exec(first) ?? [];
    return file === undefined ? [] : ["", `${relative(this.#folder, file)}:${line}`, ...rest, ""];
  }

  /** The run that the error came from, where a cell is on its stack. */
  originOf(error: Error): number | undefined {
    const frame = this.framesOf(error).find((found): found is CellFrame => found.kind === "cell");
    for (const [id, cell] of this.#cells) if (cell === frame?.cell) return id;
    return undefined;
  }

  #read(sites: readonly string[]): Frame[] {
    const frames: Frame[] = [];
    for (const site of sites) {
      const match = /^(?:(?:async )?(.*?) \()?(?:async )?(.+?)(?::(\d+):(\d+))?\)?$/.exec(site);
      if (match === null) continue;
      const [, name = "", file = "", line = "0", column = "0"] = match;
      const cell = this.#cells.get(Number(/^cell:(\d+)$/.exec(file)?.[1]));
      if (cell === undefined) {
        frames.push(this.#outside(name, file, Number(line), Number(column)));
        continue;
      }
      const place = original(cell.map, Number(line), unshifted(cell, Number(line), Number(column)));
      const isOutermost = name === cellFunction;
      frames.push({ kind: "cell", name: isOutermost ? "" : name, cell, ...place });
      if (isOutermost) break;
    }
    // Without a frame of the cell's own function, the last ones are Node's and the kernel's: they say nothing.
    while (frames.at(-1)?.kind === "library" && frames.length > 1) frames.pop();
    return frames;
  }

  #outside(name: string, file: string, line: number, column: number): Frame {
    if (!/^(file:\/\/)?\//.test(file)) return { kind: "library", library: "Node" };
    const path = file.startsWith("file://") ? fileURLToPath(file) : file;
    const fromFolder = relative(this.#folder, path);
    const map = this.#maps.get(path);
    if (map !== undefined) {
      const place = original(map, line, column);
      return { kind: "file", name, place: `${fromFolder}:${place.line}:${place.column}` };
    }
    const isLibrary = path.includes("/node_modules/") || fromFolder.startsWith("..");
    if (isLibrary) return { kind: "library", library: packageOf(path) };
    return { kind: "file", name, place: `${fromFolder}:${line}:${column}` };
  }
}

export interface Line {
  readonly frame: Frame | undefined;
  readonly text: string;
}

/** One line for each frame; the frames of a library, and repetitions, are folded. */
export function foldFrames(frames: readonly Frame[]): Line[] {
  const lines: Line[] = [];
  let last = "";
  let count = 0;
  const close = (): void => {
    if (count > 1 && !last.startsWith("    in ")) {
      lines.push({ frame: undefined, text: `    … ${count - 1} more of these` });
    }
  };
  for (const frame of frames) {
    const text = textOf(frame);
    if (text === last) {
      count += 1;
      continue;
    }
    close();
    lines.push({ frame, text });
    last = text;
    count = 1;
  }
  close();
  return lines;
}

export function placeOf(frame: CellFrame | FileFrame): string {
  return frame.kind === "cell" ? `${frame.cell.title}:${frame.line}:${frame.column}` : frame.place;
}

function textOf(frame: Frame): string {
  if (frame.kind === "library") return `    in ${frame.library}`;
  return frame.name === "" ? `    at ${placeOf(frame)}` : `    at ${frame.name} (${placeOf(frame)})`;
}

/** Where a column stood when the source map was made. */
function unshifted(cell: CellText, line: number, column: number): number {
  const before = cell.shifts.filter((shift) => shift.line === line && shift.column < column);
  return column - before.reduce((sum, { by }) => sum + by, 0);
}

function original(map: string, line: number, column: number): { line: number; column: number } {
  if (map === "") return { line: Math.max(1, line), column };
  const entry = new SourceMap(JSON.parse(map)).findEntry(line - 1, Math.max(0, column - 1));
  if (!("originalLine" in entry)) return { line: 1, column: 1 };
  return { line: Math.max(1, entry.originalLine + 1), column: entry.originalColumn + 1 };
}

/** The name of the package that a file belongs to. */
function packageOf(path: string): string {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (!existsSync(manifest)) continue;
    const content: unknown = JSON.parse(readFileSync(manifest, "utf8"));
    if (isJson(content) && typeof content.name === "string") return content.name;
  }
  return path;
}
