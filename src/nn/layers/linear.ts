import { RandomState } from "../../random/random-state.js";
import { zeros } from "../../tensor/create.js";
import { dispatch } from "../../tensor/dispatch.js";
import type { DType } from "../../tensor/dtype.js";
import type { Tensor } from "../../tensor/tensor.js";
import { he, type Initializer } from "../initializers.js";
import { Module, type NamedParameter } from "../module.js";
import { parameter } from "../parameter.js";

/** What a linear layer may be told. */
export interface LinearOptions {
  /** How the weights begin; default `he`. */
  readonly init?: Initializer;
  /** Where the weights are drawn from; default `new RandomState(0)`. */
  readonly rng?: RandomState;
  /** Default float64. */
  readonly dtype?: DType;
}

/**
 * A fully connected layer: z = x · Wᵀ + b.
 *
 * @example new Linear(2, 20).forward(x) // x (m, 2) → z (m, 20)
 */
export class Linear extends Module {
  /** (n_out, n_in), as in the lectures. */
  readonly weight: Tensor;
  /** (n_out), zeros at first. */
  readonly bias: Tensor;

  constructor(nIn: number, nOut: number, options: LinearOptions = {}) {
    super();
    const { init = he, rng = new RandomState(0), dtype = "float64" } = options;
    this.weight = parameter(init(nOut, nIn, rng, dtype));
    this.bias = parameter(zeros([nOut], { dtype }));
  }

  override forward(x: Tensor): Tensor {
    return dispatch("linear", [x, this.weight, this.bias], undefined);
  }

  override parameters(): readonly NamedParameter[] {
    return [
      { name: "weight", value: this.weight, kind: "weight" },
      { name: "bias", value: this.bias, kind: "bias" },
    ];
  }

  override toString(): string {
    const [nOut, nIn] = this.weight.shape;
    return `Linear ${nIn} → ${nOut}`;
  }
}
