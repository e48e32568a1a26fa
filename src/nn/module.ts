import "../autograd/record.js";
import type { RandomState } from "../random/random-state.js";
import { tensor } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import { takeOver } from "./state.js";

/** A tensor that training changes, with its name within the model: "0.weight". */
export interface NamedParameter {
  readonly name: string;
  readonly value: Tensor;
  /** Weights are regularized, biases and the like are not. */
  readonly kind: "weight" | "bias" | "scale";
}

/** Numbers that training changes without a gradient, such as moving averages; they belong to the model's state. */
export interface NamedBuffer {
  readonly name: string;
  readonly value: Tensor;
}

/** The numbers of a model, parameters and buffers, by name. */
export type ModelState = Readonly<Record<string, Tensor>>;

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

  /** What else training leaves behind, in the order of the layers. */
  buffers(): readonly NamedBuffer[] {
    return this.children().flatMap((child, i) =>
      child.buffers().map((buffer) => ({ ...buffer, name: `${i}.${buffer.name}` })),
    );
  }

  /** The modules that this one is made of. */
  children(): readonly Module[] {
    return [];
  }

  /** The generators that the model draws from in training, each once. */
  generators(): readonly RandomState[] {
    return [...new Set(this.children().flatMap((child) => child.generators()))];
  }

  /** A copy of all parameters and buffers, by name. */
  state(): ModelState {
    return Object.fromEntries(
      this.numbers().map(({ name, value }) => [name, tensor(value.data, { shape: value.shape })]),
    );
  }

  /**
   * Takes over the numbers of a model of the same make, in this model's precision. A state that does not fit
   * changes nothing.
   *
   * @throws ValueError when a name is missing, or there is one too many
   * @throws ShapeError when a tensor has another shape
   */
  load(state: ModelState): this {
    takeOver(Object.fromEntries(this.numbers().map(({ name, value }) => [name, value])), state);
    return this;
  }

  private numbers(): readonly NamedBuffer[] {
    return [...this.parameters(), ...this.buffers()];
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

  /**
   * Notes what a forward pass in training changes beside its result: moving averages, the place of a random
   * generator.
   *
   * @returns a function that puts everything back as it was
   */
  remember(): () => void {
    const buffers = this.buffers().map(({ value }) => ({ value, was: value.data.slice() }));
    const generators = this.generators().map((generator) => ({ generator, was: generator.snapshot() }));
    const children = this.children().map((child) => child.remember());
    return () => {
      for (const { value, was } of buffers) value.storage.set(was);
      for (const { generator, was } of generators) generator.restore(was);
      for (const putBack of children) putBack();
    };
  }

  private setMode(training: boolean): this {
    this.trainingMode = training;
    for (const child of this.children()) child.setMode(training);
    return this;
  }
}
