import type { RandomState } from "../random/random-state.js";
import { full, rand, randn } from "../tensor/create.js";
import type { DType } from "../tensor/dtype.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * Makes a layer's first weights, of shape (n_out, n_in), drawn row by row as the lectures draw them.
 */
export type Initializer = (nOut: number, nIn: number, rng: RandomState, dtype: DType) => Tensor;

/** All zeros: every neuron of a layer stays the same as its neighbours for ever. */
export const zeros: Initializer = constant(0);

/** The same number everywhere, which keeps neurons alike as zeros do. */
export function constant(value: number): Initializer {
  return (nOut, nIn, _rng, dtype) => full([nOut, nIn], value, { dtype });
}

/** Normal numbers with the given standard deviation. */
export function normal(standardDeviation: number): Initializer {
  return normalWith(() => standardDeviation);
}

/** Numbers spread evenly from −limit to limit. */
export function uniform(limit: number): Initializer {
  return uniformWith(() => limit / Math.sqrt(3));
}

/** Normal with variance 1 / n_in (LeCun et al. 1998): for tanh and sigmoid. */
export const lecun: Initializer = normalWith(lecunDeviation);

/** Normal with variance 2 / n_in (He et al. 2015): for ReLU, which drops half of the signal. */
export const he: Initializer = normalWith(heDeviation);

/** Normal with variance 2 / (n_in + n_out) (Glorot & Bengio 2010): between the two directions' needs. */
export const glorot: Initializer = normalWith(glorotDeviation);

/** As `lecun`, spread evenly: from −√(3 / n_in) to √(3 / n_in). */
export const lecunUniform: Initializer = uniformWith(lecunDeviation);

/** As `he`, spread evenly: from −√(6 / n_in) to √(6 / n_in). */
export const heUniform: Initializer = uniformWith(heDeviation);

/** As `glorot`, spread evenly: from −√(6 / (n_in + n_out)) to √(6 / (n_in + n_out)). */
export const glorotUniform: Initializer = uniformWith(glorotDeviation);

/** A standard deviation that depends on the layer's size. */
type Deviation = (nOut: number, nIn: number) => number;

function lecunDeviation(_nOut: number, nIn: number): number {
  return Math.sqrt(1 / nIn);
}

function heDeviation(_nOut: number, nIn: number): number {
  return Math.sqrt(2 / nIn);
}

function glorotDeviation(nOut: number, nIn: number): number {
  return Math.sqrt(2 / (nIn + nOut));
}

function normalWith(deviation: Deviation): Initializer {
  return (nOut, nIn, rng, dtype) => {
    const factor = deviation(nOut, nIn);
    const weights = randn([nOut, nIn], rng, { dtype });
    for (let i = 0; i < weights.storage.length; i++) weights.storage[i] *= factor;
    return weights;
  };
}

/** Numbers from −limit to limit have the standard deviation limit / √3. */
function uniformWith(deviation: Deviation): Initializer {
  return (nOut, nIn, rng, dtype) => {
    const limit = Math.sqrt(3) * deviation(nOut, nIn);
    const weights = rand([nOut, nIn], rng, { dtype });
    for (let i = 0; i < weights.storage.length; i++)
      weights.storage[i] = (2 * weights.storage[i] - 1) * limit;
    return weights;
  };
}
