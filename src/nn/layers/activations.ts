import type { Tensor } from "../../tensor/tensor.js";
import { Module } from "../module.js";

/** max(x, 0) */
export class ReLU extends Module {
  override forward(x: Tensor): Tensor {
    return x.relu();
  }
  override toString(): string {
    return "ReLU";
  }
}

/** x where x > 0, slope · x elsewhere */
export class LeakyReLU extends Module {
  constructor(readonly slope: number = 0.01) {
    super();
  }
  override forward(x: Tensor): Tensor {
    return x.leakyRelu(this.slope);
  }
  override toString(): string {
    return `LeakyReLU ${this.slope}`;
  }
}

/** 1 / (1 + e^−x) */
export class Sigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return x.sigmoid();
  }
  override toString(): string {
    return "Sigmoid";
  }
}

/** tanh x */
export class Tanh extends Module {
  override forward(x: Tensor): Tensor {
    return x.tanh();
  }
  override toString(): string {
    return "Tanh";
  }
}
