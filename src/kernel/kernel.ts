/** The Jupyter kernel: takes requests from the sockets, one after another, and answers them. */

import { Compiler } from "./compiler/compiler.js";
import { isComplete } from "./compiler/complete-code.js";
import { Execution } from "./execution.js";
import { kernelInfo } from "./info.js";
import { Outlet } from "./outlet.js";
import type { Connection } from "./protocol/connection.js";
import type { Json, Message } from "./protocol/message.js";
import { type Receive, type RequestChannel, Sockets } from "./protocol/sockets.js";

/** Gives the content of the reply to a request. */
type Handler = (request: Message) => Json | Promise<Json>;

/** Milliseconds without a question who is there, after which the compiler warms up. */
const quiet = 150;
/** After so many cells, one takes half the time that the first one takes. */
const rehearsals = 30;

export class Kernel {
  readonly #sockets: Sockets;
  readonly #execution: Execution;
  readonly #queue: Message[] = [];
  /** Cells that a failed one takes with it. */
  #doomed: Message[] = [];
  #compiler: Compiler | undefined;
  /** Nobody has heard anything of it yet. */
  #isNew = true;
  #isWorking = false;
  #warmUp: NodeJS.Timeout | undefined;

  constructor(connection: Connection) {
    this.#sockets = new Sockets(connection.key);
    this.#execution = new Execution((published) => new Outlet(this.#sockets, published), {
      compiler: () => this.#readyCompiler(),
      ask: (request, prompt) => {
        void this.#sockets.reply("stdin", request, "input_request", { prompt, password: false });
      },
      failed: async ({ content }) => {
        if (content.stop_on_error !== false) this.#doomed = await this.#takeExecutions();
      },
    });
  }

  async start(connection: Connection): Promise<void> {
    const receive: Record<RequestChannel, Receive> = {
      shell: (message) => this.#enqueue(message),
      control: (message) => {
        // Cells come on shell, one after another; here they would run into each other.
        if (message.header.msg_type !== "execute_request") void this.#answer("control", message);
      },
      stdin: ({ header, content }) => {
        if (header.msg_type === "input_reply") this.#execution.answer(String(content.value ?? ""));
      },
    };
    await this.#sockets.open(connection, receive, () => this.#sayStarting());
  }

  /** Said to the first who listens, after the welcome, which has to come before all else; and not after `idle`. */
  #sayStarting(): void {
    if (!this.#isNew) return;
    this.#isNew = false;
    void this.#sockets.publish("status", { execution_state: "starting" });
  }

  readonly #handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>(
    Object.entries({
      kernel_info_request: kernelInfo,
      execute_request: (request) => this.#execution.execute(request),
      is_complete_request: ({ content }) => isComplete(String(content.code ?? "")),
      complete_request: ({ content }) => {
        return this.#readyCompiler().complete(String(content.code ?? ""), Number(content.cursor_pos ?? 0));
      },
      inspect_request: ({ content }) => {
        return this.#readyCompiler().inspect(String(content.code ?? ""), Number(content.cursor_pos ?? 0));
      },
      history_request: ({ content }) => this.#execution.history.answer(content),
      comm_info_request: () => ({ status: "ok", comms: {} }),
      interrupt_request: async () => {
        await this.#execution.interrupt();
        return { status: "ok" };
      },
      shutdown_request: ({ content }) => ({ status: "ok", restart: content.restart === true }),
    }),
  );

  #enqueue(message: Message): void {
    this.#queue.push(message);
    if (!this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      await this.#answer("shell", next);
    }
    this.#isWorking = false;
  }

  async #answer(channel: RequestChannel, request: Message): Promise<void> {
    const type = request.header.msg_type;
    // What comes on control must not wait until a flood of output has passed.
    const publisher = channel === "control" ? this.#sockets : this.#execution.outlet;
    this.#isNew = false;
    await publisher.publish("status", { execution_state: "busy" }, request);
    const content = await this.#contentFor(request);
    if (content !== undefined) {
      await this.#sockets.reply(channel, request, type.replace(/request$/, "reply"), content);
    }
    await publisher.publish("status", { execution_state: "idle" }, request);
    if (type === "execute_request") for (const waiting of this.#doomed.splice(0)) await this.#abort(waiting);
    if (type === "shutdown_request") await this.#shutdown();
    if (type === "kernel_info_request") this.#warmUpSoon();
  }

  /** The content of the reply; undefined for a request that a kernel need not know. */
  async #contentFor(request: Message): Promise<Json | undefined> {
    const handler = this.#handlers.get(request.header.msg_type);
    try {
      return await handler?.(request);
    } catch (error) {
      // A fault of the kernel must not cost the reader the variables of the notebook.
      const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
      return { status: "error", ename: name, evalue: message, traceback: stack.split("\n") };
    }
  }

  /** A frontend that starts asks several times who is there; the compiler, which holds the thread, comes after. */
  #warmUpSoon(): void {
    clearTimeout(this.#warmUp);
    this.#warmUp = setTimeout(() => this.#rehearse(this.#readyCompiler(), rehearsals), quiet);
  }

  /** One after another, so that a request that comes meanwhile does not wait for all of them; it comes first. */
  #rehearse(compiler: Compiler, times: number): void {
    if (times === 0) return;
    if (this.#isWorking) {
      this.#warmUp = setTimeout(() => this.#rehearse(compiler, times), quiet);
      return;
    }
    compiler.rehearse();
    setImmediate(() => this.#rehearse(compiler, times - 1));
  }

  #readyCompiler(): Compiler {
    this.#compiler ??= new Compiler(process.cwd());
    return this.#compiler;
  }

  /** A failed cell takes those with it that were asked for before anybody knew of the failure. */
  async #takeExecutions(): Promise<Message[]> {
    // They may have reached the socket, but not yet the queue.
    await new Promise((resolve) => setTimeout(resolve, 5));
    const isExecution = ({ header }: Message): boolean => header.msg_type === "execute_request";
    const taken = this.#queue.filter(isExecution);
    this.#queue.splice(0, this.#queue.length, ...this.#queue.filter((request) => !isExecution(request)));
    return taken;
  }

  async #abort(request: Message): Promise<void> {
    const { outlet } = this.#execution;
    await outlet.publish("status", { execution_state: "busy" }, request);
    await this.#sockets.reply("shell", request, "execute_reply", { status: "aborted" });
    await outlet.publish("status", { execution_state: "idle" }, request);
  }

  async #shutdown(): Promise<void> {
    await this.#execution.close();
    await this.#sockets.close();
    process.exit(0);
  }
}
