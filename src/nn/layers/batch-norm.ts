import { kernels } from "../../backend/backend.js";
import type { Floats } from "../../backend/kernels.js";
import { allocate, persistent } from "../../backend/memory.js";
import { ones, tensor, zeros } from "../../tensor/create.js";
import { dispatch } from "../../tensor/dispatch.js";
import { commonDType, type DType } from "../../tensor/dtype.js";
import { ShapeError, ValueError } from "../../tensor/errors.js";
import { formatShape } from "../../tensor/shape.js";
import { Tensor } from "../../tensor/tensor.js";
import { Module, type NamedBuffer, type NamedParameter } from "../module.js";
import { parameter } from "../parameter.js";

/** What a batch normalization layer may be told. */
export interface BatchNormOptions {
  /**
   * The share of the moving averages that stays at each step, in [0, 1); default 0.9: an average over about 10
   * batches. More makes it steadier, and lets it lag further behind weights that still move.
   */
  readonly momentum?: number;
  /** ε, added to the variance, so that a column of equal numbers is not divided by 0; default 1e-5. */
  readonly epsilon?: number;
  /** Default float64. */
  readonly dtype?: DType;
}

/** Mean and variance of each column, (n) each. */
export interface Statistics {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/**
 * Batch normalization (Ioffe & Szegedy 2015): y = γ · (x − μ) / √(σ² + ε) + β for each column, with γ and β
 * learned. A bias before it would be taken away again with μ: `new Linear(2, 20, { bias: false })`.
 *
 * In training, μ and σ² are those of the batch, and gradients go through them; σ² is divided by the number of
 * rows, as in the lectures. In use they are moving averages of what training saw, each divided by 1 − momentumᵗ,
 * so that the first steps count as they should. Before any training step, in use, μ is 0 and σ² is 1.
 *
 * Images (m, channels, height, width) are normalized by channel, over all samples and places.
 *
 * @example new BatchNorm(20).forward(z) // z (m, 20) → (m, 20)
 */
export class BatchNorm extends Module {
  /** γ, (n), ones at first. */
  readonly gamma: Tensor;
  /** β, (n), zeros at first. */
  readonly beta: Tensor;
  readonly momentum: number;
  readonly epsilon: number;
  private readonly means: Tensor;
  private readonly variances: Tensor;
  private readonly steps: Tensor;
  private batch: Statistics | null = null;

  /** @throws ValueError when an option is out of range */
  constructor(features: number, options: BatchNormOptions = {}) {
    super();
    const { momentum = 0.9, epsilon = 1e-5, dtype = "float64" } = options;
    checkRange("momentum", momentum, momentum >= 0 && momentum < 1, "a number from 0 up, below 1");
    checkRange("epsilon", epsilon, epsilon > 0 && Number.isFinite(epsilon), "a number above 0");
    this.momentum = momentum;
    this.epsilon = epsilon;
    this.gamma = parameter(ones([features], { dtype }));
    this.beta = parameter(zeros([features], { dtype }));
    this.means = new Tensor(persistent(dtype, features), [features]);
    this.variances = new Tensor(persistent(dtype, features), [features]);
    this.steps = tensor([0]);
  }

  /** What is used outside of training: the moving averages, corrected for their start at 0. */
  get averages(): Statistics {
    const t = this.steps.storage[0];
    const { shape, dtype } = this.gamma;
    if (t === 0) return { mean: zeros(shape, { dtype }), variance: ones(shape, { dtype }) };
    const share = 1 - this.momentum ** t;
    const corrected = (sums: Tensor): Tensor => tensor(sums.storage.map((sum) => sum / share));
    return { mean: corrected(this.means), variance: corrected(this.variances) };
  }

  /** μ and σ² of the last training batch, until the next one; null before it. */
  get lastBatch(): Statistics | null {
    return this.batch;
  }

  override forward(x: Tensor): Tensor {
    const features = this.gamma.shape[0];
    if ((x.rank !== 2 && x.rank !== 4) || x.shape[1] !== features) throw wrongInput(x, features);
    commonDType("BatchNorm", x.dtype, this.gamma.dtype);
    if (x.rank === 2) return this.normalize(x);
    const [m, channels, height, width] = x.shape;
    const places = x.transpose(0, 2, 3, 1).reshape(m * height * width, channels);
    return this.normalize(places).reshape(m, height, width, channels).transpose(0, 3, 1, 2);
  }

  override parameters(): readonly NamedParameter[] {
    return [
      { name: "gamma", value: this.gamma, kind: "scale" },
      { name: "beta", value: this.beta, kind: "bias" },
    ];
  }

  override buffers(): readonly NamedBuffer[] {
    return [
      { name: "mean", value: this.means },
      { name: "variance", value: this.variances },
      { name: "steps", value: this.steps },
    ];
  }

  override remember(): () => void {
    const putBack = super.remember();
    const batch = this.batch;
    return () => {
      putBack();
      this.batch = batch;
    };
  }

  override toString(): string {
    return `BatchNorm ${this.gamma.shape[0]}`;
  }

  /** @param x  (rows, n) */
  private normalize(x: Tensor): Tensor {
    if (!this.isTraining) {
      const { mean, variance } = this.averages;
      const inverse = variance.add(this.epsilon).sqrt().rdiv(1);
      return x.sub(mean).mul(inverse.mul(this.gamma)).add(this.beta);
    }
    if (x.shape[0] === 1) throw singleRow();
    // Of this batch alone: the backward pass still reads them when another batch may have gone through.
    const mean = allocate(x.dtype, this.gamma.size);
    const variance = allocate(x.dtype, this.gamma.size);
    const statistics = { mean, variance };
    const y = dispatch("batchNorm", [x, this.gamma, this.beta], { epsilon: this.epsilon, statistics });
    this.average(this.means.storage, mean);
    this.average(this.variances.storage, variance);
    this.steps.storage[0] += 1;
    this.batch = {
      mean: new Tensor(mean, this.gamma.shape),
      variance: new Tensor(variance, this.gamma.shape),
    };
    return y;
  }

  /** v ← momentum · v + (1 − momentum) · x */
  private average(v: Floats, x: Floats): void {
    kernels.affine(v, this.momentum, 0, v);
    kernels.addScaled(v, x, 1 - this.momentum);
  }
}

function checkRange(option: string, value: number, isRight: boolean, expected: string): void {
  if (isRight) return;
  throw new ValueError(`BatchNorm: ${option} is ${value}`, {
    expected,
    received: value,
    help: "the defaults are momentum 0.9, an average over about 10 batches, and epsilon 1e-5",
  });
}

function wrongInput(x: Tensor, features: number): ShapeError {
  return new ShapeError(`BatchNorm: ${formatShape(x.shape)} does not have ${features} columns`, {
    expected: ["m", features],
    received: x.shape,
    help: `x is (m, ${features}), or images (m, ${features}, height, width)`,
  });
}

function singleRow(): ValueError {
  return new ValueError("BatchNorm: a batch of one row has no variance: every output would be β", {
    expected: "2 rows or more in training",
    received: 1,
    help: "take a batch size that leaves no single sample over; to use the model: model.eval()",
  });
}
