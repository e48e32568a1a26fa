import { workerData } from "node:worker_threads";
import {
  ARGUMENT_COUNT,
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
import { openFusedProduct, openModule } from "./wasm-module.js";

/*
 * A helper: waits for a command, runs a kernel on its part of the numbers, says so, and waits again. It never ends
 * by itself; the process ends without asking it.
 */

/** How often it looks for the next command before it goes to sleep: for about half a millisecond. */
const LOOKS = 300_000;

type SomeKernels = Readonly<Partial<Record<SharedKernel, (...args: number[]) => void>>>;

const { memory, command } = workerData as WorkerStart;
const state = new Int32Array(memory.buffer, command, CALL_BYTE / 4);
const call = new Float64Array(memory.buffer, command + CALL_BYTE, (COMMAND_BYTES - CALL_BYTE) / 8);
const double = openModule("kernels64", memory) as SomeKernels;
const single = openModule("kernels32", memory) as SomeKernels;
/** Opened when they are first asked for: not every runtime can. */
let fusedDouble: SomeKernels | null = null;
let fusedSingle: SomeKernels | null = null;

Atomics.store(state, FINISHED, READY);
for (let last = READY; ; ) {
  last = nextAfter(last);
  if (Atomics.compareExchange(state, CLAIMED, last - 1, last) !== last - 1) continue;
  Atomics.store(state, FAILED, compute() ? 0 : 1);
  Atomics.store(state, FINISHED, last);
  Atomics.notify(state, FINISHED);
}

/** The number of a later command, as soon as there is one. */
function nextAfter(last: number): number {
  for (let i = 0; i < LOOKS; i++) {
    const posted = Atomics.load(state, POSTED);
    if (posted > last) return posted;
  }
  for (;;) {
    const posted = Atomics.load(state, POSTED);
    if (posted > last) return posted;
    Atomics.wait(state, POSTED, posted);
  }
}

/** Whether it went well. */
function compute(): boolean {
  try {
    const kernels = kernelsFor(call[SIZE], call[FUSED] === 1);
    // A kernel that takes fewer does not look at the others.
    kernels[SHARED_KERNELS[call[KERNEL]]]?.(...call.subarray(ARGUMENTS, ARGUMENTS + ARGUMENT_COUNT));
    return true;
  } catch {
    return false;
  }
}

function kernelsFor(size: number, fused: boolean): SomeKernels {
  if (!fused) return size === 8 ? double : single;
  if (size === 8) {
    fusedDouble ??= openFusedProduct("fused64", memory) as SomeKernels;
    return fusedDouble;
  }
  fusedSingle ??= openFusedProduct("fused32", memory) as SomeKernels;
  return fusedSingle;
}
