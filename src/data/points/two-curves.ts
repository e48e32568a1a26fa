import { RandomState } from "../../random/random-state.js";
import type { Dataset } from "../dataset.js";
import { checkPointOptions, jolt, type Point, type PointOptions, planeDataset } from "./plane.js";

/** Point number i of a curve that has `count` points. */
export type Curve = (i: number, count: number) => Point;

/**
 * Two noisy curves, the way scikit-learn makes circles and moons: half of the points on each (the odd one on
 * the second), shuffled together, and then moved by noise. Draws come in scikit-learn's order: the shuffle
 * first, then two normal numbers for each point as it stands after the shuffle.
 */
export function twoCurves(curves: readonly [Curve, Curve], options: Required<PointOptions>): Dataset {
  const { name, size, noise, seed } = options;
  checkPointOptions(name, size, noise, 2);
  const inFirst = Math.floor(size / 2);
  const place = (i: number): Point =>
    i < inFirst ? curves[0](i, inFirst) : curves[1](i - inFirst, size - inFirst);

  const rng = new RandomState(seed);
  const order = rng.permutation(size);
  const points = order.map((i) => jolt(place(i), noise, rng));
  return planeDataset(
    name,
    points,
    order.map((i) => (i < inFirst ? 0 : 1)),
  );
}
