import type { Tensor } from "../../tensor/tensor.js";
import { maxPool2d } from "../../tensor/windows.js";
import { Module } from "../module.js";

/**
 * The largest number in each window of an image.
 *
 * @example new MaxPool2d(2).forward(x) // x (m, 8, 28, 28) → (m, 8, 14, 14)
 */
export class MaxPool2d extends Module {
  readonly size: number;
  readonly stride: number;

  /**
   * @param size            height and width of the window
   * @param options.stride  how far it moves each time; default `size`
   */
  constructor(size: number, options: { readonly stride?: number } = {}) {
    super();
    this.size = size;
    this.stride = options.stride ?? size;
  }

  override forward(x: Tensor): Tensor {
    return maxPool2d(x, this.size, { stride: this.stride });
  }

  override toString(): string {
    const stride = this.stride === this.size ? "" : `, stride ${this.stride}`;
    return `MaxPool2d ${this.size} × ${this.size}${stride}`;
  }
}
