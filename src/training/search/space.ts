import { RandomState } from "../../random/random-state.js";
import { ValueError } from "../../tensor/errors.js";
import { type Choices, evenValues, type Interval, type Scale, valueAt } from "./scales.js";

/** The hyper-parameters of a search, by name. */
export type SearchSpace = Readonly<Record<string, Scale>>;

/** One value for each hyper-parameter of a space. */
export type SearchParams<S extends SearchSpace> = {
  readonly [name in keyof S]: S[name] extends Choices<infer T>
    ? T
    : S[name] extends Interval
      ? number
      : string | number | boolean;
};

/** Some values by name, whatever the space. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/**
 * The first so many points of the endless list that a space and a seed have: a longer list begins like a shorter one,
 * whoever tries its points.
 */
export function randomPoints(space: SearchSpace, count: number, seed: number): Values[] {
  const rng = new RandomState(seed);
  const entries = Object.entries(checkedSpace(space));
  return Array.from({ length: count }, () =>
    Object.fromEntries(entries.map(([name, scale]) => [name, valueAt(scale, rng.rand())])),
  );
}

/**
 * All combinations of evenly spaced values, the last hyper-parameter running fastest.
 *
 * @param counts  how many values of each hyper-parameter, or of each by its name
 */
export function gridPoints(space: SearchSpace, counts: number | Readonly<Record<string, number>>): Values[] {
  let points: Values[] = [{}];
  for (const [name, scale] of Object.entries(checkedSpace(space))) {
    const count = typeof counts === "number" ? counts : counts[name];
    if (scale.scale !== "choices") checkCount(name, count);
    const values = evenValues(scale, count);
    points = points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
  }
  return points;
}

function checkedSpace(space: SearchSpace): SearchSpace {
  const bad = Object.entries(space).find(([, scale]) => typeof scale?.scale !== "string");
  if (bad === undefined && Object.keys(space).length > 0) return space;
  throw new ValueError(bad === undefined ? "search: the space is empty" : `search: "${bad[0]}" is no scale`, {
    expected: "a scale for each hyper-parameter",
    received: bad === undefined ? space : bad[1],
    help: "search({ learningRate: logUniform(1e-4, 1), units: integers(5, 50) }, …)",
  });
}

function checkCount(name: string, count: number | undefined): void {
  if (count !== undefined && Number.isInteger(count) && count > 0) return;
  throw new ValueError(`search: a grid of ${count} values of "${name}"`, {
    expected: "a whole number above 0",
    received: count,
    help: `grid: 5 for five values of each hyper-parameter, or grid: { ${name}: 5, … }`,
  });
}
