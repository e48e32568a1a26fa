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

/** What `spirals` may be told. */
export interface SpiralsOptions extends PointOptions {
  /** How many arms, each a class of its own. */
  readonly classes?: number;
  /** How often an arm winds around the centre. */
  readonly turns?: number;
}

/**
 * Spiral arms that wind around each other from the centre out to radius 1, one for each class.
 *
 * Classes take turns, 0, 1, 0, 1, …; the points of an arm stand at equal steps of radius and are then moved
 * by normal noise, two numbers for each.
 *
 * @returns 300 points of 2 classes, 1.25 turns, noise 0.03 where nothing else is asked
 * @throws ValueError when size, noise or classes is out of range
 * @example datasets.spirals({ classes: 3, turns: 1, seed: 2 })
 */
export function spirals({
  size = 300,
  noise = 0.03,
  classes = 2,
  turns = 1.25,
  seed = 1,
  name = "spirals",
}: SpiralsOptions = {}): Dataset {
  checkClasses("spirals", classes);
  checkPointOptions("spirals", size, noise, classes);
  const rng = new RandomState(seed);
  const labels = Array.from({ length: size }, (_, i) => i % classes);
  const steps = Math.ceil(size / classes);
  const points = labels.map((label, i) => {
    const radius = (Math.floor(i / classes) + 1) / steps;
    const angle = 2 * Math.PI * (turns * radius + label / classes);
    const onTheArm: Point = [radius * Math.cos(angle), radius * Math.sin(angle)];
    return jolt(onTheArm, noise, rng);
  });
  return planeDataset(name, points, labels);
}
