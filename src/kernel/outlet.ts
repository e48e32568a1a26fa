/**
 * All that the kernel publishes, in order. Text is gathered for a moment, so that a loop that prints a line each time
 * becomes a few messages, and what a cell says and shows is let out no faster than a notebook server passes it on.
 */

import type { Json, Message } from "./protocol/message.js";
import type { Sockets } from "./protocol/sockets.js";

type StreamName = "stdout" | "stderr";

interface Text {
  readonly name: StreamName;
  readonly request: Message | undefined;
  text: string;
}

interface Shown {
  readonly type: string;
  readonly content: Json;
  /** 0 for what is no output: it only waits for the outputs before it. */
  readonly size: number;
  readonly request: Message | undefined;
}

/** Milliseconds for which text is gathered. */
const gathering = 25;
/** Characters of one message of text, at most: JupyterLab draws all the text of a cell anew with each message. */
const portion = 1 << 17;
/**
 * jupyter-server drops text beyond a million bytes a second and outputs beyond a thousand a second, both taken over
 * three seconds. In bytes, with each output counted as another thousand, this stays below in any three seconds.
 */
const allowance = { atOnce: 1_200_000, perMillisecond: 500, output: 1000 };

export class Outlet {
  readonly #sockets: Sockets;
  readonly #published: (size: number) => void;
  /** Text and outputs that wait for their turn. */
  readonly #waiting: (Text | Shown)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #lastTurn = 0;
  #allowed: number = allowance.atOnce;
  #draining: Promise<void> | undefined;
  #endPause: () => void = () => {};

  /** @param published  is told the size of what has left, in characters: who says more may wait for it */
  constructor(sockets: Sockets, published: (size: number) => void) {
    this.#sockets = sockets;
    this.#published = published;
  }

  /** Text of a cell. The first after a while leaves at once. */
  print(name: StreamName, text: string, request: Message | undefined): void {
    const last = this.#waiting.at(-1);
    if (isText(last) && last.name === name && last.request === request) last.text += text;
    else this.#waiting.push({ name, request, text });
    const wait = Math.max(0, this.#lastTurn + gathering - Date.now());
    this.#timer ??= setTimeout(() => void this.flush(), wait);
  }

  /** An output of a cell that is no text. */
  show(type: string, content: Json, size: number, request: Message | undefined): void {
    this.#waiting.push({ type, content, size, request });
    void this.flush();
  }

  /** Anything else; it leaves behind what was printed and shown before. */
  publish(type: string, content: Json, request: Message | undefined): Promise<void> {
    if (this.#waiting.length === 0 && this.#draining === undefined) {
      return this.#sockets.publish(type, content, request);
    }
    this.#waiting.push({ type, content, size: 0, request });
    return this.flush();
  }

  /** Resolves when all that was printed and shown so far has left. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Again for what came when the last one had just left.
    while (this.#waiting.length > 0 || this.#draining !== undefined) {
      this.#draining ??= this.#drain().finally(() => {
        this.#draining = undefined;
      });
      await this.#draining;
    }
  }

  /** The reader has interrupted: what still waits leaves at once, but text that is much is left out. */
  hurry(): void {
    const texts = this.#waiting.filter(isText);
    const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
    if (characters > portion) {
      this.#waiting.splice(0, Infinity, ...this.#waiting.filter((output) => !isText(output)));
      this.#published(characters);
      this.print("stderr", `… ${characters} characters of output were left out\n`, texts.at(-1)?.request);
    }
    this.#allowed = allowance.atOnce;
    this.#endPause();
  }

  async #drain(): Promise<void> {
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      if (isText(next)) {
        const { name, text, request } = next;
        await this.#turn(Buffer.byteLength(JSON.stringify(text)));
        void this.#sockets.publish("stream", { name, text }, request);
        this.#published(text.length);
      } else {
        if (next.size > 0) await this.#turn(0);
        void this.#sockets.publish(next.type, next.content, next.request);
        this.#published(next.size);
      }
    }
  }

  /** What comes next; of a long text, its beginning. */
  #take(): Text | Shown | undefined {
    const [next] = this.#waiting;
    if (!isText(next) || next.text.length <= portion) return this.#waiting.shift();
    // Not between the two halves of a character.
    const end = /[\ud800-\udbff]/.test(next.text.charAt(portion - 1)) ? portion - 1 : portion;
    const text = next.text.slice(0, end);
    next.text = next.text.slice(end);
    return { ...next, text };
  }

  /** Waits until an output with so many bytes of text may leave. */
  async #turn(bytes: number): Promise<void> {
    const now = Date.now();
    const earned = (now - this.#lastTurn) * allowance.perMillisecond;
    this.#allowed = Math.min(allowance.atOnce, this.#allowed + earned) - bytes - allowance.output;
    this.#lastTurn = now;
    if (this.#allowed >= 0) return;
    const pause = -this.#allowed / allowance.perMillisecond;
    await new Promise<void>((resolve) => {
      this.#endPause = resolve;
      setTimeout(resolve, pause);
    });
  }
}

function isText(output: Text | Shown | undefined): output is Text {
  return output !== undefined && "text" in output;
}
