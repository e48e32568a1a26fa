import { RandomState } from "../random/random-state.js";
import type { DType } from "../tensor/dtype.js";
import { ValueError } from "../tensor/errors.js";
import { he, type Initializer } from "./initializers.js";
import { ReLU } from "./layers/activations.js";
import { Dropout } from "./layers/dropout.js";
import { Linear } from "./layers/linear.js";
import type { Module } from "./module.js";
import { Sequential } from "./sequential.js";

/** What a multi-layer perceptron may be told. */
export interface MlpOptions {
  /** Seed of the first weights; default 0. */
  readonly seed?: number;
  /** How the weights begin; default `he`. */
  readonly init?: Initializer;
  /** What follows each hidden layer; default ReLU. */
  readonly activation?: () => Module;
  /** Inverted dropout after each hidden layer: the probability to keep a unit; default 1, none. */
  readonly keep?: number;
  /** Makes the dropout layer after hidden layer 1, 2, …; default: all share one generator. */
  readonly dropout?: (layer: number) => Module;
  /** Seed of the dropout masks; default 1. */
  readonly dropoutSeed?: number;
  /** Default float64. */
  readonly dtype?: DType;
}

/**
 * A multi-layer perceptron: linear layers with an activation between them. The last layer gives logits,
 * which the loss functions take; a sigmoid or softmax makes them probabilities.
 *
 * @param sizes  units per layer, the inputs first: [2, 20, 3, 1]
 * @throws ValueError when there are fewer than two sizes, or one is no positive whole number
 * @example mlp([2, 20, 3, 1], { seed: 3 })
 */
export function mlp(sizes: readonly number[], options: MlpOptions = {}): Sequential {
  if (sizes.length < 2 || !sizes.every((n) => Number.isInteger(n) && n > 0)) {
    throw new ValueError(`mlp: [${sizes.join(", ")}] are no layer sizes`, {
      expected: "at least two positive whole numbers",
      received: sizes,
      help: "for example mlp([2, 20, 3, 1]): 2 inputs, hidden layers of 20 and 3 units, 1 output",
    });
  }
  const { seed = 0, init = he, activation = () => new ReLU(), keep = 1, dtype = "float64" } = options;
  const rng = new RandomState(seed);
  const maskRng = new RandomState(options.dropoutSeed ?? 1);
  const dropout = options.dropout ?? (() => new Dropout(keep, { rng: maskRng }));
  const hasDropout = keep < 1 || options.dropout !== undefined;
  const layers: Module[] = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    layers.push(new Linear(sizes[layer - 1], sizes[layer], { init, rng, dtype }));
    if (layer === sizes.length - 1) break;
    layers.push(activation());
    if (hasDropout) layers.push(dropout(layer));
  }
  return new Sequential(...layers);
}
