/** Executes cells: compiles them, has the room run them, and publishes what comes of it. */

import type { Compiler } from "./compiler/compiler.js";
import { History } from "./history.js";
import { Host } from "./host.js";
import type { Outlet } from "./outlet.js";
import { isJson, type Json, type Message } from "./protocol/message.js";
import { type Failure, interruption, type Notice, sizeOf } from "./room/messages.js";

export interface Surroundings {
  /** Loaded on first use: it is big. */
  compiler(): Compiler;
  /** Asks the reader; the answer comes back through `answer`. */
  ask(request: Message, question: string): void;
  /** A cell has failed, and nobody has been told yet. */
  failed(request: Message): Promise<void>;
}

/** Milliseconds in which nobody interrupts a cell. */
const blink = 20;

interface Outcome {
  readonly failure?: Failure;
  readonly result?: { readonly data: Json; readonly metadata: Json };
}

export class Execution {
  readonly history: History = new History();
  readonly outlet: Outlet;
  readonly #host: Host;
  readonly #surroundings: Surroundings;
  /** Requests by the number of the run: output finds its way to the cell that caused it. */
  readonly #requests: Map<number, Message> = new Map();
  #runs = 0;
  #count = 0;
  #isInterrupted = false;

  constructor(outlet: (published: (characters: number) => void) => Outlet, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#host = new Host({
      notice: (notice) => this.#relay(notice),
      lost: () => this.#surroundings.compiler().reset(),
    });
    this.outlet = outlet((characters) => this.#host.published(characters));
  }

  /** The content of an `execute_reply`. */
  async execute(request: Message): Promise<Json> {
    this.#isInterrupted = false;
    const { content } = request;
    const source = String(content.code ?? "");
    const isSilent = content.silent === true;
    const isStored = !isSilent && content.store_history !== false;
    if (isStored) this.#count += 1;
    const count = this.#count;
    const outcome = this.#run(source, `In [${count}]`, request);
    // The room is at work already; whatever it says comes after this.
    if (!isSilent) {
      void this.outlet.publish("execute_input", { code: source, execution_count: count }, request);
    }
    const { failure, result } = await outcome;
    if (isStored) this.history.add(count, source, textOf(result));
    if (failure !== undefined) {
      await this.#surroundings.failed(request);
      if (!isSilent) await this.outlet.publish("error", { ...failure }, request);
      return { status: "error", execution_count: count, ...failure, user_expressions: {}, payload: [] };
    }
    if (result !== undefined && !isSilent) {
      await this.outlet.publish("execute_result", { execution_count: count, ...result }, request);
    }
    const expressions = await this.#evaluate(content.user_expressions, request);
    await this.outlet.flush();
    return { status: "ok", execution_count: count, payload: [], user_expressions: expressions };
  }

  async interrupt(): Promise<void> {
    this.#isInterrupted = true;
    await this.#host.interrupt();
    this.outlet.hurry();
  }

  answer(value: string | null): void {
    this.#host.answer(value);
  }

  close(): Promise<void> {
    return this.#host.close();
  }

  async #run(source: string, title: string, request: Message): Promise<Outcome> {
    const compiler = this.#surroundings.compiler();
    const began = performance.now();
    const compiled = compiler.compile(source, title);
    if (!compiled.ok) {
      const { message, traceback } = compiled.failure;
      return { failure: { ename: "CompileError", evalue: message, traceback: [traceback.join("\n\n")] } };
    }
    // The compiler holds the thread: an interrupt that came meanwhile is read only now.
    if (performance.now() - began > blink) await new Promise((resolve) => setImmediate(resolve));
    if (this.#isInterrupted) return { failure: interruption };
    this.#runs += 1;
    const id = this.#runs;
    this.#requests.set(id, request);
    const { cell } = compiled;
    const { code, imports, map, modules, shifts } = cell;
    const outcome = await this.#host.run(
      { type: "run", id, code, imports, modules, text: { title, source, map, shifts } },
      cell.save,
    );
    compiler.commit(cell, new Set(outcome.reached));
    if (outcome.failure !== undefined) return { failure: outcome.failure };
    return outcome.result === undefined ? {} : { result: JSON.parse(outcome.result) };
  }

  /** `user_expressions`: each one stands for itself, and fails for itself. */
  async #evaluate(expressions: unknown, request: Message): Promise<Json> {
    const values: Json = {};
    if (!isJson(expressions)) return values;
    for (const [name, expression] of Object.entries(expressions)) {
      const { failure, result } = await this.#run(String(expression), name, request);
      const value = result ?? { data: { "text/plain": "undefined" }, metadata: {} };
      values[name] = failure === undefined ? { status: "ok", ...value } : { status: "error", ...failure };
    }
    return values;
  }

  #relay(notice: Notice): void {
    const request = this.#requests.get(notice.cell);
    if (notice.type === "stream") this.outlet.print(notice.name, notice.text, request);
    else if (notice.type === "display") {
      this.outlet.show(notice.kind, JSON.parse(notice.json), sizeOf(notice), request);
    } else if (notice.type === "error") void this.outlet.publish("error", { ...notice.failure }, request);
    else if (request?.content.allow_stdin === true) this.#surroundings.ask(request, notice.question);
    else this.#host.answer(null);
  }
}

function textOf(result: Outcome["result"]): string | null {
  const text = result?.data["text/plain"];
  return typeof text === "string" ? text : null;
}
