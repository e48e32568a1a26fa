/** console, process.stdout and process.stderr: what they print goes to the notebook at once. */

import { Console } from "node:console";
import { Writable } from "node:stream";

type Print = (name: "stdout" | "stderr", text: string) => void;

export function redirectOutput(print: Print): void {
  for (const name of ["stdout", "stderr"] as const) {
    Object.defineProperty(process, name, { value: new NotebookStream(name, print), configurable: true });
  }
  const { stdout, stderr } = process;
  // An interrupt comes as an exception out of a stream: it must not be ignored.
  const inspectOptions = { breakLength: 100 };
  const notebook = new Console({ stdout, stderr, colorMode: false, ignoreErrors: false, inspectOptions });
  for (const [name, method] of Object.entries(notebook)) {
    if (typeof method === "function") Reflect.set(console, name, method);
  }
}

/** A stream that never waits: a cell's loop may print without giving anything else a turn. */
class NotebookStream extends Writable {
  readonly #name: "stdout" | "stderr";
  readonly #print: Print;

  constructor(name: "stdout" | "stderr", print: Print) {
    super({ decodeStrings: false });
    this.#name = name;
    this.#print = print;
  }

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    const text = typeof chunk === "string" ? chunk : new TextDecoder().decode(toBytes(chunk));
    if (text !== "") this.#print(this.#name, text);
    const done = rest.find((argument) => typeof argument === "function");
    if (typeof done === "function") queueMicrotask(() => done());
    return true;
  }
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError(`a string or bytes can be written, not ${typeof chunk}`);
}
