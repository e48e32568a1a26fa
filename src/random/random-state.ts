import type { Floats } from "../backend/kernels.js";
import { BLOCK, type Threshold } from "../backend/mersenne-twister.js";
import { preciseLog } from "./log.js";
import { MersenneTwister } from "./mersenne-twister.js";

/** What a RandomState needs to go on later exactly where it stopped; plain JSON. */
export interface RandomSnapshot {
  readonly state: readonly number[];
  readonly position: number;
  readonly cachedNormal: number | null;
}

/**
 * NumPy's legacy generator, `np.random.RandomState(seed)`, draw for draw and bit for bit, so that an
 * experiment published with a NumPy seed can be repeated exactly.
 *
 * @example
 * const rng = new RandomState(1);
 * rng.randn(); // 1.6243453636632417, as np.random.seed(1); np.random.randn()
 */
export class RandomState {
  private readonly bits: MersenneTwister;
  private cachedNormal: number | null = null;

  /**
   * @param seed  a whole number in [0, 2³²), or a list of such numbers
   * @throws RangeError when it is neither
   */
  constructor(seed: number | readonly number[]) {
    const words: unknown = typeof seed === "number" ? [seed] : seed;
    if (!Array.isArray(words) || words.length === 0 || !words.every(isUint32)) {
      throw new RangeError(
        `RandomState: a seed is a whole number from 0 to 4294967295, or a list of them; received ${written(seed)}\n` +
          "  help: try new RandomState(1)",
      );
    }
    this.bits = new MersenneTwister(seed);
  }

  /**
   * A generator of its own for worker number `index`: streams with different indices do not overlap in
   * practice, and each is the same on every run.
   */
  static stream(seed: number, index: number): RandomState {
    return new RandomState([seed, index]);
  }

  /** The next 32 random bits, in [0, 2³²). */
  uint32(): number {
    return this.bits.nextUint32();
  }

  /** Uniform in [0, 1), 53 bits. */
  rand(): number {
    return this.bits.nextDouble();
  }

  /** Fills an array with numbers uniform in [0, 1): the same as calling `rand` for each, and faster. */
  fillRand(out: Float64Array): void {
    this.bits.fillDoubles(out);
  }

  /**
   * A mask (rows, columns) by as many calls of `rand`, of which only matters which are below a limit: a value for
   * those, else 0. The draws are a (columns, rows) matrix, row by row.
   */
  fillBelow(mask: Floats, threshold: Threshold): void {
    this.bits.fillBelow(mask, threshold);
  }

  /** Standard normal, by the polar method: draws come in pairs, and the second waits for the next call. */
  randn(): number {
    if (this.cachedNormal !== null) {
      const cached = this.cachedNormal;
      this.cachedNormal = null;
      return cached;
    }
    let x1: number;
    let x2: number;
    let radius: number;
    do {
      x1 = 2 * this.rand() - 1;
      x2 = 2 * this.rand() - 1;
      radius = x1 * x1 + x2 * x2;
    } while (radius >= 1 || radius === 0);
    const factor = Math.sqrt((-2 * preciseLog(radius)) / radius);
    this.cachedNormal = factor * x1;
    return factor * x2;
  }

