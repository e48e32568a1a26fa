import type { KernelModule } from "./wasm-module.js";

/*
 * How the main thread and a helper talk: a block of the memory that both see. What one side writes while the other
 * keeps looking at it has a cache line of its own.
 *
 *   [POSTED]    the number of the latest command, written by the main thread
 *   [CLAIMED]   the number of the latest command that somebody took: the helper, or the main thread, which does
 *               itself what a helper has not yet begun
 *   [FINISHED]  the number of the latest command that the helper has done; READY once it can work
 *   [FAILED]    1 where that command ended with an error
 *
 * Then numbers of double precision: which kernel is meant, and what it is called with.
 */
export const POSTED = 0;
export const CLAIMED = 16;
export const FINISHED = 32;
export const FAILED = 33;

/** Where the doubles begin, in bytes. */
export const CALL_BYTE = 192;

/** The kernel's place in SHARED_KERNELS, then */
export const KERNEL = 0;
/** bytes of a number, 8 or 4, */
export const SIZE = 1;
/** 1 for fused multiply-adds, */
export const FUSED = 2;
/** and its arguments. */
export const ARGUMENTS = 3;

/** As many as any kernel takes. */
export const ARGUMENT_COUNT = 15;

/** Whole cache lines. */
export const COMMAND_BYTES = 384;

/** What FINISHED is when a helper has started. Commands count from the next number on. */
export const READY = 1;

export type SharedKernel = keyof Omit<
  KernelModule,
  | "reduce"
  | "softmax"
  | "logSoftmax"
  | "softmaxGradient"
  | "logSoftmaxGradient"
  | "binaryCrossEntropy"
  | "crossEntropy"
>;

/** The kernels that several threads run at once, each on a part of the numbers. */
export const SHARED_KERNELS: readonly SharedKernel[] = [
  "product",
  "unary",
  "binary",
  "affine",
  "addScaled",
  "dropout",
  "batchNorm",
  "batchNormGradient",
  "descend",
  "momentum",
  "adagrad",
  "rmsprop",
  "adam",
];

/** What a helper is given when it starts. */
export interface WorkerStart {
  readonly memory: WebAssembly.Memory;
  /** The address of its block. */
  readonly command: number;
}
