/*
 * How the main thread and a worker talk: a block of whole numbers in memory that both see.
 *
 *   [POSTED]    the number of the latest command, written by the main thread
 *   [FINISHED]  the number of the latest command that is done, written by the worker; READY once it can work
 *   [FAILED]    1 where that command ended with an error
 *   [SIZE]      bytes of a number, 8 or 4, and
 *   [FUSED]     1 for fused multiply-adds: which kernel is meant
 *   [ARGUMENTS] what the kernel is called with
 */
export const POSTED = 0;
export const FINISHED = 1;
export const FAILED = 2;
export const SIZE = 3;
export const FUSED = 4;
export const ARGUMENTS = 5;

/** The arguments of `ProductModule.product`. */
export const ARGUMENT_COUNT = 15;

/** Whole cache lines, so that two workers do not write into the same one. */
export const COMMAND_INTS = 32;

/** What FINISHED is when a worker has started. Commands count from the next number on. */
export const READY = 1;

/** What a worker is given when it starts. */
export interface WorkerStart {
  readonly memory: WebAssembly.Memory;
  /** The index of its first number, where `memory` is seen as whole numbers. */
  readonly command: number;
}
