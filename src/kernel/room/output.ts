/** console, process.stdout and process.stderr: what they print goes to the notebook at once. */

import { Console } from "node:console";
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

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
  /** A character may come in several pieces. */
  readonly #decoder: StringDecoder = new StringDecoder("utf8");

  constructor(name: "stdout" | "stderr", print: Print) {
    super({ decodeStrings: false });
    this.#name = name;
    this.#print = print;
  }

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    const text = isText(chunk, rest[0])
      ? this.#decoder.end() + chunk
      : this.#decoder.write(toBytes(chunk, rest[0]));
    if (text !== "") this.#print(this.#name, text);
    const done = rest.find((argument) => typeof argument === "function");
    if (typeof done === "function") queueMicrotask(() => done());
    return true;
  }
}

function isText(chunk: unknown, encoding: unknown): chunk is string {
  return typeof chunk === "string" && !(isEncoding(encoding) && !/^utf-?8$/i.test(encoding));
}

function toBytes(chunk: unknown, encoding: unknown): Buffer {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (typeof chunk === "string" && isEncoding(encoding)) return Buffer.from(chunk, encoding);
  throw new TypeError(`a string or bytes can be written, not ${typeof chunk}`);
}

export function isEncoding(name: unknown): name is BufferEncoding {
  return typeof name === "string" && Buffer.isEncoding(name);
}
