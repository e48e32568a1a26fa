import type { Floats } from "../backend/kernels.js";
import { BLOCK, keepBelow, nextBlock, type Threshold, temperBlock } from "../backend/mersenne-twister.js";

/**
 * MT19937, the generator behind NumPy's legacy `RandomState` (Matsumoto & Nishimura 1998).
 *
 * State: 624 words of 32 bits. A block of 624 outputs is made at once and handed out one by one.
 */
export class MersenneTwister {
  private readonly state: Int32Array = new Int32Array(N);
  /** The state, tempered: what is handed out. */
  private readonly words: Int32Array = new Int32Array(N);
  private position: number = N;

  /** One number seeds as `init_genrand`, a list as `init_by_array`: what NumPy does with either. */
  constructor(seed: number | readonly number[]) {
    if (typeof seed === "number") this.seedByNumber(seed);
    else this.seedByList(seed);
  }

  /** The next 32 random bits, as a number in [0, 2³²). */
  nextUint32(): number {
    return this.nextWord() >>> 0;
  }

  /** A double in [0, 1) with 53 random bits, made of two draws. */
  nextDouble(): number {
    const high = this.nextWord() >>> 5;
    const low = this.nextWord() >>> 6;
    return (high * 67108864 + low) * 2 ** -53;
  }

  /** As many calls of `nextDouble`, in one loop. */
  fillDoubles(out: Float64Array): void {
    const words = this.words;
    for (let i = 0; i < out.length; i++) {
      if (this.position > N - 2) {
        out[i] = this.nextDouble();
        continue;
      }
      // Both words lie in this block, as nearly always.
      const end = Math.min(out.length, i + ((N - this.position) >> 1));
      let position = this.position;
      for (; i < end; i++, position += 2) {
        out[i] = ((words[position] >>> 5) * 67108864 + (words[position + 1] >>> 6)) * 2 ** -53;
      }
      this.position = position;
      i--;
    }
  }

  /** A mask of as many calls of `nextDouble`. */
  fillBelow(mask: Floats, threshold: Threshold): void {
    const { value, limit, rows, columns } = threshold;
    const total = rows * columns;
    for (let first = 0; first < total; ) {
      const inBlock = (N - this.position) >> 1;
      if (inBlock === 0) {
        // The block ends before this draw, or within it.
        const place = (first % rows) * columns + Math.floor(first / rows);
        mask[place] = this.nextDouble() < limit ? value : 0;
        first += 1;
        continue;
      }
      const count = Math.min(total - first, inBlock);
      keepBelow(mask, threshold, this.words, this.position, count, first);
      this.position += 2 * count;
      first += count;
    }
  }

  /** The next 32 bits with the first as a sign: numbers that fit a machine word are the fast ones. */
  private nextWord(): number {
    if (this.position === N) this.refill();
    return this.words[this.position++];
  }

  /** Everything needed to go on later from here. */
  snapshot(): { state: number[]; position: number } {
    return { state: Array.from(this.state, (word) => word >>> 0), position: this.position };
  }

  restore(snapshot: { readonly state: readonly number[]; readonly position: number }): void {
    this.state.set(snapshot.state);
    temperBlock(this.state, this.words);
    this.position = snapshot.position;
  }

  private seedByNumber(seed: number): void {
    const state = this.state;
    state[0] = seed >>> 0;
    for (let i = 1; i < N; i++) {
      const previous = state[i - 1] ^ (state[i - 1] >>> 30);
      state[i] = Math.imul(1812433253, previous) + i;
    }
    this.position = N;
  }

  private seedByList(key: readonly number[]): void {
    this.seedByNumber(19650218);
    const state = this.state;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, key.length); k > 0; k--) {
      const previous = state[i - 1] ^ (state[i - 1] >>> 30);
      state[i] = (state[i] ^ Math.imul(previous, 1664525)) + (key[j] | 0) + j;
      j = (j + 1) % key.length;
      if (++i === N) {
        state[0] = state[N - 1];
        i = 1;
      }
    }
    for (let k = N - 1; k > 0; k--) {
      const previous = state[i - 1] ^ (state[i - 1] >>> 30);
      state[i] = (state[i] ^ Math.imul(previous, 1566083941)) - i;
      if (++i === N) {
        state[0] = state[N - 1];
        i = 1;
      }
    }
    state[0] = 0x80000000;
  }

  private refill(): void {
    nextBlock(this.state, this.words);
    this.position = 0;
  }
}

const N = BLOCK;
