import type { Tensor } from "../tensor/tensor.js";
import type { Dataset, Splits } from "./dataset.js";
import { type DigitsOptions, digits } from "./digits/digits.js";
import { footballPoints, footballSeed, type LabelledPoints } from "./football.js";
import { type BlobsOptions, blobs } from "./points/blobs.js";
import { type CirclesOptions, circles } from "./points/circles.js";
import { flower } from "./points/flower.js";
import { moons } from "./points/moons.js";
import { type PointOptions, planeDataset, type SampleOptions } from "./points/plane.js";
import { type SpiralsOptions, spirals } from "./points/spirals.js";
import { temperatures } from "./temperatures.js";

/**
 * 211 / 200 / 200 points of a football field, in two classes with a noisy border: a stand-in for the data of
 * the regularization exercise; see footballPoints for how it is made.
 */
function football({ seed = footballSeed }: SampleOptions = {}): Splits {
  const { train, dev, test } = footballPoints(seed);
  return { train: pointsOf("train", train), dev: pointsOf("dev", dev), test: pointsOf("test", test) };
}

function pointsOf(name: string, { x, y, size }: LabelledPoints): Dataset {
  const points = Array.from({ length: size }, (_, i) => [x[2 * i], x[2 * i + 1]] as const);
  return planeDataset(name, points, [...y]);
}

/** The data sets of the lessons by name. */
export interface Datasets {
  readonly circles: (options?: CirclesOptions) => Dataset;
  readonly moons: (options?: PointOptions) => Dataset;
  readonly blobs: (options?: BlobsOptions) => Dataset;
  readonly spirals: (options?: SpiralsOptions) => Dataset;
  readonly flower: (options?: PointOptions) => Dataset;
  readonly digits: (options?: DigitsOptions) => Splits;
  readonly football: (options?: SampleOptions) => Splits;
  readonly temperatures: (options?: SampleOptions) => Tensor;
}

/** The data sets of the lessons; each is made from a seed, the same on every machine. */
export const datasets: Datasets = { circles, moons, blobs, spirals, flower, digits, football, temperatures };
