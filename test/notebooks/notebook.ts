import { readFileSync } from "node:fs";

/** What the tests read of a notebook file. */
export interface Notebook {
  readonly cells: Cell[];
  readonly metadata: { kernelspec?: { name: string } };
}

export interface Cell {
  id: string;
  readonly cell_type: "code" | "markdown";
  source: string | string[];
  metadata: Record<string, unknown>;
  readonly execution_count?: number | null;
  readonly outputs?: Output[];
}

export interface Output {
  readonly output_type: "stream" | "display_data" | "execute_result" | "error";
  readonly name?: string;
  text?: string | string[];
  readonly data?: Record<string, unknown>;
}

export function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(path, "utf8"));
}
