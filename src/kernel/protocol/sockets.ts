/** The kernel's five ZeroMQ sockets. What arrives is checked here; what is malformed goes no further. */

import { Router, XPublisher } from "zeromq";
import type { Connection } from "./connection.js";
import { Heartbeat } from "./heartbeat.js";
import { type Json, MalformedMessage, type Message, Wire } from "./message.js";

export type RequestChannel = "shell" | "control" | "stdin";
export type Receive = (message: Message) => void;

/** Malformed messages that are mentioned on stderr. */
const mostComplaints = 20;

export class Sockets {
  readonly #wire: Wire;
  #malformed = 0;
  readonly #routers: Record<RequestChannel, Router>;
  // A socket's queue holds 1,000 messages by default and then drops: nothing that a cell says may be lost.
  readonly #iopub: XPublisher = new XPublisher({ sendHighWaterMark: 0, linger: 1000, verbosity: "allSubs" });
  readonly #heartbeat: Heartbeat = new Heartbeat();
  /** ZeroMQ sends one message of a socket at a time; the next one waits for the one before. */
  readonly #sending: Map<object, Promise<void>> = new Map();

  constructor(key: string) {
    this.#wire = new Wire(key);
    const router = (): Router => new Router({ sendHighWaterMark: 0, linger: 1000 });
    this.#routers = { shell: router(), control: router(), stdin: router() };
  }

  /** @param subscribed  is called when a frontend has been welcomed, and hears all that is published from then on */
  async open(
    connection: Connection,
    receive: Record<RequestChannel, Receive>,
    subscribed: () => void,
  ): Promise<void> {
    const { shell, control, stdin } = this.#routers;
    await Promise.all([
      this.#heartbeat.open(connection.address("hb")),
      this.#iopub.bind(connection.address("iopub")),
      shell.bind(connection.address("shell")),
      control.bind(connection.address("control")),
      stdin.bind(connection.address("stdin")),
    ]);
    void this.#welcome(subscribed);
    void this.#listen(shell, receive.shell);
    void this.#listen(control, receive.control);
    void this.#listen(stdin, receive.stdin);
  }

  /** Answers `parent` on the channel where it came from. */
  reply(channel: RequestChannel, parent: Message, type: string, content: Json): Promise<void> {
    return this.#send(this.#routers[channel], this.#wire.compose(type, content, parent));
  }

  /** Tells every frontend, as a consequence of `parent`. */
  publish(type: string, content: Json, parent?: Message, metadata: Json = {}): Promise<void> {
    const message = this.#wire.compose(type, content, parent, metadata);
    return this.#send(this.#iopub, { ...message, identities: [Buffer.from(`kernel.${type}`)] });
  }

  /** Resolves when all that was said is handed to ZeroMQ; then closes the sockets. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#sending.values());
    await this.#heartbeat.close();
    for (const socket of [...Object.values(this.#routers), this.#iopub]) socket.close();
  }

  #send(socket: Router | XPublisher, message: Message): Promise<void> {
    const before = this.#sending.get(socket) ?? Promise.resolve();
    const sent = before.then(() => socket.send(this.#wire.pack(message))).catch(ignoreClosed);
    this.#sending.set(socket, sent);
    return sent;
  }

  async #listen(socket: Router, receive: Receive): Promise<void> {
    for await (const frames of socket) {
      try {
        receive(this.#wire.unpack(frames));
      } catch (error) {
        if (!(error instanceof MalformedMessage)) throw error;
        this.#malformed += 1;
        // Whoever floods the kernel shall not flood the server's log.
        if (this.#malformed <= mostComplaints) process.stderr.write(`${error.message} was left out\n`);
      }
    }
  }

  /** A frontend that has just subscribed learns that from now on it misses nothing (JEP 65). */
  async #welcome(subscribed: () => void): Promise<void> {
    for await (const [event] of this.#iopub) {
      if (event === undefined || event[0] !== 1) continue;
      const topic = event.subarray(1);
      const message = this.#wire.compose("iopub_welcome", { subscription: topic.toString() });
      void this.#send(this.#iopub, { ...message, identities: [topic] });
      subscribed();
    }
  }
}

function ignoreClosed(error: unknown): void {
  process.stderr.write(`a message could not be sent: ${String(error)}\n`);
}
