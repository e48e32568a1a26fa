import { ValueError } from "../tensor/errors.js";

/**
 * The learning rate at a time: α of α₀ and the number of the epoch (or step, as the caller counts), from 0.
 */
export type Schedule = (alpha0: number, t: number) => number;

/**
 * α = α₀ / (1 + rate · t): with rate 1 a half, a third, a quarter …
 *
 * @example inverseTimeDecay(1)(0.2, 1) // 0.1
 */
export function inverseTimeDecay(rate: number): Schedule {
  return (alpha0, t) => alpha0 / (1 + rate * t);
}

/** α = base^t · α₀; the lectures' base is 0.95. */
export function exponentialDecay(base: number = 0.95): Schedule {
  return (alpha0, t) => base ** t * alpha0;
}

/** α = k / √t · α₀, and α₀ at t = 0. */
export function inverseSquareRootDecay(k: number = 1): Schedule {
  return (alpha0, t) => (t === 0 ? alpha0 : (k / Math.sqrt(t)) * alpha0);
}

/** Staircase: α₀ times `factor` once more after every `every` epochs. */
export function staircase(every: number, factor: number = 0.5): Schedule {
  return (alpha0, t) => alpha0 * factor ** Math.floor(t / every);
}

/**
 * By hand: from each named epoch on, the rate that was set there; α₀ before the first.
 *
 * @example byHand({ 100: 0.01, 200: 0.001 })
 */
export function byHand(rates: Readonly<Record<number, number>>): Schedule {
  const changes = Object.entries(rates)
    .map(([from, rate]) => ({ from: Number(from), rate }))
    .sort((a, b) => b.from - a.from);
  return (alpha0, t) => changes.find(({ from }) => from <= t)?.rate ?? alpha0;
}

/**
 * Half a cosine from α₀ down to `floor` · α₀ at `total` (Loshchilov & Hutter 2017), after a linear warm-up.
 *
 * @param total           when the floor is reached
 * @param options.warmUp  for how long the rate rises from 0; default 0
 * @param options.floor   the share of α₀ that remains; default 0
 * @throws ValueError when the warm-up is not shorter than the whole
 */
export function cosineDecay(
  total: number,
  { warmUp = 0, floor = 0 }: { readonly warmUp?: number; readonly floor?: number } = {},
): Schedule {
  if (!(warmUp >= 0 && warmUp < total)) {
    throw new ValueError(`cosineDecay: a warm-up of ${warmUp} in a total of ${total}`, {
      expected: `at least 0 and below ${total}`,
      received: warmUp,
      help: "a tenth of the total is usual",
    });
  }
  return (alpha0, t) => {
    if (t < warmUp) return (alpha0 * (t + 1)) / (warmUp + 1);
    const progress = Math.min(1, (t - warmUp) / (total - warmUp));
    return alpha0 * (floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * progress)));
  };
}
