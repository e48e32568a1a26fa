import type { RandomState } from "../random/random-state.js";
import { randn, zeros as zeroTensor } from "../tensor/create.js";
import type { DType } from "../tensor/dtype.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * Makes a layer's first weights, of shape (n_out, n_in), drawn row by row as the lectures draw them.
 */
export type Initializer = (nOut: number, nIn: number, rng: RandomState, dtype: DType) => Tensor;

/** All zeros: every neuron of a layer stays the same as its neighbours for ever. */
export const zeros: Initializer = (nOut, nIn, _rng, dtype) => zeroTensor([nOut, nIn], { dtype });

/** Normal numbers with the given standard deviation. */
export function normal(standardDeviation: number): Initializer {
  return scaled(() => standardDeviation);
}

/** Normal with variance 1 / n_in (LeCun et al. 1998): for tanh and sigmoid. */
export const lecun: Initializer = scaled((_nOut, nIn) => Math.sqrt(1 / nIn));

/** Normal with variance 2 / n_in (He et al. 2015): for ReLU, which drops half of the signal. */
export const he: Initializer = scaled((_nOut, nIn) => Math.sqrt(2 / nIn));

/** Normal with variance 2 / (n_in + n_out) (Glorot & Bengio 2010): between the two directions' needs. */
export const glorot: Initializer = scaled((nOut, nIn) => Math.sqrt(2 / (nIn + nOut)));

function scaled(deviation: (nOut: number, nIn: number) => number): Initializer {
  return (nOut, nIn, rng, dtype) => {
    const factor = deviation(nOut, nIn);
    const weights = randn([nOut, nIn], rng, { dtype });
    for (let i = 0; i < weights.storage.length; i++) weights.storage[i] *= factor;
    return weights;
  };
}
