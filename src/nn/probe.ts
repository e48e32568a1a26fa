import { walkBack } from "../autograd/backward.js";
import { noGrad, withRecording } from "../autograd/recording.js";
import { zeros } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Module } from "./module.js";
import type { Sequential } from "./sequential.js";

/** The class of a layer: ReLU, Linear … */
export type LayerKind = abstract new (...args: never[]) => Module;

/**
 * What the layers of a model give out for a batch, from the first to the last. The model computes in the mode that
 * it is in (in training dropout drops, and batch normalization takes the batch's statistics) and is left as it was:
 * moving averages, and what its dropout layers will draw next.
 *
 * @param x      one sample in each row
 * @param kinds  only layers of these classes; default all
 * @returns      one tensor for each layer, which stays valid
 * @example layerOutputs(model, train.x, [ReLU]) // the activations of the hidden layers
 */
export function layerOutputs(model: Sequential, x: Tensor, kinds?: readonly LayerKind[]): Tensor[] {
  return undisturbed(model, () =>
    noGrad(() => {
      const outputs: Tensor[] = [];
      let signal = x;
      model.layers.forEach((layer, i) => {
        signal = model.forwardLayer(i, signal);
        if (kinds === undefined || kinds.some((kind) => layer instanceof kind)) outputs.push(signal.keep());
      });
      return outputs;
    }),
  );
}

/**
 * The gradient dJ/dW of each weight matrix of a model, from the first layer to the last; biases are left out. The
 * model is left as it was, `.grad` of its parameters too.
 *
 * @param cost  computes J with the model
 * @returns     one tensor for each weight, of its shape, which stays valid; zeros where J does not depend on it
 * @throws GradientError when J is no single number, or does not depend on the model
 * @example layerGradients(model, () => binaryCrossEntropy(model.forward(train.x), train.y))
 */
export function layerGradients(model: Module, cost: () => Tensor): Tensor[] {
  const found = new Map<Tensor, Tensor>();
  undisturbed(model, () => {
    const J = withRecording(true, cost);
    walkBack(J, { createGraph: false, onGradient: (x, dx) => void found.set(x, dx.keep()) });
  });
  return model
    .parameters()
    .filter(({ kind }) => kind === "weight")
    .map(({ value }) => found.get(value) ?? zeros(value.shape, { dtype: value.dtype }));
}

/** What a look at a model computes leaves no trace in it. */
function undisturbed<T>(model: Module, look: () => T): T {
  const putBack = model.remember();
  try {
    return look();
  } finally {
    putBack();
  }
}
