/** A frontend for tests: starts the built kernel and talks to it as Jupyter does. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { Dealer, Request, Subscriber } from "zeromq";
import { type Json, type Message, Wire } from "../../src/kernel/protocol/message.js";
import { kernelSpec } from "../../src/kernel/spec.js";

export const root: string = new URL("../..", import.meta.url).pathname;

export interface Execution {
  readonly reply: Json;
  /** What was published for the request, status and input left out. */
  readonly outputs: readonly Message[];
  /** All text of stdout. */
  readonly stdout: string;
  readonly stderr: string;
  /** text/plain of the result. */
  readonly text: unknown;
}

type Watch = (message: Message) => void;

export class Client {
  readonly process: ChildProcess;
  readonly wire: Wire;
  readonly shell: Dealer = new Dealer({ linger: 0, routingId: "test" });
  readonly control: Dealer = new Dealer({ linger: 0 });
  readonly stdin: Dealer = new Dealer({ linger: 0, routingId: "test" });
  readonly heartbeat: Request = new Request({ linger: 0 });
  readonly #iopub: Subscriber = new Subscriber({ linger: 0 });
  readonly #folder: string;
  readonly #replies: Map<string, (message: Message) => void> = new Map();
  readonly #watches: Set<Watch> = new Set();
  readonly exited: Promise<number | null>;

  private constructor(cwd: string, nodeOptions: string) {
    this.#folder = mkdtempSync(join(tmpdir(), "kernel-"));
    const key = "a key that only this test knows";
    this.wire = new Wire(key);
    const file = join(this.#folder, "connection.json");
    const ports = { shell_port: 1, control_port: 2, stdin_port: 3, iopub_port: 4, hb_port: 5 };
    const connection = { transport: "ipc", ip: join(this.#folder, "s"), key, ...ports };
    writeFileSync(file, JSON.stringify(connection));
    const spec = kernelSpec(process.execPath, root);
    const [command = "", ...rest] = spec.argv;
    const argv = rest.map((argument) => (argument === "{connection_file}" ? file : argument));
    this.process = spawn(command, argv, {
      cwd,
      env: { ...process.env, ...spec.env, NODE_OPTIONS: nodeOptions },
      stdio: "ignore",
    });
    this.exited = new Promise((resolve) => this.process.on("exit", resolve));
    const address = (port: number): string => `ipc://${this.#folder}/s-${port}`;
    this.shell.connect(address(1));
    this.control.connect(address(2));
    this.stdin.connect(address(3));
    this.#iopub.connect(address(4));
    this.heartbeat.connect(address(5));
    this.#iopub.subscribe();
    void this.#listen();
  }

  /** Starts a kernel in `cwd`; resolves when nothing that it publishes can be missed any more. */
  static async start(cwd: string = root, nodeOptions: string = ""): Promise<Client> {
    const client = new Client(cwd, nodeOptions);
    const heard: string[] = [];
    await client.published(({ header, content }) => {
      heard.push(header.msg_type);
      return content.execution_state === "starting";
    });
    expect(heard).toEqual(["iopub_welcome", "status"]);
    return client;
  }

  /** The reply to a request on shell or control. */
  request(type: string, content: Json, socket: Dealer = this.shell): Promise<Message> {
    const message = this.wire.compose(type, content);
    const reply = this.#replyTo(message);
    void socket.send(this.wire.pack(message));
    return reply;
  }

  async execute(code: string, options: Json = {}): Promise<Execution> {
    const { done } = this.submit(code, options);
    return done;
  }

  /** Asks for an execution; `done` is its end, and `said` what it publishes first that fits. */
  submit(code: string, options: Json = {}): { done: Promise<Execution>; said(text: string): Promise<void> } {
    const message = this.wire.compose("execute_request", { code, ...options });
    const id = message.header.msg_id;
    const outputs: Message[] = [];
    const idle = this.published((published) => {
      if (published.parentHeader.msg_id !== id) return false;
      const { msg_type: type } = published.header;
      if (type !== "status" && type !== "execute_input") outputs.push(published);
      return type === "status" && published.content.execution_state === "idle";
    });
    const reply = this.#replyTo(message);
    const said = async (text: string): Promise<void> => {
      await this.published(({ header, content, parentHeader }) => {
        const isOutput = header.msg_type !== "execute_input" && parentHeader.msg_id === id;
        return isOutput && JSON.stringify(content).includes(text);
      });
    };
    void this.shell.send(this.wire.pack(message));
    const done = Promise.all([reply, idle]).then(([{ content }]) => summary(content, outputs));
    return { done, said };
  }

  /** Interrupts, as the button of JupyterLab does. */
  async interrupt(): Promise<void> {
    const reply = await this.request("interrupt_request", {}, this.control);
    expect(reply.content.status).toBe("ok");
  }

  /** The first published message that `fits`. */
  published(fits: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const watch = (message: Message): void => {
        if (!fits(message)) return;
        this.#watches.delete(watch);
        resolve(message);
      };
      this.#watches.add(watch);
    });
  }

  /** Shuts the kernel down as Jupyter does, and waits for the end of its process. */
  async close(): Promise<number | null> {
    const reply = this.request("shutdown_request", { restart: false }, this.control);
    await Promise.race([reply, this.exited]);
    const code = await this.exited;
    this.disconnect();
    return code;
  }

  /** Lets go of a kernel that has ended. */
  disconnect(): void {
    for (const socket of [this.shell, this.control, this.stdin, this.heartbeat, this.#iopub]) socket.close();
    rmSync(this.#folder, { recursive: true });
  }

  #replyTo(message: Message): Promise<Message> {
    return new Promise((resolve) => this.#replies.set(message.header.msg_id, resolve));
  }

  async #listen(): Promise<void> {
    void this.#receive(this.shell);
    void this.#receive(this.control);
    for await (const frames of this.#iopub) {
      const message = this.wire.unpack(frames);
      for (const watch of [...this.#watches]) watch(message);
    }
  }

  async #receive(socket: Dealer): Promise<void> {
    for await (const frames of socket) {
      const message = this.wire.unpack(frames);
      this.#replies.get(String(message.parentHeader.msg_id))?.(message);
    }
  }
}

/**
 * Starts a kernel before the tests of a file, in a notebook's folder of its own, and ends both after them.
 *
 * @param started  is given the kernel
 * @returns        the folder
 */
export function startBeforeAll(started: (kernel: Client) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "notebook-"));
  let kernel: Client;
  beforeAll(async () => {
    kernel = await Client.start(folder);
    started(kernel);
  });
  afterAll(async () => {
    expect(await kernel.close()).toBe(0);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** The types of messages. */
export function types(messages: readonly Message[]): string[] {
  return messages.map(({ header }) => header.msg_type);
}

function summary(reply: Json, outputs: readonly Message[]): Execution {
  const stream = (name: string): string =>
    outputs
      .filter(({ header, content }) => header.msg_type === "stream" && content.name === name)
      .map(({ content }) => content.text)
      .join("");
  const result = outputs.find(({ header }) => header.msg_type === "execute_result");
  const data: unknown = result?.content.data;
  const text: unknown =
    typeof data === "object" && data !== null ? Reflect.get(data, "text/plain") : undefined;
  return { reply, outputs, stdout: stream("stdout"), stderr: stream("stderr"), text };
}
