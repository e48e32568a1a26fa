import { sizeOf } from "../../tensor/shape.js";
import type { Tensor } from "../../tensor/tensor.js";
import { Module } from "../module.js";

/** Each sample's numbers in one row: (m, channels, height, width) becomes (m, channels · height · width). */
export class Flatten extends Module {
  override forward(x: Tensor): Tensor {
    return x.reshape(x.shape[0], sizeOf(x.shape.slice(1)));
  }
  override toString(): string {
    return "Flatten";
  }
}
