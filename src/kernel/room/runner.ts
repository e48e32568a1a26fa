/** Runs one cell after another, and tells the kernel what came of each. */

import type { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import type { MessagePort } from "node:worker_threads";
import { bundleOf } from "./bundle.js";
import { redirectDescriptors } from "./descriptors.js";
import { Interrupted, type RoomDesk } from "./desk.js";
import { failureOf } from "./failure.js";
import { installGlobals } from "./globals.js";
import {
  type Done,
  type FromRoom,
  interruption,
  type Output,
  type RunCell,
  sizeOf,
  type ToRoom,
} from "./messages.js";
import { Modules } from "./modules.js";
import { redirectOutput } from "./output.js";
import { Run, Scope } from "./scope.js";
import { Stacks } from "./stack.js";
import { isError } from "./thrown.js";

type Outcome = Pick<Done, "failure" | "result">;

export class Runner {
  readonly #port: MessagePort;
  readonly #folder: string = process.cwd();
  /** The place of cells, for `require` and for relative imports: they stand in the notebook's folder. */
  readonly #file: string = join(this.#folder, "cell.ts");
  readonly #meta: { readonly url: string } = { url: pathToFileURL(this.#file).href };
  readonly #require: NodeJS.Require = createRequire(this.#file);
  readonly #scope: Scope = new Scope();
  readonly #modules: Modules = new Modules(this.#file);
  readonly #stacks: Stacks = new Stacks(this.#folder);
  /** The newest run: output of callbacks is its as well. */
  #current = 0;
  #isRunning = false;

  constructor(port: MessagePort, desk: RoomDesk) {
    this.#port = port;
    // AsyncLocalStorage would know the cell that a callback goes back to, but where it is in use Node does not survive
    // that an interrupt unwinds its stack.
    const origin = (): number => this.#current;
    const put = (output: Output): void => {
      this.#say(output);
      desk.send(sizeOf(output));
    };
    redirectOutput((name, text) => put({ type: "stream", cell: origin(), name, text }));
    redirectDescriptors();
    installGlobals({
      // What is no JSON fails here, in the cell that shows it.
      broadcast: (kind, content) => {
        put({ type: "display", cell: origin(), kind, json: JSON.stringify(content) });
      },
      checkInterrupt: desk.checkInterrupt,
      ask: (question) => desk.wait(() => this.#say({ type: "input", cell: origin(), question })),
    });
    this.#stacks.install();
    this.#watchErrors();
  }

  listen(): void {
    this.#port.on("message", (message: ToRoom) => {
      if (message.type === "run") {
        void this.#run(message);
      } else {
        // It waits for something, or its loop was broken off just now: this message could not be read before.
        this.#finish(message.cell, { failure: interruption });
        this.#say({ type: "abandoned", interrupt: message.interrupt });
      }
    });
  }

  #say(message: FromRoom): void {
    this.#port.postMessage(message);
  }

  async #run(cell: RunCell): Promise<void> {
    this.#current = cell.id;
    this.#isRunning = true;
    this.#watchErrors();
    this.#stacks.addCell(cell.id, cell.text);
    try {
      this.#finish(cell.id, await this.#evaluate(cell));
    } catch (error) {
      this.#finish(cell.id, { failure: failureOf(error, this.#stacks) });
    }
  }

  async #evaluate(cell: RunCell): Promise<Outcome> {
    for (const { file, code, map } of cell.modules) {
      this.#modules.provide(file, code);
      this.#stacks.addFile(file, map);
    }
    const run = new Run(this.#scope, cell.id, await this.#modules.load(cell.imports), {
      meta: { ...this.#meta },
      import: (specifier) => this.#modules.import(specifier),
    });
    const script = new Script(cell.code, { filename: `cell:${cell.id}`, lineOffset: -1 });
    const main: unknown = script.runInThisContext();
    if (typeof main !== "function") throw new Error("a compiled cell is a function");
    const module = { exports: {} };
    const running: unknown = main(run, this.#require, module, module.exports, this.#file, this.#folder);
    if (running instanceof Promise) await running;
    if (run.result === undefined) return {};
    const data = await bundleOf(run.result);
    return Object.keys(data).length > 0 ? { result: JSON.stringify({ data, metadata: {} }) } : {};
  }

  /** Reports the end of a cell, once: what an interrupted one still does is nobody's business. */
  #finish(cell: number, outcome: Outcome): void {
    if (!this.#isRunning || cell !== this.#current) return;
    this.#say({ type: "done", cell, reached: this.#scope.reached(cell), ...outcome });
    this.#isRunning = false;
  }

  /** An error that nobody caught, of something that a cell has left behind: the cell it comes from shows it. */
  readonly #lateError = (error: unknown): void => {
    if (isError(error) && error instanceof Interrupted) return;
    const cell = (isError(error) ? this.#stacks.originOf(error) : undefined) ?? this.#current;
    this.#say({ type: "error", cell, failure: failureOf(error, this.#stacks) });
  };

  /** Without a listener such an error would end the thread: where a cell takes away all that there are, they come back. */
  readonly #watchErrors = (): void => {
    const listeners = {
      unhandledRejection: this.#lateError,
      uncaughtException: this.#lateError,
      removeListener: this.#watchErrors,
    };
    const events: EventEmitter = process;
    for (const [event, listener] of Object.entries(listeners)) {
      if (!events.listeners(event).includes(listener)) events.on(event, listener);
    }
  };
}