  /** Uniform in [low, high). */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.rand();
  }

  /** Normal with the given mean and standard deviation. */
  normal(mean = 0, standardDeviation = 1): number {
    return mean + standardDeviation * this.randn();
  }

  /**
   * A whole number in [low, high), or in [0, low) when called with one argument.
   *
   * @throws RangeError when the interval is empty or wider than 2³²
   */
  randint(low: number, high?: number): number {
    const [from, to] = high === undefined ? [0, low] : [low, high];
    const span = to - from - 1;
    if (!Number.isInteger(from) || !Number.isInteger(to) || span < 0 || span > 0xffffffff) {
      throw new RangeError(
        `randint: there is no whole number to draw from [${from}, ${to})\n  help: high must exceed low`,
      );
    }
    return from + this.interval(span);
  }

  /**
   * The numbers 0 … n − 1 in random order; a list is shuffled as a copy.
   *
   * @throws RangeError when n is no whole number, or negative
   */
  permutation(n: number): number[];
  permutation<T>(items: readonly T[]): T[];
  permutation<T>(items: number | readonly T[]): (number | T)[] {
    if (!Array.isArray(items))
      checkCount("permutation", "n", items, "rng.permutation(10), or a list of items");
    const order = typeof items === "number" ? Array.from({ length: items }, (_, i) => i) : [...items];
    this.shuffle<number | T>(order);
    return order;
  }

  /** Shuffles in place: Fisher–Yates from the top. */
  shuffle<T>(items: T[]): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.interval(i);
      const swapped = items[i];
      items[i] = items[j];
      items[j] = swapped;
    }
  }

  /**
   * Draws from 0 … n − 1.
   *
   * @param n     how many there are to choose from
   * @param size  how many to draw
   * @param options.replace        whether one may be drawn twice; default true
   * @param options.probabilities  one for each, summing to 1; default all alike
   * @throws RangeError when more are asked for than there are, the probabilities do not fit, or there is no such option
   */
  choice(
    n: number,
    size: number,
    options: { readonly replace?: boolean; readonly probabilities?: readonly number[] } = {},
  ): number[] {
    checkCount("choice", "n", n, "rng.choice(n, size); of a list: list[rng.choice(list.length, 1)[0]]");
    checkCount("choice", "size", size, "rng.choice(n, size), for example rng.choice(5, 1)");
    for (const name of Object.keys(options)) {
      if (name === "replace" || name === "probabilities") continue;
      throw new RangeError(`choice: there is no option ${name}\n  help: replace, probabilities`);
    }
    const { replace = true, probabilities } = options;
    if (!replace && size > n) {
      throw new RangeError(`choice: cannot draw ${size} of ${n} without replacement\n  help: replace: true`);
    }
    if (probabilities !== undefined) {
      checkProbabilities(probabilities, n, replace ? 1 : size);
      return replace ? this.weighted(probabilities, size) : this.weightedDistinct(probabilities, size);
    }
    if (replace) return Array.from({ length: size }, () => this.randint(n));
    return this.permutation(n).slice(0, size);
  }

  /** Everything needed to go on later from here. */
  snapshot(): RandomSnapshot {
    return { ...this.bits.snapshot(), cachedNormal: this.cachedNormal };
  }

  /**
   * Goes back to a snapshot.
   *
   * @throws RangeError when it is none
   */
  restore(snapshot: RandomSnapshot): void {
    const { state, position, cachedNormal } = snapshot;
    const isState = Array.isArray(state) && state.length === BLOCK && state.every(isUint32);
    const isPosition = Number.isInteger(position) && position >= 0 && position <= BLOCK;
    if (!isState || !isPosition || !(cachedNormal === null || Number.isFinite(cachedNormal))) {
      throw new RangeError(
        `restore: expected ${BLOCK} words, a position from 0 to ${BLOCK}, and a waiting number or null; ` +
          `received ${Array.isArray(state) ? state.length : typeof state} words, position ${position}, ${cachedNormal}\n` +
          "  help: take what snapshot() gave, whole",
      );
    }
    this.bits.restore(snapshot);
    this.cachedNormal = cachedNormal;
  }

  /** A whole number in [0, max]: the lowest bits that can hold max, drawn anew while they exceed it. */
  private interval(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    let value: number;
    do {
      value = (this.bits.nextUint32() & mask) >>> 0;
    } while (value > max);
    return value;
  }

  private weighted(probabilities: readonly number[], size: number): number[] {
    const cumulative = cumulate(probabilities);
    return Array.from({ length: size }, () => firstAbove(cumulative, this.rand()));
  }

  /** As NumPy: draw what is missing, keep the first of each, forbid what was found, and so on. */
  private weightedDistinct(probabilities: readonly number[], size: number): number[] {
    const left = [...probabilities];
    const found: number[] = [];
    while (found.length < size) {
      for (const index of found) left[index] = 0;
      const cumulative = cumulate(left);
      const drawn = Array.from({ length: size - found.length }, () => this.rand());
      found.push(...new Set(drawn.map((u) => firstAbove(cumulative, u))));
    }
    return found;
  }
}

function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

/** As JSON writes it; bigints too, which JSON does not have. */
function written(value: unknown): string {
  return JSON.stringify(value, (_key, part) => (typeof part === "bigint" ? `${part}n` : part));
}

function checkCount(operation: string, name: string, count: unknown, help: string): void {
  if (Number.isInteger(count) && Number(count) >= 0) return;
  throw new RangeError(
    `${operation}: ${name} is a whole number of 0 or more; received ${written(count)}\n  help: ${help}`,
  );
}

function checkProbabilities(probabilities: readonly number[], n: number, needed: number): void {
  const sum = probabilities.reduce((total, p) => total + p, 0);
  const possible = probabilities.filter((p) => p > 0).length;
  if (
    probabilities.length !== n ||
    probabilities.some((p) => !(p >= 0)) ||
    Math.abs(sum - 1) > 1e-8 ||
    possible < needed
  ) {
    throw new RangeError(
      `choice: expected ${n} probabilities that sum to 1, at least ${needed} above 0; ` +
        `received ${probabilities.length} that sum to ${sum}, ${possible} above 0\n` +
        "  help: divide them by their sum",
    );
  }
}

function cumulate(probabilities: readonly number[]): Float64Array {
  const cumulative = new Float64Array(probabilities.length);
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    sum += probabilities[i];
    cumulative[i] = sum;
  }
  return cumulative.map((c) => c / sum);
}

function firstAbove(cumulative: Float64Array, u: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > u) high = middle;
    else low = middle + 1;
  }
  return low;
}
