/**
 * File descriptors 1 and 2. They belong to the terminal of Jupyter's server; what is written to them by number, or by a
 * child process that inherits them, goes to the notebook as well.
 */

import childProcess, { type ChildProcess, type SpawnOptions } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs, { closeSync, fstatSync, openSync, readSync, unlinkSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isEncoding } from "./output.js";

type Call = (...parameters: unknown[]) => unknown;
type Descriptor = 1 | 2;

const streamOf = { 1: "stdout", 2: "stderr" } as const;

export function redirectDescriptors(): void {
  replace(fs, "writeSync", writing);
  replace(childProcess, "spawn", spawning);
  for (const name of ["spawnSync", "execSync", "execFileSync"] as const) replace(childProcess, name, waiting);
  syncBuiltinESMExports();
}

function replace<T extends object>(module: T, name: keyof T & string, by: (original: Call) => Call): void {
  const original: unknown = module[name];
  if (typeof original !== "function") return;
  Reflect.set(
    module,
    name,
    by((...parameters) => Reflect.apply(original, module, parameters)),
  );
}

function writing(write: Call): Call {
  return (descriptor, data, ...place) => {
    if (descriptor !== 1 && descriptor !== 2) return write(descriptor, data, ...place);
    const bytes = bytesOf(data, place);
    process[streamOf[descriptor]].write(bytes);
    return bytes.length;
  };
}

/** What `writeSync` writes: of bytes, `length` from `offset` on; a string, in its encoding. */
function bytesOf(data: unknown, [offset, last]: readonly unknown[]): Buffer {
  if (!ArrayBuffer.isView(data)) return Buffer.from(String(data), isEncoding(last) ? last : "utf8");
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength).subarray(Number(offset ?? 0));
  return bytes.subarray(0, typeof last === "number" ? last : bytes.length);
}

/** A child process that goes on by itself: a pipe is read as long as it does. */
function spawning(spawn: Call): Call {
  return (...parameters) => {
    const { inherited, call } = prepare(parameters);
    const child = call(spawn, () => "pipe") as ChildProcess;
    for (const descriptor of inherited) {
      const name = streamOf[descriptor];
      child[name]?.on("data", (chunk: Buffer) => process[name].write(chunk));
    }
    return child;
  };
}

/** A child process for which the thread waits: nobody could read a pipe meanwhile, so that a file takes its output. */
function waiting(wait: Call): Call {
  return (...parameters) => {
    const { inherited, call } = prepare(parameters);
    const files = new Map(inherited.map((descriptor) => [descriptor, openNameless()]));
    try {
      return call(wait, (descriptor) => files.get(descriptor));
    } finally {
      for (const [descriptor, file] of files) process[streamOf[descriptor]].write(takeAll(file));
    }
  };
}

/** The descriptors that a child process would inherit, and the call that gives it something else in their place. */
function prepare(parameters: readonly unknown[]): {
  inherited: readonly Descriptor[];
  call(start: Call, instead: (descriptor: Descriptor) => unknown): unknown;
} {
  const options: unknown = parameters.at(-1);
  const stdio = isOptions(options) ? options.stdio : undefined;
  const list: unknown[] = Array.isArray(stdio) ? [...stdio] : [stdio, stdio, stdio];
  const isInherited = (descriptor: Descriptor): boolean => {
    const given = list[descriptor];
    return given === "inherit" || given === descriptor || given === process[streamOf[descriptor]];
  };
  const inherited = ([1, 2] as const).filter(isInherited);
  const call = (start: Call, instead: (descriptor: Descriptor) => unknown): unknown => {
    if (inherited.length === 0) return start(...parameters);
    for (const descriptor of inherited) list[descriptor] = instead(descriptor);
    return start(...parameters.slice(0, -1), { ...Object(options), stdio: list });
  };
  return { inherited, call };
}

function isOptions(value: unknown): value is SpawnOptions {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A file that is gone when it is closed. */
function openNameless(): number {
  const path = join(tmpdir(), randomUUID());
  const file = openSync(path, "wx+", 0o600);
  unlinkSync(path);
  return file;
}

function takeAll(file: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(file).size);
  readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  return bytes;
}
