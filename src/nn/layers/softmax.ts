import type { Tensor } from "../../tensor/tensor.js";
import { Module } from "../module.js";

/**
 * e^zₖ / Σ e^z in each row: the probabilities of several classes. The loss functions take logits, so a model that
 * is trained with `crossEntropy` ends before this layer.
 */
export class Softmax extends Module {
  override forward(x: Tensor): Tensor {
    return x.softmax();
  }
  override toString(): string {
    return "Softmax";
  }
}
