import { ValueError } from "../../tensor/errors.js";
import type { Tensor } from "../../tensor/tensor.js";
import { Module, type NamedParameter } from "../module.js";
import { Linear, type LinearOptions } from "./linear.js";

/** What a maxout layer may be told. */
export interface MaxoutOptions extends LinearOptions {
  /** How many straight lines each unit's function is made of; default 2. */
  readonly pieces?: number;
}

/**
 * A layer that learns its activation function (Goodfellow et al. 2013): each unit has k linear pieces, and gives
 * out the largest, aⱼ = max(zⱼ₁, … , zⱼₖ). Where one of two pieces is 0, that is a ReLU; k pieces can take any convex
 * shape of k straight lines.
 *
 * @example new Maxout(2, 20, { pieces: 3 }).forward(x) // x (m, 2) → a (m, 20)
 */
export class Maxout extends Module {
  readonly pieces: number;
  /** All pieces as one layer: row j · k + i of its weight is piece i of unit j. */
  readonly lines: Linear;

  /** @throws ValueError when there are fewer than two pieces */
  constructor(nIn: number, nOut: number, options: MaxoutOptions = {}) {
    super();
    const { pieces = 2, ...rest } = options;
    if (!(Number.isInteger(pieces) && pieces >= 2)) {
      throw new ValueError(`Maxout: ${pieces} pieces`, {
        expected: "a whole number from 2",
        received: pieces,
        help: "2 pieces can become a ReLU; with one, the layer would be linear",
      });
    }
    this.pieces = pieces;
    this.lines = new Linear(nIn, nOut * pieces, rest);
  }

  override forward(x: Tensor): Tensor {
    const z = this.lines.forward(x);
    return z.reshape(x.shape[0], z.shape[1] / this.pieces, this.pieces).max(-1);
  }

  override parameters(): readonly NamedParameter[] {
    return this.lines.parameters();
  }

  override toString(): string {
    const [lines, nIn] = this.lines.weight.shape;
    return `Maxout ${nIn} → ${lines / this.pieces}, ${this.pieces} pieces`;
  }
}
