import type { Floats } from "./kernels.js";
import { addressOf } from "./reserve.js";
import { CAPACITY } from "./scratch.js";
import type { KernelModule } from "./wasm-module.js";

/*
 * Who computes a call: the plain kernels, the compiled ones on this thread, or those on all threads.
 */

/** Fewer ordinary numbers than this are not worth a copy. */
const FEW = 24;

/** Of more ordinary numbers than this, the operands of one call may not fit the scratch memory. */
const MANY = CAPACITY / (8 * 6);

/** Fewer numbers than this one thread has computed before another has heard of them. */
const MANY_FOR_ONE = 20_000;

/** The kernels of one precision: as they are, and with what is large divided among threads. */
export interface Modules {
  readonly alone: KernelModule;
  readonly divided: KernelModule;
}

/** Whether work that writes `out` is left to the plain kernels. */
export function isForPlain(out: Floats): boolean {
  return (out.length < FEW || out.length > MANY) && addressOf(out) === undefined;
}

/** Which of two precisions an array needs. */
export function modulesFor(values: Floats, double: Modules, single: Modules): Modules {
  return values.BYTES_PER_ELEMENT === 8 ? double : single;
}

/** The kernels for a call whose largest result has so many numbers. */
export function chooser(double: Modules, single: Modules): (values: Floats) => KernelModule {
  return (values) => {
    const { alone, divided } = modulesFor(values, double, single);
    return values.length < MANY_FOR_ONE ? alone : divided;
  };
}
