import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { isMainThread, Worker } from "node:worker_threads";
import {
  ARGUMENTS,
  COMMAND_INTS,
  FAILED,
  FINISHED,
  FUSED,
  POSTED,
  READY,
  SIZE,
  type WorkerStart,
} from "./pool-command.js";

/** A thread that computes parts of products, and the part of the shared memory that it works in. */
export interface Helper {
  readonly command: number;
  readonly start: number;
  readonly end: number;
  posted: number;
}

const PAGE = 65_536;
const SHARED_PAGES = 2048;

/** More threads than this divide the caches, not the work. */
const MOST_THREADS = 8;

/** Where the commands are; the rest of the shared memory is divided among the helpers. */
const COMMAND_BYTES = PAGE;

/** How often a finished command is looked for before the main thread goes to sleep. */
const LOOKS = 100_000;

let wanted: number | null = null;
let shared: WebAssembly.Memory | null = null;
let numbers = new Int32Array(0);
let helpers: Helper[] = [];

/**
 * How many threads compute a large product, this one included; default one for each core, and one within a worker
 * thread. The digits of a result do not depend on it.
 *
 * @throws RangeError when it is no whole number from 1 up
 */
export function setThreads(count: number): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `setThreads: ${count} threads\n  help: a whole number from 1 up; 1 switches the others off`,
    );
  }
  wanted = Math.min(count, MOST_THREADS);
}

/** How many threads a large product may use. */
export function threads(): number {
  wanted ??= isMainThread ? Math.min(availableParallelism(), MOST_THREADS) : 1;
  return wanted;
}

/** The memory that this thread shares with its helpers. */
export function sharedBuffer(): ArrayBuffer {
  shared ??= new WebAssembly.Memory({ initial: SHARED_PAGES, maximum: SHARED_PAGES, shared: true });
  return shared.buffer;
}

/** The helpers that are ready to work. The first call starts them, and they come when they have started. */
export function readyHelpers(): readonly Helper[] {
  const count = threads() - 1;
  while (helpers.length < count) helpers.push(startHelper(helpers.length));
  return helpers
    .slice(0, count)
    .filter((helper) => Atomics.load(numbers, helper.command + FINISHED) >= READY);
}

function startHelper(index: number): Helper {
  const buffer = sharedBuffer();
  numbers = new Int32Array(buffer);
  const command = index * COMMAND_INTS;
  const share = Math.floor((buffer.byteLength - COMMAND_BYTES) / (MOST_THREADS - 1) / PAGE) * PAGE;
  const start = COMMAND_BYTES + index * share;
  const workerData: WorkerStart = { memory: shared as WebAssembly.Memory, command };
  const worker = new Worker(workerFile(), { workerData, execArgv: [] });
  // Neither a running nor a failed helper keeps the process alive or ends it: products are then computed here.
  worker.unref();
  worker.on("error", () => {
    helpers = [];
    wanted = 1;
  });
  return { command, start, end: start + share, posted: READY };
}

/** Beside this file in dist/backend; from the sources, in dist/backend too. */
function workerFile(): URL {
  const beside = new URL("./pool-worker.js", import.meta.url);
  return existsSync(beside) ? beside : new URL("../../dist/backend/pool-worker.js", import.meta.url);
}

/** Lets a helper call the kernel for numbers of `size` bytes, with fused multiply-adds or without. */
export function post(helper: Helper, size: number, fused: boolean, args: readonly number[]): void {
  numbers[helper.command + SIZE] = size;
  numbers[helper.command + FUSED] = fused ? 1 : 0;
  numbers.set(args, helper.command + ARGUMENTS);
  helper.posted += 1;
  Atomics.store(numbers, helper.command + POSTED, helper.posted);
  Atomics.notify(numbers, helper.command + POSTED);
}

/** Waits until a helper is done; whether it went well. */
export function waitFor(helper: Helper): boolean {
  const at = helper.command + FINISHED;
  for (let i = 0; i < LOOKS; i++) if (Atomics.load(numbers, at) === helper.posted) break;
  for (let seen = Atomics.load(numbers, at); seen !== helper.posted; seen = Atomics.load(numbers, at)) {
    Atomics.wait(numbers, at, seen);
  }
  return numbers[helper.command + FAILED] === 0;
}
