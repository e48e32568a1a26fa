import { RandomState } from "../../random/random-state.js";
import { zeros } from "../../tensor/create.js";
import { dispatch, type MatmulOptions } from "../../tensor/dispatch.js";
import type { DType } from "../../tensor/dtype.js";
import { ShapeError } from "../../tensor/errors.js";
import { formatShape } from "../../tensor/shape.js";
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
  /** Whether there is a b; default true. A batch normalization that follows would take it away again. */
  readonly bias?: boolean;
  /** Default float64. */
  readonly dtype?: DType;
}

/**
 * A fully connected layer: z = x · Wᵀ + b.
 *
 * Its `forward` throws a ShapeError when x is not (m, n_in).
 *
 * @example new Linear(2, 20).forward(x) // x (m, 2) → z (m, 20)
 */
export class Linear extends Module {
  /** (n_out, n_in), as in the lectures. */
  readonly weight: Tensor;
  /** (n_out), zeros at first; null where the layer has none. */
  readonly bias: Tensor | null;

  constructor(nIn: number, nOut: number, options: LinearOptions = {}) {
    super();
    const { init = he, rng = new RandomState(0), bias = true, dtype = "float64" } = options;
    this.weight = parameter(init(nOut, nIn, rng, dtype));
    this.bias = bias ? parameter(zeros([nOut], { dtype })) : null;
  }

  override forward(x: Tensor): Tensor {
    const [nOut, nIn] = this.weight.shape;
    if (x.rank !== 2 || x.shape[1] !== nIn) throw wrongInput(x, nOut, nIn);
    if (this.bias === null) return dispatch("matmul", [x, this.weight], TRANSPOSED_WEIGHT);
    return dispatch("linear", [x, this.weight, this.bias], undefined);
  }

  override parameters(): readonly NamedParameter[] {
    const weight: NamedParameter = { name: "weight", value: this.weight, kind: "weight" };
    return this.bias === null ? [weight] : [weight, { name: "bias", value: this.bias, kind: "bias" }];
  }

  override toString(): string {
    const [nOut, nIn] = this.weight.shape;
    return `Linear ${nIn} → ${nOut}${this.bias === null ? ", no bias" : ""}`;
  }
}

const TRANSPOSED_WEIGHT: MatmulOptions = { transposeA: false, transposeB: true };

function wrongInput(x: Tensor, nOut: number, nIn: number): ShapeError {
  return new ShapeError(
    `Linear: ${formatShape(x.shape)} inputs and ${formatShape([nOut, nIn])} weights do not fit`,
    {
      expected: ["m", nIn],
      received: x.shape,
      help:
        x.rank === 2
          ? `the inputs are one sample in each row, (m, ${nIn})`
          : "put a Flatten before it: it makes (m, …) into (m, n)",
    },
  );
}
