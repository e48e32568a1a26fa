import type { Floats } from "../backend/kernels.js";
import type { DType } from "./dtype.js";
import type { Shape } from "./shape.js";
import type { Tensor } from "./tensor.js";

/** Which axes to reduce, in ascending order, and whether they stay as axes of length 1. */
export interface ReduceOptions {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

/** Whether an operand's matrices, its last two axes, count as transposed. */
export interface MatmulOptions {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** A part of one axis: from `start` up to, not including, `end`, every `step`-th. */
export interface SliceRange {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/**
 * Which numbers to take. The tensor is read as `items` equal parts, and from each part those at `positions`
 * are taken, in that order; −1 gives 0.
 */
export interface Selection {
  readonly items: number;
  readonly positions: Int32Array;
  /** The shape of what is taken, all items together. */
  readonly shape: Shape;
}

/** Where batch normalization writes the statistics of the batch, one number for each column. */
export interface BatchStatistics {
  readonly mean: Floats;
  readonly variance: Floats;
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
  sigmoidGradient: undefined;
  tanhGradient: undefined;
  equal: undefined;
  greater: undefined;
  greaterEqual: undefined;
  less: undefined;
  lessEqual: undefined;
  where: undefined;
  affine: { readonly scale: number; readonly shift: number };
  clip: { readonly low: number; readonly high: number };
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
  softmax: undefined;
  softmaxGradient: undefined;
  logSoftmax: undefined;
  logSoftmaxGradient: undefined;
  sum: ReduceOptions;
  mean: ReduceOptions;
  max: ReduceOptions;
  min: ReduceOptions;
  norm: ReduceOptions;
  sumOfSquares: undefined;
  sumOfAbs: undefined;
  logSumExp: ReduceOptions;
  argmax: { readonly axis: number };
  argmin: { readonly axis: number };
  matmul: MatmulOptions;
  linear: undefined;
  clone: undefined;
  cast: { readonly dtype: DType };
  reshape: { readonly shape: Shape };
  permute: { readonly order: readonly number[] };
  broadcastTo: { readonly shape: Shape };
  slice: SliceRange;
  gather: Selection;
  scatter: Selection;
  concat: { readonly axis: number };
  binaryCrossEntropy: undefined;
  crossEntropy: undefined;
  dropout: { readonly keep: number };
  batchNorm: { readonly epsilon: number; readonly statistics: BatchStatistics };
}

export type OpName = keyof Attributes;

/** Computes an operation, and records it where a gradient will be asked for. */
export type Operation<A> = A extends undefined
  ? (inputs: readonly Tensor[], attributes?: undefined) => Tensor
  : (inputs: readonly Tensor[], attributes: A) => Tensor;

/** Every operation, ready to run: `operations.matmul([a, b], options)`. */
export type Operations = { readonly [N in OpName]: Operation<Attributes[N]> };

/** An operation by its name: from other rooms, and where the name is not known beforehand. */
export type Dispatch = <N extends OpName>(
  name: N,
  inputs: readonly Tensor[],
  attributes: Attributes[N],
) => Tensor;

/** Fills the gradients of everything that led to `y`. */
export type RunBackward = (y: Tensor, dy?: Tensor) => void;

/** What autograd puts here. */
export interface Implementation {
  readonly operations: Operations;
  readonly dispatch: Dispatch;
  readonly runBackward: RunBackward;
}

/*
 * Tensors know the words (`x.relu()`); what a word computes and how it is differentiated is said one floor up,
 * in autograd, which puts its implementation here.
 */
export let operations: Operations = new Proxy({} as Operations, { get: missing });
export let dispatch: Dispatch = missing;
export let runBackward: RunBackward = missing;

export function installOperations(implementation: Implementation): void {
  operations = implementation.operations;
  dispatch = implementation.dispatch;
  runBackward = implementation.runBackward;
}

function missing(): never {
  throw new Error('tensors have no operations yet\n  help: import from "gradbook"');
}
