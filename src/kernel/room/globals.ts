/** What cells find without an import. compiler/globals.ts has the types. */

import { randomUUID } from "node:crypto";
import { isJson, type Json } from "../protocol/message.js";
import { bundleOf, ownBundle, plain, withText } from "./bundle.js";
import type { DisplayType } from "./messages.js";

export interface Outside {
  broadcast(kind: DisplayType, content: Json): void;
  /** Throws where the reader wants the cell to end: a library that computes for long may call it in its loop. */
  checkInterrupt(): void;
  /** Asks the reader and waits: a string, or null where nobody can answer. */
  ask(question: string): unknown;
}

interface DisplayOptions {
  readonly id?: string;
  readonly update?: boolean;
  readonly raw?: boolean;
  readonly metadata?: Json;
}

/** The cell wanted to end the process, in which the notebook lives. */
export class ExitRequested extends Error {
  override readonly name = "ExitRequested";

  constructor(code: unknown) {
    super(
      `process.exit(${code === undefined ? "" : String(code)}) would end the kernel, and was not done` +
        "\n  help: throw an error to stop a cell; restart the kernel from the menu to lose all variables",
    );
  }
}

export function installGlobals({ broadcast, checkInterrupt, ask }: Outside): void {
  const show = (value: unknown, options: DisplayOptions, id: string, update: boolean): void => {
    const send = (data: Json): void => {
      const content = { data, metadata: options.metadata ?? {}, transient: { display_id: id } };
      broadcast(update ? "update_display_data" : "display_data", content);
    };
    const bundle = options.raw === true ? value : ownBundle(value);
    if (bundle instanceof Promise) void bundleOf(value, bundle).then(send);
    else if (isJson(bundle)) send(withText(bundle, value));
    else send({ "text/plain": plain(value) });
  };
  define("display", (value: unknown, options: DisplayOptions = {}) => {
    const id = options.id ?? randomUUID();
    show(value, options, id, options.update ?? false);
    // As the last expression of a cell, the handle itself shows nothing.
    const handle = { id, update: (next: unknown) => show(next, options, id, true) };
    return Object.defineProperty(handle, Symbol.for("Jupyter.display"), { value: () => ({}) });
  });
  define("clearOutput", (options: { wait?: boolean } = {}) => {
    broadcast("clear_output", { wait: options.wait ?? false });
  });
  define("prompt", (question = "", defaultValue?: string) => {
    const answer = ask(String(question));
    if (typeof answer === "string") return answer === "" ? (defaultValue ?? "") : answer;
    if (defaultValue !== undefined) return defaultValue;
    throw new Error("prompt: nobody can answer here\n  help: give a default, prompt(question, default)");
  });
  define(Symbol.for("Jupyter.broadcast"), broadcast);
  define(Symbol.for("Jupyter.checkInterrupt"), checkInterrupt);
  process.exit = (code) => {
    throw new ExitRequested(code);
  };
}

function define(name: string | symbol, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}
