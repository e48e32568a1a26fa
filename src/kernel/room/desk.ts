/**
 * Where the kernel and the room meet without messages: memory that both see.
 *
 * A cell's loop reads no messages. When it has to wait, for an answer of the reader or for its output to leave, it
 * sleeps here until the kernel wakes it.
 */

import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { interruption } from "./messages.js";

/** Characters said but not yet published, at most: a loop that says more has to wait. */
const mostUnpublished = 4_000_000;
/** Milliseconds in which a loop that looks for an interrupt is expected to look again. */
const soon = 200;
/** What a message costs beyond its characters, in characters. */
const envelope = 500;

export interface DeskData {
  readonly shared: SharedArrayBuffer;
  readonly answers: MessagePort;
}

/** Four numbers: answers given, characters unpublished, how far an interrupt has come, when a cell last looked for it. */
export function newDesk(): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT);
  // Nobody has looked yet, and 0 is a time like any other: a clock of 32 bits comes back to it every seven weeks.
  new Int32Array(shared)[looked] = clock() - soon;
  return shared;
}

const answered = 0;
const unpublished = 1;
const interrupt = 2;
const looked = 3;

/** How far an interrupt has come: the reader wants the cell to end; the cell has noticed. */
const wanted = 1;
const noticed = 2;

/** What an interrupted cell fails with, where its code has looked whether it should end. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super(interruption.evalue);
  }
}

export class RoomDesk {
  readonly #counters: Int32Array;
  readonly #answers: MessagePort;

  constructor({ shared, answers }: DeskData) {
    this.#counters = new Int32Array(shared);
    this.#answers = answers;
  }

  /** Counts a message with so many characters; waits when too much is on its way, and as long as the cell may run. */
  send(characters: number): void {
    const size = characters + envelope;
    let now = Atomics.add(this.#counters, unpublished, size) + size;
    while (now > mostUnpublished && Atomics.load(this.#counters, interrupt) === 0) {
      Atomics.wait(this.#counters, unpublished, now);
      now = Atomics.load(this.#counters, unpublished);
    }
    this.checkInterrupt();
  }

  /**
   * Ends the cell by an exception, where the reader wants it to end: `finally` blocks run, other than when the thread
   * has to be broken off.
   */
  readonly checkInterrupt = (): void => {
    Atomics.store(this.#counters, looked, clock());
    if (Atomics.load(this.#counters, interrupt) === 0) return;
    // Not a mere store: the kernel may have taken it back just now.
    Atomics.compareExchange(this.#counters, interrupt, wanted, noticed);
    throw new Interrupted();
  };

  /** Calls `ask`, then sleeps until the kernel has an answer. */
  wait(ask: () => void): unknown {
    const before = Atomics.load(this.#counters, answered);
    // An answer to a question that was interrupted is no answer to this one.
    while (receiveMessageOnPort(this.#answers) !== undefined);
    ask();
    Atomics.wait(this.#counters, answered, before);
    this.checkInterrupt();
    const answer: unknown = receiveMessageOnPort(this.#answers)?.message;
    return answer;
  }
}

export class KernelDesk {
  readonly #counters: Int32Array;
  readonly #answers: MessagePort;

  constructor({ shared, answers }: DeskData) {
    this.#counters = new Int32Array(shared);
    this.#answers = answers;
  }

  /** A message has come in; its characters count until they are published. */
  received(): void {
    this.published(envelope);
  }

  published(characters: number): void {
    Atomics.sub(this.#counters, unpublished, characters);
    Atomics.notify(this.#counters, unpublished);
  }

  /** Asks the cell to end. */
  interrupt(): void {
    Atomics.store(this.#counters, interrupt, wanted);
    // Who sleeps shall look again.
    Atomics.add(this.#counters, answered, 1);
    for (const counter of [answered, unpublished]) Atomics.notify(this.#counters, counter);
  }

  /** The cell has looked for an interrupt just now: it will do so again. */
  get isLooking(): boolean {
    const since = (clock() - Atomics.load(this.#counters, looked)) | 0;
    return since >= 0 && since < soon;
  }

  /** The cell ends by itself: it has `finally` blocks to run, and what it has said is still on its way. */
  get isNoticed(): boolean {
    return Atomics.load(this.#counters, interrupt) === noticed;
  }

  /** Who looks from now on may go on. */
  endInterrupt(): void {
    Atomics.store(this.#counters, interrupt, 0);
  }

  answer(value: string | null): void {
    this.#answers.postMessage(value);
    Atomics.add(this.#counters, answered, 1);
    Atomics.notify(this.#counters, answered);
  }
}

/** Milliseconds, the same for all threads, in 32 bits. */
function clock(): number {
  return Date.now() | 0;
}
