import type { Tensor } from "../tensor/tensor.js";
import { Module } from "./module.js";

/** Layers one after the other. */
export class Sequential extends Module {
  readonly layers: readonly Module[];

  constructor(...layers: readonly Module[]) {
    super();
    this.layers = layers;
  }

  override forward(x: Tensor): Tensor {
    let signal = x;
    for (const layer of this.layers) signal = layer.forward(signal);
    return signal;
  }

  override children(): readonly Module[] {
    return this.layers;
  }

  override toString(): string {
    return this.layers.map(String).join("\n");
  }
}
