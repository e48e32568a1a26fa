import { ValueError } from "../../tensor/errors.js";
import type { Dataset } from "../dataset.js";
import type { PointOptions } from "./plane.js";
import { type Curve, twoCurves } from "./two-curves.js";

/** What `circles` may be told. */
export interface CirclesOptions extends PointOptions {
  /** The radius of the inner circle, in [0, 1); the outer one has radius 1. */
  readonly factor?: number;
}

/**
 * Two circles, one in the other: class 0 on the outer one, class 1 on the inner.
 *
 * scikit-learn's `make_circles`, draw for draw: what `np.random.seed(seed)` and then `make_circles(size,
 * noise=noise)` give. The defaults are the train set of the initialization exercise; its test set is
 * `{ size: 100, seed: 2 }`.
 *
 * @returns 300 points with noise 0.05 and factor 0.8 where nothing else is asked
 * @throws ValueError when size, noise or factor is out of range
 * @example datasets.circles({ size: 100, seed: 2, name: "test" })
 */
export function circles({
  size = 300,
  noise = 0.05,
  factor = 0.8,
  seed = 1,
  name = "circles",
}: CirclesOptions = {}): Dataset {
  if (!(factor >= 0 && factor < 1)) {
    throw new ValueError(`circles: an inner circle of radius ${factor} does not fit into the outer one`, {
      expected: "0 ≤ factor < 1",
      received: factor,
      help: "factor: 0.8",
    });
  }
  return twoCurves([circle(1), circle(factor)], { size, noise, seed, name });
}

/** Once around; the last point stops short of the first. */
function circle(radius: number): Curve {
  return (i, count) => {
    const angle = i * ((2 * Math.PI) / count);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  };
}
