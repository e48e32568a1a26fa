/**
 * All that the kernel publishes, in order. Text is gathered for a moment, so that a loop that prints a line each time
 * becomes a few messages, and is let out no faster than a notebook server passes it on.
 */

import type { Json, Message } from "./protocol/message.js";
import type { Sockets } from "./protocol/sockets.js";

type StreamName = "stdout" | "stderr";

interface Text {
  readonly name: StreamName;
  readonly request: Message | undefined;
  text: string;
}

/** Milliseconds for which text is gathered. */
const gathering = 25;
/** Characters of one message, at most. */
const portion = 1 << 17;
/** jupyter-server drops what exceeds a million bytes a second, taken over three seconds; we stay below. */
const allowance = { atOnce: 2_000_000, perMillisecond: 800 };

export class Outlet {
  readonly #sockets: Sockets;
  readonly #published: (characters: number) => void;
  readonly #texts: Text[] = [];
  #timer: NodeJS.Timeout | undefined;
  #lastFlush = 0;
  #allowed: number = allowance.atOnce;
  #draining: Promise<void> | undefined;

  /** @param published  is told how much text has left: who prints may wait for it */
  constructor(sockets: Sockets, published: (characters: number) => void) {
    this.#sockets = sockets;
    this.#published = published;
  }

  /** Text of a cell. The first after a while leaves at once. */
  print(name: StreamName, text: string, request: Message | undefined): void {
    const last = this.#texts.at(-1);
    if (last?.name === name && last.request === request) last.text += text;
    else this.#texts.push({ name, request, text });
    const wait = Math.max(0, this.#lastFlush + gathering - Date.now());
    this.#timer ??= setTimeout(() => void this.flush(), wait);
  }

  /** Anything but text; it leaves behind the text that was printed before. */
  async publish(
    type: string,
    content: Json,
    request: Message | undefined,
    metadata: Json = {},
  ): Promise<void> {
    if (this.#texts.length > 0 || this.#draining !== undefined) await this.flush();
    await this.#sockets.publish(type, content, request, metadata);
  }

  /** Resolves when all text printed so far has left. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
    });
    await this.#draining;
  }

  /** The reader has interrupted: text that waits for its turn is not worth waiting for. */
  discard(): void {
    const waiting = this.#texts.reduce((sum, { text }) => sum + text.length, 0);
    if (waiting < portion) return;
    const last = this.#texts.at(-1);
    this.#texts.length = 0;
    this.#published(waiting);
    this.print("stderr", `… ${waiting} characters of output were left out\n`, last?.request);
  }

  async #drain(): Promise<void> {
    for (let next = this.#texts[0]; next !== undefined; next = this.#texts[0]) {
      const text = next.text.slice(0, portion);
      await this.#waitFor(text.length);
      next.text = next.text.slice(text.length);
      if (next.text === "" && this.#texts[0] === next) this.#texts.shift();
      void this.#sockets.publish("stream", { name: next.name, text }, next.request);
      this.#published(text.length);
    }
  }

  async #waitFor(characters: number): Promise<void> {
    const now = Date.now();
    const earned = (now - this.#lastFlush) * allowance.perMillisecond;
    this.#allowed = Math.min(allowance.atOnce, this.#allowed + earned) - characters;
    this.#lastFlush = now;
    if (this.#allowed >= 0) return;
    const pause = -this.#allowed / allowance.perMillisecond;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
