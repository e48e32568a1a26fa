import { RandomState } from "../../random/random-state.js";
import type { Dataset, Splits } from "../dataset.js";
import { stratifiedOrder } from "./order.js";
import { partSizes, type Ratio, ratioFor } from "./ratio.js";

/** How to divide a data set. */
export interface SplitOptions {
  /** The shares of train, dev and test; default as the lectures advise for so much data, see `ratioFor`. */
  readonly ratio?: Ratio;
  /** Which random division; default 0. */
  readonly seed?: number;
  /** Whether each part shall have its share of every class; default true. */
  readonly stratify?: boolean;
}

/**
 * Divides a data set at random into train, dev and test.
 *
 * @throws ValueError when the ratio is none
 * @example const { train, dev, test } = split(datasets.moons({ size: 1000 }), { ratio: [60, 20, 20], seed: 1 });
 */
export function split(data: Dataset, options: SplitOptions = {}): Splits {
  const { ratio = ratioFor(data.size), seed = 0, stratify = true } = options;
  const [train, dev] = partSizes(data.size, ratio);
  const rng = new RandomState(seed);
  const order = stratify ? stratifiedOrder(data, rng) : rng.permutation(data.size);
  return {
    train: data.select(order.slice(0, train), "train"),
    dev: data.select(order.slice(train, train + dev), "dev"),
    test: data.select(order.slice(train + dev), "test"),
  };
}
