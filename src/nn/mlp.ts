import { RandomState } from "../random/random-state.js";
import type { DType } from "../tensor/dtype.js";
import { ValueError } from "../tensor/errors.js";
import { he, type Initializer } from "./initializers.js";
import { ReLU } from "./layers/activations.js";
import { BatchNorm, type BatchNormOptions } from "./layers/batch-norm.js";
import { Dropout, type DropoutOptions } from "./layers/dropout.js";
import { Linear } from "./layers/linear.js";
import type { Module } from "./module.js";
import { Sequential } from "./sequential.js";

/** Dropout after each hidden layer of a multi-layer perceptron. */
export interface MlpDropout extends Omit<DropoutOptions, "rng"> {
  /** The probability to keep a unit: one for all hidden layers, or one for each. */
  readonly keep: number | readonly number[];
  /** Seed of the generator that all layers' masks are drawn from; default 1. */
  readonly seed?: number;
}

/** What a multi-layer perceptron may be told. */
export interface MlpOptions {
  /** Seed of the first weights; default 0. */
  readonly seed?: number;
  /** How the weights begin; default `he`. */
  readonly init?: Initializer;
  /** What follows each hidden layer; default ReLU. */
  readonly activation?: () => Module;
  /** Default none. */
  readonly dropout?: MlpDropout;
  /** Whether z is normalized between each hidden linear layer, then without a bias, and its activation; default no. */
  readonly batchNorm?: boolean | Omit<BatchNormOptions, "dtype">;
  /** Default float64. */
  readonly dtype?: DType;
}

/**
 * A multi-layer perceptron: linear layers with an activation between them. The last layer gives logits,
 * which the loss functions take; a sigmoid or softmax makes them probabilities.
 *
 * @param sizes  units per layer, the inputs first: [2, 20, 3, 1]
 * @throws ValueError when there are fewer than two sizes, or one is no positive whole number
 * @example mlp([2, 20, 3, 1], { seed: 3, dropout: { keep: 0.86 } })
 */
export function mlp(sizes: readonly number[], options: MlpOptions = {}): Sequential {
  if (sizes.length < 2 || !sizes.every((n) => Number.isInteger(n) && n > 0)) {
    throw new ValueError(`mlp: [${sizes.join(", ")}] are no layer sizes`, {
      expected: "at least two positive whole numbers",
      received: sizes,
      help: "for example mlp([2, 20, 3, 1]): 2 inputs, hidden layers of 20 and 3 units, 1 output",
    });
  }
  const { seed = 0, init = he, activation = () => new ReLU(), dtype = "float64" } = options;
  const normed = options.batchNorm === true ? {} : options.batchNorm || null;
  const rng = new RandomState(seed);
  const dropouts = dropoutLayers(sizes.length - 2, options.dropout);
  const layers: Module[] = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const isHidden = layer < sizes.length - 1;
    const bias = !isHidden || normed === null;
    layers.push(new Linear(sizes[layer - 1], sizes[layer], { init, rng, bias, dtype }));
    if (!isHidden) break;
    if (normed !== null) layers.push(new BatchNorm(sizes[layer], { ...normed, dtype }));
    layers.push(activation(), ...dropouts[layer - 1]);
  }
  return new Sequential(...layers);
}

/** The dropout layer after each hidden layer, in a list of its own so that it may be empty. */
function dropoutLayers(hidden: number, dropout: MlpDropout | undefined): Dropout[][] {
  if (dropout === undefined) return Array.from({ length: hidden }, () => []);
  const { keep, seed = 1, ...options } = dropout;
  const keeps = typeof keep === "number" ? Array.from({ length: hidden }, () => keep) : keep;
  if (keeps.length !== hidden) {
    throw new ValueError(`mlp: ${keeps.length} dropout rates for ${hidden} hidden layers`, {
      expected: hidden,
      received: keeps.length,
      help: "give one for each hidden layer, or a single number for all",
    });
  }
  const rng = new RandomState(seed);
  return keeps.map((p) => [new Dropout(p, { ...options, rng })]);
}
