import { RandomState } from "../../random/random-state.js";
import { zeros } from "../../tensor/create.js";
import type { DType } from "../../tensor/dtype.js";
import type { Tensor } from "../../tensor/tensor.js";
import { conv2d, type WindowOptions } from "../../tensor/windows.js";
import { he, type Initializer } from "../initializers.js";
import { Module, type NamedParameter } from "../module.js";
import { parameter } from "../parameter.js";

/** What a convolutional layer may be told. */
export interface Conv2dOptions extends WindowOptions {
  /** How the filters begin, with n_in = channels · size²; default `he`. */
  readonly init?: Initializer;
  /** Where the filters are drawn from; default `new RandomState(0)`. */
  readonly rng?: RandomState;
  /** Whether each filter has a bias; default true. */
  readonly bias?: boolean;
  /** Default float64. */
  readonly dtype?: DType;
}

/**
 * A convolution with learned filters.
 *
 * @example new Conv2d(1, 8, 3, { padding: 1 }).forward(x) // x (m, 1, 28, 28) → (m, 8, 28, 28)
 */
export class Conv2d extends Module {
  /** (filters, channels, size, size) */
  readonly weight: Tensor;
  /** (filters), zeros at first; null where the layer has none. */
  readonly bias: Tensor | null;
  readonly stride: number;
  readonly padding: number;

  /**
   * @param channels  of the images that come in
   * @param filters   channels of the images that go out
   * @param size      height and width of a filter
   */
  constructor(channels: number, filters: number, size: number, options: Conv2dOptions = {}) {
    super();
    const { init = he, rng = new RandomState(0), bias = true, dtype = "float64" } = options;
    const flat = init(filters, channels * size * size, rng, dtype);
    this.weight = parameter(flat.reshape(filters, channels, size, size));
    this.bias = bias ? parameter(zeros([filters], { dtype })) : null;
    this.stride = options.stride ?? 1;
    this.padding = options.padding ?? 0;
  }

  override forward(x: Tensor): Tensor {
    const { stride, padding, bias } = this;
    return conv2d(x, this.weight, { stride, padding, ...(bias !== null && { bias }) });
  }

  override parameters(): readonly NamedParameter[] {
    const weight: NamedParameter = { name: "weight", value: this.weight, kind: "weight" };
    return this.bias === null ? [weight] : [weight, { name: "bias", value: this.bias, kind: "bias" }];
  }

  override toString(): string {
    const [filters, channels, size] = this.weight.shape;
    const stride = this.stride === 1 ? "" : `, stride ${this.stride}`;
    const padding = this.padding === 0 ? "" : `, padding ${this.padding}`;
    return `Conv2d ${channels} → ${filters}, ${size} × ${size}${stride}${padding}${this.bias === null ? ", no bias" : ""}`;
  }
}
