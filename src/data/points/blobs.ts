import { RandomState } from "../../random/random-state.js";
import type { Dataset } from "../dataset.js";
import {
  checkClasses,
  checkPointOptions,
  jolt,
  type Point,
  type PointOptions,
  planeDataset,
} from "./plane.js";

/** What `blobs` may be told. */
export interface BlobsOptions extends PointOptions {
  /** How many blobs, each a class of its own; they stand evenly on a circle of radius 3. */
  readonly classes?: number;
  /** Where the blobs stand instead, one centre for each class. */
  readonly centers?: readonly Point[];
}

const radius = 3;

/**
 * Round heaps of points, one for each class: normal around its centre, with standard deviation `noise`.
 *
 * Classes take turns, 0, 1, 2, 0, 1, 2, …, so that they are equally many; each point is two normal numbers.
 *
 * @returns 300 points of 3 classes with noise 0.8 where nothing else is asked
 * @throws ValueError when size, noise or classes is out of range
 * @example datasets.blobs({ classes: 5, seed: 4 })
 */
export function blobs({
  size = 300,
  noise = 0.8,
  classes = 3,
  centers = evenly(classes),
  seed = 1,
  name = "blobs",
}: BlobsOptions = {}): Dataset {
  checkClasses("blobs", centers.length);
  checkPointOptions("blobs", size, noise, centers.length);
  const rng = new RandomState(seed);
  const labels = Array.from({ length: size }, (_, i) => i % centers.length);
  const points = labels.map((label) => jolt(centers[label], noise, rng));
  return planeDataset(name, points, labels);
}

/** The first on top, the others following anticlockwise. */
function evenly(classes: number): Point[] {
  checkClasses("blobs", classes);
  return Array.from({ length: classes }, (_, c) => {
    const angle = Math.PI / 2 + (2 * Math.PI * c) / classes;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
