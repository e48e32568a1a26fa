import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import {
  ARGUMENT_COUNT,
  ARGUMENTS,
  BUSY,
  CALL_BYTE,
  COMMAND_BYTES,
  COMMAND_NUMBERS,
  DONE,
  FAILED,
  FUSED,
  KERNEL,
  LEFT,
  leftOf,
  SHARED_KERNELS,
  type SharedKernel,
  SIZE,
  STARTED,
  takePart,
  WANTED,
  type WorkerStart,
} from "./pool-command.js";
import { commandRegion, reserve } from "./reserve.js";
import { panelsOf } from "./scratch.js";
import { setThreads, threads } from "./threads.js";

/** A kernel of one precision, rounded twice or fused. */
export interface KernelKind {
  readonly kernel: SharedKernel;
  /** Bytes of a number. */
  readonly size: 8 | 4;
  readonly fused: boolean;
}

/** How often it is looked whether all parts are done before the main thread goes to sleep. */
const LOOKS = 100_000;

let started = 0;
let posted = 0;
/** Whether a command is under way. When a reader interrupts it, nothing more of it is run, no `finally` either. */
let isUnderWay = false;

const command = commandRegion.start;
const state = new Int32Array(reserve.buffer, command, CALL_BYTE / 4);
const call = new Float64Array(reserve.buffer, command + CALL_BYTE, (COMMAND_BYTES - CALL_BYTE) / 8);

/** How many helpers are ready to work. The first call starts them, and they come when they have started. */
export function readyHelpers(): number {
  const count = threads() - 1;
  for (; started < count; started++) startHelper(started);
  return Math.min(count, Atomics.load(state, STARTED));
}

function startHelper(index: number): void {
  const workerData: WorkerStart = { memory: reserve, command, index, panels: panelsOf(index + 1) };
  const worker = new Worker(workerFile(), { workerData, execArgv: [] });
  // Neither a running nor a failed helper keeps the process alive or ends it: the others take its parts.
  worker.unref();
  worker.on("error", () => setThreads(1));
}

/** Beside this file in dist/backend; from the sources, in dist/backend too. */
function workerFile(): URL {
  const beside = new URL("./pool-worker.js", import.meta.url);
  return existsSync(beside) ? beside : new URL("../../dist/backend/pool-worker.js", import.meta.url);
}

/**
 * Calls a kernel for each part, on this thread and on the helpers; returns when all is done.
 *
 * @param run    calls the kernel on this thread
 * @param parts  its arguments for each part; the last of a product's, its panels, are a helper's own there
 * @throws Error when a helper failed
 */
export function runParts(
  { kernel, size, fused }: KernelKind,
  run: (...args: number[]) => void,
  parts: readonly (readonly number[])[],
): void {
  if (isUnderWay) abandon();
  isUnderWay = true;
  call[KERNEL] = SHARED_KERNELS.indexOf(kernel);
  call[SIZE] = size;
  call[FUSED] = fused ? 1 : 0;
  for (let i = 0; i < parts.length; i++) writeArguments(parts[i], ARGUMENTS + i * ARGUMENT_COUNT);
  state[DONE] = 0;
  state[FAILED] = 0;
  state[WANTED] = threads() - 1;
  posted = (posted + 1) % COMMAND_NUMBERS;
  Atomics.store(state, LEFT, leftOf(posted, parts.length));
  Atomics.notify(state, LEFT);

  let others = parts.length;
  for (let part = takePart(state); part >= 0; part = takePart(state)) {
    run(...parts[part]);
    others -= 1;
  }
  waitUntilDone(others);
  isUnderWay = false;
  if (state[FAILED] > 0) throw new Error("a thread of the pool failed");
}

/** In a loop: the built-in `set` takes several times longer for so few numbers. */
function writeArguments(args: readonly number[], start: number): void {
  for (let i = 0; i < args.length; i++) call[start + i] = args[i];
}

/** Takes back what is left of a command that was cut off, and waits for the helpers that are at work on it. */
function abandon(): void {
  Atomics.store(state, LEFT, leftOf(posted, 0));
  while (Atomics.load(state, BUSY) > 0);
}

function waitUntilDone(count: number): void {
  for (let i = 0; ; i++) {
    const done = Atomics.load(state, DONE);
    if (done === count) return;
    if (i >= LOOKS) Atomics.wait(state, DONE, done);
  }
}
