import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { isMainThread, Worker } from "node:worker_threads";
import {
  ARGUMENTS,
  CALL_BYTE,
  CLAIMED,
  COMMAND_BYTES,
  FAILED,
  FINISHED,
  FUSED,
  KERNEL,
  POSTED,
  READY,
  SHARED_KERNELS,
  type SharedKernel,
  SIZE,
  type WorkerStart,
} from "./pool-command.js";
import { commandRegion, reserve } from "./reserve.js";
import { PANEL_SETS, panelsOf } from "./scratch.js";

/** A thread that runs kernels on parts of the numbers, where they lie. */
export interface Helper {
  /** Where a product's panels may go. */
  readonly panels: number;
  readonly state: Int32Array;
  readonly call: Float64Array;
  posted: number;
}

/** A kernel of one precision, rounded twice or fused. */
export interface KernelKind {
  readonly kernel: SharedKernel;
  /** Bytes of a number. */
  readonly size: 8 | 4;
  readonly fused: boolean;
}

/** Each thread has panels of its own; more of them than this would divide the caches, not the work. */
const MOST_THREADS = Math.min(8, PANEL_SETS);

/** How often a finished command is looked for before the main thread goes to sleep. */
const LOOKS = 100_000;

let wanted: number | null = null;
let helpers: Helper[] = [];

/**
 * How many threads compute what is large, this one included; default one for each core, and one within a worker
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

/** How many threads compute what is large. */
export function threads(): number {
  wanted ??= isMainThread ? Math.min(availableParallelism(), MOST_THREADS) : 1;
  return wanted;
}

/** The helpers that are ready to work. The first call starts them, and they come when they have started. */
export function readyHelpers(): readonly Helper[] {
  const count = threads() - 1;
  while (helpers.length < count) helpers.push(startHelper(helpers.length));
  return helpers.slice(0, count).filter(({ state }) => Atomics.load(state, FINISHED) >= READY);
}

function startHelper(index: number): Helper {
  const command = commandRegion.start + index * COMMAND_BYTES;
  const state = new Int32Array(reserve.buffer, command, CALL_BYTE / 4);
  const call = new Float64Array(reserve.buffer, command + CALL_BYTE, (COMMAND_BYTES - CALL_BYTE) / 8);
  state.fill(0);
  state[CLAIMED] = READY;
  const workerData: WorkerStart = { memory: reserve, command };
  const worker = new Worker(workerFile(), { workerData, execArgv: [] });
  // Neither a running nor a failed helper keeps the process alive or ends it: everything is then computed here.
  worker.unref();
  worker.on("error", () => {
    helpers = [];
    wanted = 1;
  });
  return { panels: panelsOf(index + 1), state, call, posted: READY };
}

/** Beside this file in dist/backend; from the sources, in dist/backend too. */
function workerFile(): URL {
  const beside = new URL("./pool-worker.js", import.meta.url);
  return existsSync(beside) ? beside : new URL("../../dist/backend/pool-worker.js", import.meta.url);
}

/** Offers a helper a call of a kernel. */
export function post(helper: Helper, { kernel, size, fused }: KernelKind, args: readonly number[]): void {
  const { state, call } = helper;
  call[KERNEL] = SHARED_KERNELS.indexOf(kernel);
  call[SIZE] = size;
  call[FUSED] = fused ? 1 : 0;
  call.set(args, ARGUMENTS);
  helper.posted += 1;
  Atomics.store(state, POSTED, helper.posted);
  Atomics.notify(state, POSTED);
}

/** Whether the helper has not begun, and now never will: it slept, or its core has other work. */
export function takeBack({ state, posted }: Helper): boolean {
  return Atomics.compareExchange(state, CLAIMED, posted - 1, posted) === posted - 1;
}

/**
 * Waits until a helper is done with what it has begun.
 *
 * @throws Error when it failed
 */
export function waitFor({ state, posted }: Helper): void {
  for (let i = 0; i < LOOKS; i++) if (Atomics.load(state, FINISHED) === posted) break;
  for (let seen = Atomics.load(state, FINISHED); seen !== posted; seen = Atomics.load(state, FINISHED)) {
    Atomics.wait(state, FINISHED, seen);
  }
  if (state[FAILED] === 1) throw new Error("a thread of the pool failed");
}
