import { noGrad } from "../autograd/recording.js";
import { Optimizer, type OptimizerRule } from "../optim/optimizer.js";
import { tensor } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import { type CostSurfaceOptions, costSurface, type Point } from "./cost-surface.js";
import type { Figure } from "./figure.js";
import { namedEntries } from "./names.js";

/** Where the race is run. */
export interface RaceCourse {
  /** J of a point w of shape (2). */
  readonly cost: (w: Tensor) => Tensor;
  readonly start: Point;
  readonly steps: number;
  /** The part of the plane to show. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/**
 * Optimizers from one starting point over one cost surface, step by step.
 *
 * @param rules   update rules, by name
 * @param course  the surface, the start and the number of steps
 * @throws ValueError when there are no rules, or the surface cannot be shown
 * @example optimizerRace({ GD: sgd({ learningRate: 0.1 }), Adam: adam({ learningRate: 0.1 }) }, ravine)
 */
export function optimizerRace(
  rules: Readonly<Record<string, OptimizerRule>>,
  course: RaceCourse,
  options: CostSurfaceOptions = {},
): Figure {
  const entries = namedEntries("optimizerRace", rules, "optimizerRace({ GD: sgd(), Adam: adam() }, course)");
  const paths = Object.fromEntries(entries.map(([name, rule]) => [name, pathOf(rule, course)]));
  const cost = (x: number, y: number): number => noGrad(() => course.cost(tensor([x, y])).item());
  return costSurface({ cost, x: course.x, y: course.y }, paths, { title: "Optimizer race", ...options });
}

/** Where a rule goes; up to the last finite point, where it runs away. */
function pathOf(rule: OptimizerRule, { cost, start, steps }: RaceCourse): Point[] {
  const w = tensor([...start], { requiresGrad: true });
  const optimizer = new Optimizer(rule, [w]);
  const path: Point[] = [start];
  for (let step = 0; step < steps; step++) {
    optimizer.step(() => cost(w));
    const point: Point = [w.at(0), w.at(1)];
    if (!point.every(Number.isFinite)) break;
    path.push(point);
  }
  return path;
}
