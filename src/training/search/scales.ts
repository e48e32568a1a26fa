import { ValueError } from "../../tensor/errors.js";

/** A hyper-parameter that is a number between two others, as likely everywhere on its scale. */
export interface Interval {
  readonly scale: "linear" | "log" | "one minus log" | "integers";
  readonly low: number;
  readonly high: number;
}

/** A hyper-parameter that is one of several values, each as likely. */
export interface Choices<T extends string | number | boolean> {
  readonly scale: "choices";
  readonly values: readonly T[];
}

/** What values a hyper-parameter may have, and how likely each is. */
export type Scale = Interval | Choices<string | number | boolean>;

/** Evenly between two numbers: for a dropout rate, or the λ of a penalty within one power of ten. */
export function linearUniform(low: number, high: number): Interval {
  return interval("linearUniform", "linear", low, high);
}

/**
 * Evenly on a logarithmic scale, α = 10^r with r even: as many trials between 0.0001 and 0.001 as between 0.1 and 1.
 *
 * @throws ValueError when the bounds are not above 0
 * @example logUniform(1e-4, 1) // for a learning rate
 */
export function logUniform(low: number, high: number): Interval {
  if (!(low > 0)) throw badBounds("logUniform", low, high, "two numbers above 0, the smaller first");
  return interval("logUniform", "log", low, high);
}

/**
 * Evenly on a logarithmic scale of the distance to 1, β = 1 − 10^r with r even: what matters of a moving average is
 * 1 / (1 − β), over how many steps it averages.
 *
 * @throws ValueError when the bounds are not below 1
 * @example oneMinusLog(0.9, 0.999) // from 10 steps to 1000
 */
export function oneMinusLog(low: number, high: number): Interval {
  if (!(high < 1)) throw badBounds("oneMinusLog", low, high, "two numbers below 1, the smaller first");
  return interval("oneMinusLog", "one minus log", low, high);
}

/** A whole number, both bounds included: for a number of units or of layers. */
export function integers(low: number, high: number): Interval {
  if (!Number.isInteger(low) || !Number.isInteger(high))
    throw badBounds("integers", low, high, "two whole numbers, the smaller first");
  return interval("integers", "integers", low, high);
}

/** One of several values: choices("relu", "tanh"), or choices(32, 64, 128). */
export function choices<T extends string | number | boolean>(...values: readonly T[]): Choices<T> {
  if (values.length > 0) return { scale: "choices", values };
  throw new ValueError("choices: there is nothing to choose from", {
    expected: "one value or more",
    received: values,
    help: 'choices("relu", "tanh")',
  });
}

/**
 * The value at a place of the scale.
 *
 * @param at  from 0, the lowest, to 1, the highest
 */
export function valueAt(scale: Scale, at: number): string | number | boolean {
  switch (scale.scale) {
    case "choices":
      return scale.values[Math.min(scale.values.length - 1, Math.floor(at * scale.values.length))];
    case "integers":
      return Math.min(scale.high, scale.low + Math.floor(at * (scale.high - scale.low + 1)));
    case "linear":
      return between(scale.low, scale.high, at);
    case "log":
      return 10 ** between(Math.log10(scale.low), Math.log10(scale.high), at);
    case "one minus log":
      return 1 - 10 ** between(Math.log10(1 - scale.low), Math.log10(1 - scale.high), at);
  }
}

/**
 * So many values at equal distances on the scale, its ends among them: a grid's lines. All values of `choices`, and
 * no whole number twice.
 */
export function evenValues(scale: Scale, count: number): (string | number | boolean)[] {
  if (scale.scale === "choices") return [...scale.values];
  const { low, high } = scale;
  const places = Array.from({ length: count }, (_, i) => (count === 1 ? 0.5 : i / (count - 1)));
  if (scale.scale === "integers") return [...new Set(places.map((at) => Math.round(between(low, high, at))))];
  // The ends exactly as they were written, not as powers and logarithms give them back.
  return places.map((at) => (at === 0 ? low : at === 1 ? high : valueAt(scale, at)));
}

/**
 * The part of a scale around some of its values: from the lowest to the highest, and a tenth of the whole scale
 * further on either side.
 */
export function focused(scale: Scale, values: readonly (string | number | boolean)[]): Scale {
  if (scale.scale === "choices") return { ...scale, values: scale.values.filter((v) => values.includes(v)) };
  const places = values.map((value) => placeOf(scale, Number(value)));
  const from = Math.min(...places) - 0.1;
  const to = Math.max(...places) + 0.1;
  const bound = (at: number): number =>
    at <= 0 ? scale.low : at >= 1 ? scale.high : Number(valueAt(scale, at));
  return { ...scale, low: bound(from), high: bound(to) };
}

/** Whether a picture of the values should have a logarithmic axis. */
export function isLogarithmic(scale: Scale): boolean {
  return scale.scale === "log";
}

/** Where a value stands on its scale, from 0 to 1. */
function placeOf({ scale, low, high }: Interval, value: number): number {
  if (low === high) return 0.5;
  const on = (x: number): number => {
    if (scale === "log") return Math.log10(x);
    return scale === "one minus log" ? Math.log10(1 - x) : x;
  };
  return (on(value) - on(low)) / (on(high) - on(low));
}

function between(low: number, high: number, at: number): number {
  return low + at * (high - low);
}

function interval(name: string, scale: Interval["scale"], low: number, high: number): Interval {
  if (low <= high && Number.isFinite(low) && Number.isFinite(high)) return { scale, low, high };
  throw badBounds(name, low, high, "two numbers, the smaller first");
}

function badBounds(name: string, low: number, high: number, expected: string): ValueError {
  return new ValueError(`${name}: from ${low} to ${high}`, {
    expected,
    received: [low, high],
    help: `${name} takes ${expected}`,
  });
}
