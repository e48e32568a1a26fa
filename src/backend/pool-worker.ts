import { workerData } from "node:worker_threads";
import {
  ARGUMENT_COUNT,
  ARGUMENTS,
  FAILED,
  FINISHED,
  FUSED,
  POSTED,
  READY,
  SIZE,
  type WorkerStart,
} from "./pool-command.js";
import { openProductModule, type ProductModule } from "./wasm-module.js";

/*
 * A worker of the pool: waits for a command, computes its part of a product, says so, and waits again. It never
 * ends by itself; the process ends without asking it.
 */

/** How often it looks for the next command before it goes to sleep: about a tenth of a millisecond. */
const LOOKS = 20_000;

const { memory, command } = workerData as WorkerStart;
const numbers = new Int32Array(memory.buffer);
const double = openProductModule("product64", memory);
const single = openProductModule("product32", memory);
/** Opened when they are first asked for: not every runtime can. */
let fusedDouble: ProductModule | null = null;
let fusedSingle: ProductModule | null = null;

let finished = READY;
for (;;) {
  Atomics.store(numbers, command + FINISHED, finished);
  Atomics.notify(numbers, command + FINISHED);
  waitForMoreThan(finished);
  finished = Atomics.load(numbers, command + POSTED);
  Atomics.store(numbers, command + FAILED, compute() ? 0 : 1);
}

/** Returns when a command with a higher number was posted. */
function waitForMoreThan(last: number): void {
  for (let i = 0; i < LOOKS; i++) if (Atomics.load(numbers, command + POSTED) > last) return;
  for (;;) {
    const posted = Atomics.load(numbers, command + POSTED);
    if (posted > last) return;
    Atomics.wait(numbers, command + POSTED, posted);
  }
}

/** The kernel that a command means. */
function moduleFor(size: number, fused: boolean): ProductModule {
  if (!fused) return size === 8 ? double : single;
  if (size === 8) {
    fusedDouble ??= openProductModule("sharedFused64", memory);
    return fusedDouble;
  }
  fusedSingle ??= openProductModule("sharedFused32", memory);
  return fusedSingle;
}

/** Whether it went well. */
function compute(): boolean {
  const start = command + ARGUMENTS;
  const args = Array.from(numbers.subarray(start, start + ARGUMENT_COUNT));
  try {
    const module = moduleFor(numbers[command + SIZE], numbers[command + FUSED] === 1);
    module.product(...(args as Parameters<typeof module.product>));
    return true;
  } catch {
    return false;
  }
}
