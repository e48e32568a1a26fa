import { RandomState } from "../random/random-state.js";
import { tensor } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import type { SampleOptions } from "./points/plane.js";

/** The days whose temperatures the lecture names, in °F; day 1 is the first of January. */
const named: ReadonlyMap<number, number> = new Map([
  [1, 40],
  [2, 49],
  [3, 45],
  [180, 60],
  [181, 56],
]);

/** How much of yesterday's deviation from the season today's weather keeps. */
const persistence = 0.7;
/** Standard deviation of what each day adds to it, in °F. */
const change = 3.5;

/**
 * A year of daily temperatures in °F, as in the lecture on moving averages: 40, 49, 45, …, and 60, 56 in June.
 *
 * The season is a wave from 41 °F in January to 65 °F in July. Each day departs from it by 0.7 of what the day
 * before did, plus a normal number with standard deviation 3.5; whole degrees. The days that the lecture names
 * have its values, and the weather goes on from there. One randn() for each day.
 *
 * @returns (365), day 1 first
 * @example movingAverage(datasets.temperatures().data, 0.9)
 */
export function temperatures({ seed = 1 }: SampleOptions = {}): Tensor {
  const rng = new RandomState(seed);
  const year = new Float64Array(365);
  let weather = 0;
  for (let day = 1; day <= year.length; day++) {
    const drawn = season(day) + persistence * weather + change * rng.randn();
    year[day - 1] = named.get(day) ?? Math.round(drawn);
    weather = year[day - 1] - season(day);
  }
  return tensor(year);
}

/** What is usual on a day, coldest on the 20th of January. */
function season(day: number): number {
  return 53 - 12 * Math.cos((2 * Math.PI * (day - 20)) / 365);
}
