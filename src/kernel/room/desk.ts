/**
 * Where the kernel and the room meet without messages: memory that both see.
 *
 * A cell's loop reads no messages. When it has to wait, for an answer of the reader or for its output to leave, it
 * sleeps here until the kernel wakes it.
 */

import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";

/** Characters printed but not yet published, at most: a loop that prints faster has to wait. */
const mostUnpublished = 4_000_000;

export interface DeskData {
  readonly shared: SharedArrayBuffer;
  readonly answers: MessagePort;
}

/** Two counters: answers given, characters unpublished. */
export function newDesk(): SharedArrayBuffer {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

const answered = 0;
const unpublished = 1;

export class RoomDesk {
  readonly #counters: Int32Array;
  readonly #answers: MessagePort;

  constructor({ shared, answers }: DeskData) {
    this.#counters = new Int32Array(shared);
    this.#answers = answers;
  }

  /** Counts what is printed; waits when too much of it is on its way. */
  print(characters: number): void {
    let now = Atomics.add(this.#counters, unpublished, characters) + characters;
    while (now > mostUnpublished) {
      Atomics.wait(this.#counters, unpublished, now);
      now = Atomics.load(this.#counters, unpublished);
    }
  }

  /** Calls `ask`, then sleeps until the kernel has an answer. */
  wait(ask: () => void): unknown {
    const before = Atomics.load(this.#counters, answered);
    // An answer to a question that was interrupted is no answer to this one.
    while (receiveMessageOnPort(this.#answers) !== undefined);
    ask();
    Atomics.wait(this.#counters, answered, before);
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

  published(characters: number): void {
    Atomics.sub(this.#counters, unpublished, characters);
    Atomics.notify(this.#counters, unpublished);
  }

  answer(value: string | null): void {
    this.#answers.postMessage(value);
    Atomics.add(this.#counters, answered, 1);
    Atomics.notify(this.#counters, answered);
  }
}
