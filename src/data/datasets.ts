import { tensor } from "../tensor/create.js";
import { Dataset, type Splits } from "./dataset.js";
import { footballPoints, footballSeed, type LabelledPoints } from "./football.js";

/** Which sample of a data set to draw. */
export interface SampleOptions {
  /** A whole number in [0, 2³²). */
  readonly seed?: number;
}

/**
 * 211 / 200 / 200 points of a football field, in two classes with a noisy border: a stand-in for the data of
 * the regularization exercise; see footballPoints for how it is made.
 */
function football({ seed = footballSeed }: SampleOptions = {}): Splits {
  const { train, dev, test } = footballPoints(seed);
  return {
    train: datasetOf("train", train),
    dev: datasetOf("dev", dev),
    test: datasetOf("test", test),
  };
}

function datasetOf(name: string, { x, y, size }: LabelledPoints): Dataset {
  return new Dataset(name, tensor(x, { shape: [size, 2] }), tensor(y, { shape: [size, 1] }));
}

/** The data sets of the lessons; each is made from a seed, the same on every machine. */
export const datasets: { readonly football: (options?: SampleOptions) => Splits } = { football };
