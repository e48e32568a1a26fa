/** What the kernel and the room, the thread in which cells run, say to each other. */

/** The function that a cell becomes: its name marks the cell's own frame on a stack, and is nobody else's. */
export const cellFunction = "$cell$";

/** What is needed to tell where in a cell an error came from. */
export interface CellText {
  readonly title: string;
  readonly source: string;
  /** Source map (version 3) from the compiler's lines to the cell's; empty where they are the same. */
  readonly map: string;
  /** Where the kernel has since moved text within a line (line from 1, column from 0). */
  readonly shifts: readonly { readonly line: number; readonly column: number; readonly by: number }[];
}

/** A cell that is ready to run. */
export interface RunCell {
  readonly type: "run";
  readonly id: number;
  readonly code: string;
  readonly text: CellText;
  readonly imports: readonly string[];
  /** TypeScript files of the project that are new to the room, or have changed: as JavaScript. */
  readonly modules: readonly { readonly file: string; readonly code: string; readonly map: string }[];
}

/** The cell is to end now, if it has not ended yet. */
export interface AbandonCell {
  readonly type: "abandon";
  readonly cell: number;
  /** Comes back with the answer: an interrupt may have to ask several times, and answers come late. */
  readonly interrupt: number;
}

export type ToRoom = RunCell | AbandonCell;

export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

export type DisplayType = "display_data" | "update_display_data" | "clear_output";

/** The cell has ended, well or not. */
export interface Done {
  readonly type: "done";
  readonly cell: number;
  readonly failure?: Failure;
  /** The MIME bundle of the last expression, as JSON. */
  readonly result?: string;
  /** The variables that it has given a value. */
  readonly reached: readonly string[];
}

/** What a cell, or something that it has left running, says or shows. */
export type Output =
  | {
      readonly type: "stream";
      readonly cell: number;
      readonly name: "stdout" | "stderr";
      readonly text: string;
    }
  | { readonly type: "display"; readonly cell: number; readonly kind: DisplayType; readonly json: string };

export type Notice =
  | Output
  | { readonly type: "input"; readonly cell: number; readonly question: string }
  | { readonly type: "error"; readonly cell: number; readonly failure: Failure };

/** For how many characters an output counts: few of those that are shown shall wait, for each is a message. */
export function sizeOf(output: Output): number {
  return output.type === "stream" ? output.text.length : Math.max(output.json.length, 16_000);
}

export type FromRoom = Done | Notice | { readonly type: "abandoned"; readonly interrupt: number };

/** What an interrupted cell fails with. */
export const interruption: Failure = {
  ename: "Interrupted",
  evalue: "the cell was interrupted; the variables keep what they held",
  traceback: ["\u001b[31mInterrupted\u001b[0m: the cell was interrupted; the variables keep what they held"],
};
