/** The kernel's side of the room: starts the thread, hands it cells, interrupts it, and replaces it when it dies. */

import { setFlagsFromString } from "node:v8";
import { MessageChannel, Worker } from "node:worker_threads";
import { Interrupter } from "./interrupter.js";
import { type DeskData, KernelDesk, newDesk } from "./room/desk.js";
import type { Done, Failure, FromRoom, Notice, RunCell } from "./room/messages.js";

/**
 * Milliseconds before a cell is broken off: that any cell has to notice an interrupt, that one has which often looks for
 * it, and that one has which has noticed and ends by itself.
 */
const courtesy = { any: 30, looking: 200, ending: 500 };

export interface HostEvents {
  notice(notice: Notice): void;
  /** The room has died, and all variables with it; a new one is being made. */
  lost(): void;
}

export class Host {
  readonly #events: HostEvents;
  #interrupter: Interrupter = new Interrupter();
  #worker: Worker;
  #desk: KernelDesk;
  #running: { readonly cell: RunCell; readonly save: string; end(outcome: Done): void } | undefined;
  #abandoned: { readonly interrupt: number; resolve(): void } | undefined;
  #interrupts = 0;
  #interrupting: Promise<void> | undefined;
  #isClosing = false;

  constructor(events: HostEvents) {
    this.#events = events;
    [this.#worker, this.#desk] = this.#start();
  }

  /** @param save  what the cell's frame evaluates when it is interrupted */
  run(cell: RunCell, save: string): Promise<Done> {
    // An interrupt that is still at work would hit this cell instead of the last one.
    if (this.#interrupting !== undefined) return this.#interrupting.then(() => this.run(cell, save));
    return new Promise((end) => {
      this.#running = { cell, save, end };
      this.#worker.postMessage(cell);
    });
  }

  /** Ends the running cell, busy or waiting; without one, whatever an earlier cell has left running. */
  interrupt(): Promise<void> {
    this.#interrupting ??= this.#interrupt().finally(() => {
      this.#interrupting = undefined;
    });
    return this.#interrupting;
  }

  async #interrupt(): Promise<void> {
    const cell = this.#running?.cell.id ?? 0;
    const save = this.#running?.save ?? "";
    this.#interrupts += 1;
    const interrupt = this.#interrupts;
    const ended = new Promise<void>((resolve) => {
      this.#abandoned = { interrupt, resolve };
    });
    this.#desk.interrupt();
    // A waiting room reads this at once, and a loop that looks whether it should end gives it the time to.
    this.#worker.postMessage({ type: "abandon", cell, interrupt });
    const isBusy = (milliseconds: number): Promise<boolean> => {
      return Promise.race([ended.then(() => false), after(milliseconds)]);
    };
    let patience = this.#desk.isLooking ? courtesy.looking : courtesy.any;
    for (let waited = 0; await isBusy(patience); waited += patience) {
      patience = courtesy.any;
      if (this.#desk.isNoticed && waited < courtesy.ending) continue;
      await this.#interrupter.interrupt(save, ended);
      // What was broken off may be the reading, or something of Node's that goes on all the same.
      this.#worker.postMessage({ type: "abandon", cell, interrupt });
    }
    this.#desk.endInterrupt();
  }

  /** The reader's answer to `prompt`. */
  answer(value: string | null): void {
    this.#desk.answer(value);
  }

  /** Something that the room has said has been published. */
  published(characters: number): void {
    this.#desk.published(characters);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#interrupter.close();
    await this.#worker.terminate();
  }

  #start(): [Worker, KernelDesk] {
    const shared = newDesk();
    // The kernelspec keeps the compiler's young generation small; the room shall have Node's own 16 MB.
    setFlagsFromString("--max-semi-space-size=16");
    const { port1, port2 } = new MessageChannel();
    port1.unref();
    const workerData: DeskData = { shared, answers: port2 };
    const worker = new Worker(new URL("./room/room.js", import.meta.url), {
      workerData,
      transferList: [port2],
      // An interrupt unwinds Node's own frames too, which the first would take for a corruption. The second lets the
      // project's own modules be loaded anew.
      execArgv: [
        "--no-force-async-hooks-checks",
        "--experimental-vm-modules",
        "--disable-warning=ExperimentalWarning",
      ],
    });
    let reason: Error | undefined;
    worker.on("message", (message: FromRoom) => this.#receive(message));
    worker.on("error", (error) => {
      reason = error;
    });
    worker.on("exit", () => this.#replace(reason));
    return [worker, new KernelDesk({ shared, answers: port1 })];
  }

  #replace(reason: Error | undefined): void {
    if (this.#isClosing) return;
    this.#interrupter.close();
    this.#interrupter = new Interrupter();
    [this.#worker, this.#desk] = this.#start();
    this.#events.lost();
    this.#abandoned?.resolve();
    const cell = this.#running?.cell.id ?? 0;
    this.#finish({ type: "done", cell, failure: loss(reason), reached: [] });
  }

  #receive(message: FromRoom): void {
    if (message.type === "done") this.#finish(message);
    else if (message.type !== "abandoned") this.#notice(message);
    else if (message.interrupt === this.#abandoned?.interrupt) this.#abandoned.resolve();
  }

  #notice(notice: Notice): void {
    if (notice.type === "stream" || notice.type === "display") this.#desk.received();
    this.#events.notice(notice);
  }

  #finish(outcome: Done): void {
    const running = this.#running;
    if (running === undefined || running.cell.id !== outcome.cell) return;
    this.#running = undefined;
    running.end(outcome);
  }
}

function after(milliseconds: number): Promise<true> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, true));
}

function loss(reason: Error | undefined): Failure {
  const isMemory = reason !== undefined && "code" in reason && reason.code === "ERR_WORKER_OUT_OF_MEMORY";
  const ename = isMemory ? "OutOfMemory" : "ThreadLost";
  const what = isMemory
    ? "the cell needed more memory than Node allows"
    : (reason?.message ?? "the thread ended");
  const evalue = `${what}; all variables are gone`;
  const help = "  help: run the notebook's cells again from the top";
  return { ename, evalue, traceback: [`\u001b[1;31m${ename}\u001b[0m: ${evalue}`, help] };
}
