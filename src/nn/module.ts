import "../autograd/record.js";
import type { Tensor } from "../tensor/tensor.js";

/** A tensor that training changes, with its name within the model: "0.weight". */
export interface NamedParameter {
  readonly name: string;
  readonly value: Tensor;
  /** Weights are regularized, biases and the like are not. */
  readonly kind: "weight" | "bias" | "scale";
}

/** A layer, or a model made of layers. */
export abstract class Module {
  /** Whether this is training (dropout drops, batch norm uses the batch), or the model is used. */
  private trainingMode = true;

  /**
   * Computes the output for a batch.
   *
   * @param x  one sample in each row, (m, n_in)
   */
  abstract forward(x: Tensor): Tensor;

  /** Everything that training changes, in the order of the layers. */
  parameters(): readonly NamedParameter[] {
    return this.children().flatMap((child, i) =>
      child.parameters().map((p) => ({ ...p, name: `${i}.${p.name}` })),
    );
  }

  /** The modules that this one is made of. */
  children(): readonly Module[] {
    return [];
  }

  get isTraining(): boolean {
    return this.trainingMode;
  }

  /** Switches this module and everything in it to training. */
  train(): this {
    return this.setMode(true);
  }

  /** Switches this module and everything in it to use: no dropout, fixed statistics. */
  eval(): this {
    return this.setMode(false);
  }

  private setMode(training: boolean): this {
    this.trainingMode = training;
    for (const child of this.children()) child.setMode(training);
    return this;
  }
}
