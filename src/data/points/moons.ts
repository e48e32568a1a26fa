import type { Dataset } from "../dataset.js";
import type { Point, PointOptions } from "./plane.js";
import { twoCurves } from "./two-curves.js";

/**
 * Two half moons that reach into each other: class 0 the upper one, class 1 the lower.
 *
 * scikit-learn's `make_moons`, draw for draw: what `np.random.seed(seed)` and then `make_moons(size,
 * noise=noise)` give. The defaults are the data of the optimization exercise.
 *
 * @returns 300 points with noise 0.2 where nothing else is asked
 * @throws ValueError when size or noise is out of range
 * @example datasets.moons({ seed: 3 })
 */
export function moons({ size = 300, noise = 0.2, seed = 3, name = "moons" }: PointOptions = {}): Dataset {
  return twoCurves([upperMoon, lowerMoon], { size, noise, seed, name });
}

function upperMoon(i: number, count: number): Point {
  const angle = angleOf(i, count);
  return [Math.cos(angle), Math.sin(angle)];
}

function lowerMoon(i: number, count: number): Point {
  const angle = angleOf(i, count);
  return [1 - Math.cos(angle), 1 - Math.sin(angle) - 0.5];
}

/** From 0 to π, both included; a lone point stands at 0. */
function angleOf(i: number, count: number): number {
  return count === 1 ? 0 : i * (Math.PI / (count - 1));
}
