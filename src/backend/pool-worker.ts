import { workerData } from "node:worker_threads";
import {
  ARGUMENT_COUNT,
  ARGUMENTS,
  BUSY,
  CALL_BYTE,
  COMMAND_BYTES,
  DONE,
  FAILED,
  FUSED,
  KERNEL,
  LEFT,
  partsLeft,
  SHARED_KERNELS,
  type SharedKernel,
  SIZE,
  STARTED,
  takePart,
  WANTED,
  type WorkerStart,
} from "./pool-command.js";
import { openFusedProduct, openModule } from "./wasm-module.js";

/*
 * A helper: waits for a command, runs its kernel on parts of the numbers as long as there are any, and waits again. It
 * never ends by itself; the process ends without asking it.
 */

/**
 * How often it looks for a command before it goes to sleep: for about a millisecond, longer than what one thread does
 * alone within a training step. While it looks it hears of a command within 1 µs; asleep, within 20.
 */
const LOOKS = 600_000;

type SomeKernels = Readonly<Partial<Record<SharedKernel, (...args: number[]) => void>>>;

const { memory, command, index, panels } = workerData as WorkerStart;
const state = new Int32Array(memory.buffer, command, CALL_BYTE / 4);
const call = new Float64Array(memory.buffer, command + CALL_BYTE, (COMMAND_BYTES - CALL_BYTE) / 8);
const double = openModule("kernels64", memory) as SomeKernels;
const single = openModule("kernels32", memory) as SomeKernels;
/** Opened when they are first asked for: not every runtime can. */
let fusedDouble: SomeKernels | null = null;
let fusedSingle: SomeKernels | null = null;

Atomics.add(state, STARTED, 1);
for (;;) {
  waitForParts();
  Atomics.add(state, BUSY, 1);
  for (let part = takePart(state); part >= 0; part = takePart(state)) {
    if (!compute(part)) Atomics.add(state, FAILED, 1);
    Atomics.add(state, DONE, 1);
    Atomics.notify(state, DONE);
  }
  Atomics.sub(state, BUSY, 1);
}

/** Returns when there are parts to be taken, and this helper may. */
function waitForParts(): void {
  for (let i = 0; ; i++) {
    const left = Atomics.load(state, LEFT);
    const mayWork = index < state[WANTED];
    if (partsLeft(left) > 0 && mayWork) return;
    if (i >= LOOKS) Atomics.wait(state, LEFT, left);
  }
}

/** Whether it went well. */
function compute(part: number): boolean {
  const start = ARGUMENTS + part * ARGUMENT_COUNT;
  const args = Array.from(call.subarray(start, start + ARGUMENT_COUNT));
  const kernel = SHARED_KERNELS[call[KERNEL]];
  // Its own panels: the last argument of a product. A kernel that takes fewer does not look at it.
  if (kernel === "product") args[ARGUMENT_COUNT - 1] = panels;
  try {
    kernelsFor(call[SIZE], call[FUSED] === 1)[kernel]?.(...args);
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
