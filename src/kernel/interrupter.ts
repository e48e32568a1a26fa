/**
 * Stops what a thread is doing, wherever it is, and keeps all its state.
 *
 * Node can break off a script, but only with the loss of what its variables held. The debugger can do better: it pauses
 * the thread, lets the cell's own frame put its variables away, and then ends what was running. Code that is being
 * compiled fast runs just as fast until then.
 */

import { Session } from "node:inspector";
import { isJson, type Json } from "./protocol/message.js";
import { cellFunction } from "./room/messages.js";

interface Pending {
  resolve(result: Json): void;
  reject(error: Error): void;
}

export class Interrupter {
  readonly #session: Session = new Session();
  readonly #pending: Map<number, Pending> = new Map();
  #thread: string | undefined;
  #count = 0;
  #paused: ((frames: readonly unknown[]) => void) | undefined;

  /** Attaches to the next thread that starts, and to no other. */
  constructor() {
    this.#session.connect();
    this.#session.on("NodeWorker.attachedToWorker", ({ params }) => {
      if (this.#thread !== undefined) return;
      this.#thread = params.sessionId;
      // The debugger's first time takes long: better now than when somebody waits for it.
      void this.#post("Debugger.enable");
      void this.#post("Debugger.disable");
    });
    this.#session.on("NodeWorker.receivedMessageFromWorker", ({ params }) => {
      if (params.sessionId === this.#thread) this.#receive(JSON.parse(params.message));
    });
    this.#session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
  }

  /**
   * Ends what the thread is doing now.
   *
   * @param save   what the cell's own frame, where there is one, evaluates before
   * @param ended  resolves when the thread has ended it by itself: then nothing more is done
   */
  async interrupt(save: string, ended: Promise<void>): Promise<void> {
    // A thread that has not yet started does nothing that one could end.
    if (this.#thread === undefined) return;
    const paused = new Promise<readonly unknown[]>((resolve) => {
      this.#paused = resolve;
    });
    void this.#post("Debugger.enable");
    void this.#post("Debugger.pause");
    const frames = await Promise.race([paused, ended.then(() => undefined)]);
    if (frames !== undefined) await this.#end(frames, save);
    await this.#post("Debugger.disable");
  }

  // The thread still goes on to the end of its loop's turn. To step to the next statement first would stop it on the
  // spot, but V8 cannot always bear breakpoints in code that it is just optimizing.
  async #end(frames: readonly unknown[], save: string): Promise<void> {
    const callFrameId = cellFrame(frames);
    if (callFrameId !== undefined && save !== "") {
      const evaluated = this.#post("Debugger.evaluateOnCallFrame", {
        callFrameId,
        expression: save,
        silent: true,
      });
      // Whatever cannot be saved, the thread must not stay paused.
      await evaluated.catch(() => {});
    }
    void this.#post("Runtime.terminateExecution");
    void this.#post("Debugger.resume");
  }

  close(): void {
    this.#session.disconnect();
  }

  #post(method: string, params: Json = {}): Promise<Json> {
    this.#count += 1;
    const id = this.#count;
    const message = JSON.stringify({ id, method, params });
    const reply = new Promise<Json>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    // A thread that ends before it answers leaves the promise open; nobody waits for it then.
    reply.catch(() => {});
    this.#session.post("NodeWorker.sendMessageToWorker", { sessionId: this.#thread ?? "", message });
    return reply;
  }

  #receive(message: unknown): void {
    if (!isJson(message)) return;
    if (typeof message.id === "number") {
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (isJson(message.result)) pending?.resolve(message.result);
      else pending?.reject(new Error(JSON.stringify(message.error)));
    } else if (message.method === "Debugger.paused" && isJson(message.params)) {
      const { callFrames } = message.params;
      this.#paused?.(Array.isArray(callFrames) ? callFrames : []);
    }
  }
}

/** The frame of the cell's function, which lies below whatever it has called. */
function cellFrame(frames: readonly unknown[]): string | undefined {
  const found = [...frames].reverse().find((frame) => isJson(frame) && frame.functionName === cellFunction);
  return isJson(found) && typeof found.callFrameId === "string" ? found.callFrameId : undefined;
}
