import { checkedDecay } from "./optimizer.js";

/**
 * An exponentially weighted moving average: v ← β·v + (1 − β)·θ, with v₀ = 0.
 *
 * It remembers about 1 / (1 − β) values. At first v is too small, since it began at 0; divided by 1 − βᵗ it is
 * right from the first value on (bias correction).
 *
 * @example
 * const average = new MovingAverage(0.9);
 * average.add(40); // 40; without correction 4
 */
export class MovingAverage {
  readonly beta: number;
  private readonly corrected: boolean;
  private sum = 0;
  private weight = 1;

  /** @throws ValueError when β is not in [0, 1) */
  constructor(beta: number, options: { readonly biasCorrection?: boolean } = {}) {
    this.beta = checkedDecay("MovingAverage", "beta", beta);
    this.corrected = options.biasCorrection ?? true;
  }

  /** Over about how many values it averages, 1 / (1 − β). */
  get days(): number {
    return 1 / (1 - this.beta);
  }

  /** The average so far; NaN before the first value. */
  get value(): number {
    if (this.weight === 1) return Number.NaN;
    return this.corrected ? this.sum / (1 - this.weight) : this.sum;
  }

  /** Takes one more value in, and gives the average after it. */
  add(theta: number): number {
    this.sum = this.beta * this.sum + (1 - this.beta) * theta;
    this.weight *= this.beta;
    return this.value;
  }
}

/** The moving average after each of the given values. */
export function movingAverage(
  values: Iterable<number>,
  beta: number,
  options: { readonly biasCorrection?: boolean } = {},
): number[] {
  const average = new MovingAverage(beta, options);
  return Array.from(values, (value) => average.add(value));
}
