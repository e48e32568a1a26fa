import type { KernelModule } from "./wasm-module.js";

/*
 * How the main thread and its helpers talk: a block of the memory that all of them see. A command is a kernel, and
 * its arguments for each of several parts of the numbers. Whoever has nothing to do takes the next part that is left,
 * the main thread too: a helper that sleeps, or whose core has other work, costs nobody any time.
 *
 *   [LEFT]     the number of the command, and how many of its parts nobody has taken yet, in one: see `partsLeft`
 *   [DONE]     how many parts helpers have done
 *   [FAILED]   how many of those ended with an error
 *   [BUSY]     how many helpers take parts at present
 *   [STARTED]  how many helpers can work
 *   [WANTED]   how many of them may
 *
 * What one side writes while others keep looking at it has a cache line of its own. Then numbers of double precision:
 * which kernel is meant, and the arguments.
 */
export const LEFT = 0;
export const DONE = 16;
export const FAILED = 17;
export const BUSY = 18;
export const STARTED = 32;
export const WANTED = 33;

/** Where the doubles begin, in bytes. */
export const CALL_BYTE = 192;

/** The kernel's place in SHARED_KERNELS, then */
export const KERNEL = 0;
/** bytes of a number, 8 or 4, */
export const SIZE = 1;
/** 1 for fused multiply-adds, */
export const FUSED = 2;
/** and the arguments of each part, */
export const ARGUMENTS = 3;

/** as many as any kernel takes. */
export const ARGUMENT_COUNT = 15;

/** As many parts as a command can have. */
export const MOST_PARTS = 31;

/** Whole cache lines. */
export const COMMAND_BYTES = 4096;

/** The numbers of commands begin again after this many: none lasts so long. */
export const COMMAND_NUMBERS: number = 2 ** 24;

/** A command's number and what is left of it, as one whole number. */
export function leftOf(command: number, parts: number): number {
  return command * (MOST_PARTS + 1) + parts;
}

/** How many parts are left, of whichever command. */
export function partsLeft(left: number): number {
  return left & MOST_PARTS;
}

/**
 * Takes a part of the command that was posted last, if any is left.
 *
 * @returns its number; −1 where all are taken
 */
export function takePart(state: Int32Array): number {
  for (;;) {
    const left = Atomics.load(state, LEFT);
    if (partsLeft(left) === 0) return -1;
    if (Atomics.compareExchange(state, LEFT, left, left - 1) === left) return partsLeft(left) - 1;
  }
}

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
  /** The address of the block. */
  readonly command: number;
  /** Its place among the helpers, from 0. */
  readonly index: number;
  /** Where the panels of its products go. */
  readonly panels: number;
}
