import { RandomState } from "../../random/random-state.js";
import type { Dataset } from "../dataset.js";
import { checkPointOptions, type Point, type PointOptions, planeDataset } from "./plane.js";

/** The length of the longest petal. */
const longest = 4;
/** The angle that one class fills: a little under half a turn, as the exercise has it. */
const half = 3.12;

/**
 * A flower whose petals belong to two classes in turn: the data of the planar classification exercise.
 *
 * Its recipe, draw for draw: for each class, angles from one side of its half to the other plus noise · randn
 * for all points, then the radii 4 sin 4t plus noise · randn for all points. Class 0 stands before class 1.
 * An odd point falls to class 1.
 *
 * @returns 400 points with noise 0.2 where nothing else is asked
 * @throws ValueError when size or noise is out of range
 * @example datasets.flower({ seed: 1 })
 */
export function flower({ size = 400, noise = 0.2, seed = 1, name = "flower" }: PointOptions = {}): Dataset {
  checkPointOptions("flower", size, noise, 4);
  const rng = new RandomState(seed);
  const inFirst = Math.floor(size / 2);
  const points = [...petals(0, inFirst, noise, rng), ...petals(1, size - inFirst, noise, rng)];
  const labels = points.map((_, i) => (i < inFirst ? 0 : 1));
  return planeDataset(name, points, labels);
}

function petals(label: number, count: number, noise: number, rng: RandomState): Point[] {
  const start = label * half;
  const step = ((label + 1) * half - start) / (count - 1);
  const angles = Array.from({ length: count }, (_, i) => start + i * step + noise * rng.randn());
  return angles.map((t) => {
    const radius = longest * Math.sin(4 * t) + noise * rng.randn();
    return [radius * Math.sin(t), radius * Math.cos(t)];
  });
}
