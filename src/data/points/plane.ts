import type { RandomState } from "../../random/random-state.js";
import { tensor } from "../../tensor/create.js";
import { ValueError } from "../../tensor/errors.js";
import { Dataset } from "../dataset.js";

/** x₁ and x₂. */
export type Point = readonly [number, number];

/** Which sample of a data set to draw. */
export interface SampleOptions {
  /** A whole number in [0, 2³²); the same seed gives the same sample on every machine. */
  readonly seed?: number;
}

/** What every data set in the plane may be told. */
export interface PointOptions extends SampleOptions {
  /** m, how many points there are. */
  readonly size?: number;
  /** Standard deviation of the normal noise. */
  readonly noise?: number;
  /** What the data set is called in tables and figures. */
  readonly name?: string;
}

/** Points of the plane with their classes as a data set: x (m, 2), y (m, 1). */
export function planeDataset(name: string, points: readonly Point[], labels: readonly number[]): Dataset {
  const x = tensor(Float64Array.from(points.flat()), { shape: [points.length, 2] });
  const y = tensor(Float64Array.from(labels), { shape: [labels.length, 1] });
  return new Dataset(name, x, y);
}

/** Moves a point by normal noise, drawn for x₁ first. */
export function jolt([x1, x2]: Point, noise: number, rng: RandomState): Point {
  const right = noise * rng.randn();
  return [x1 + right, x2 + noise * rng.randn()];
}

/** @throws ValueError when there cannot be so many points, or noise of that deviation */
export function checkPointOptions(asked: string, size: number, noise: number, fewest: number): void {
  if (!Number.isInteger(size) || size < fewest) {
    throw new ValueError(`${asked}: there is no such number of points as ${size}`, {
      expected: `a whole number from ${fewest}`,
      received: size,
      help: "size: 300",
    });
  }
  if (!(noise >= 0 && Number.isFinite(noise))) {
    throw new ValueError(`${asked}: noise cannot have the standard deviation ${noise}`, {
      expected: "0 or more",
      received: noise,
      help: "noise: 0.05; 0 for none",
    });
  }
}

/** @throws ValueError when there cannot be so many classes */
export function checkClasses(asked: string, classes: number): void {
  if (Number.isInteger(classes) && classes >= 2) return;
  throw new ValueError(`${asked}: ${classes} classes`, {
    expected: "a whole number from 2",
    received: classes,
    help: "classes: 3",
  });
}
