import type { Shape } from "./shape.js";
import type { Tensor } from "./tensor.js";

/** Which axes to reduce (none given: all), and whether they stay as axes of length 1. */
export interface ReduceOptions {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

/** A part of one axis: from `start` up to, not including, `end`, every `step`-th. */
export interface SliceRange {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Every operation by name, with what it takes beside its tensors. */
export interface Attributes {
  add: undefined;
  sub: undefined;
  mul: undefined;
  div: undefined;
  pow: undefined;
  maximum: undefined;
  minimum: undefined;
  gate: undefined;
  equal: undefined;
  greater: undefined;
  greaterEqual: undefined;
  less: undefined;
  lessEqual: undefined;
  where: undefined;
  neg: undefined;
  abs: undefined;
  sign: undefined;
  exp: undefined;
  expm1: undefined;
  log: undefined;
  log1p: undefined;
  sqrt: undefined;
  square: undefined;
  sin: undefined;
  cos: undefined;
  sigmoid: undefined;
  tanh: undefined;
  relu: undefined;
  leakyRelu: { readonly slope: number };
  softplus: undefined;
  sum: ReduceOptions;
  max: ReduceOptions;
  min: ReduceOptions;
  matmul: undefined;
  linear: undefined;
  reshape: { readonly shape: Shape };
  permute: { readonly order: readonly number[] };
  broadcastTo: { readonly shape: Shape };
  slice: SliceRange;
  unslice: SliceRange & { readonly shape: Shape };
  concat: { readonly axis: number };
  binaryCrossEntropy: undefined;
}

export type OpName = keyof Attributes;

/** Computes an operation, and records it where a gradient will be asked for. */
export type Dispatch = <N extends OpName>(
  name: N,
  inputs: readonly Tensor[],
  attributes: Attributes[N],
) => Tensor;

/** Fills the gradients of everything that led to `y`. */
export type RunBackward = (y: Tensor, dy?: Tensor) => void;

/**
 * Runs an operation. Tensors know the words (`x.relu()`); what a word computes and how it is
 * differentiated is said one floor up, in autograd, which puts its implementation here.
 */
export let dispatch: Dispatch = missing;
export let runBackward: RunBackward = missing;

export function installOperations(implementation: { dispatch: Dispatch; runBackward: RunBackward }): void {
  dispatch = implementation.dispatch;
  runBackward = implementation.runBackward;
}

function missing(): never {
  throw new Error('tensors have no operations yet\n  help: import from "gradbook"');
}
