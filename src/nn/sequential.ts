import { GradbookError } from "../tensor/errors.js";
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
    for (let i = 0; i < this.layers.length; i++) signal = this.forwardLayer(i, signal);
    return signal;
  }

  /** One layer's part of `forward`; an error says which layer it was. */
  forwardLayer(i: number, x: Tensor): Tensor {
    const layer = this.layers[i];
    try {
      return layer.forward(x);
    } catch (error) {
      throw error instanceof GradbookError ? error.within(`layer ${i + 1} (${titleOf(layer)})`) : error;
    }
  }

  override children(): readonly Module[] {
    return this.layers;
  }

  override toString(): string {
    return this.layers.map(String).join("\n");
  }
}

/** A layer on one line. */
export function titleOf(layer: Module): string {
  return layer.children().length > 0 ? layer.constructor.name : String(layer);
}
