import type { Floats } from "../backend/kernels.js";
import {
  BLOCK,
  fillBelow,
  type Generator,
  nextWord,
  type Threshold,
  temperBlock,
} from "../backend/mersenne-twister.js";

/**
 * MT19937, the generator behind NumPy's legacy `RandomState` (Matsumoto & Nishimura 1998).
 *
 * State: 624 words of 32 bits. A block of 624 outputs is made at once and handed out one by one.
 */
export class MersenneTwister {
  private readonly generator: Generator = {
    state: new Int32Array(N),
    words: new Int32Array(N),
    position: N,
  };

  /** One number seeds as `init_genrand`, a list as `init_by_array`: what NumPy does with either. */
  constructor(seed: number | readonly number[]) {
    if (typeof seed === "number") this.seedByNumber(seed);
    else this.seedByList(seed);
  }

  /** The next 32 random bits, as a number in [0, 2³²). */
  nextUint32(): number {
    return nextWord(this.generator) >>> 0;
  }

  /** A double in [0, 1) with 53 random bits, made of two draws. */
  nextDouble(): number {
    const high = nextWord(this.generator) >>> 5;
    const low = nextWord(this.generator) >>> 6;
    return (high * 67108864 + low) * 2 ** -53;
  }

  /** As many calls of `nextDouble`, in one loop. */
  fillDoubles(out: Float64Array): void {
    const { generator } = this;
    const { words } = generator;
    for (let i = 0; i < out.length; i++) {
      if (generator.position > N - 2) {
        out[i] = this.nextDouble();
        continue;
      }
      // Both words lie in this block, as nearly always.
      const end = Math.min(out.length, i + ((N - generator.position) >> 1));
      let { position } = generator;
      for (; i < end; i++, position += 2) {
        out[i] = ((words[position] >>> 5) * 67108864 + (words[position + 1] >>> 6)) * 2 ** -53;
      }
      generator.position = position;
      i--;
    }
  }

  /** A mask of as many calls of `nextDouble`. */
  fillBelow(mask: Floats, threshold: Threshold): void {
    fillBelow(this.generator, mask, threshold);
  }

  /** Everything needed to go on later from here. */
  snapshot(): { state: number[]; position: number } {
    return {
      state: Array.from(this.generator.state, (word) => word >>> 0),
      position: this.generator.position,
    };
  }

  restore(snapshot: { readonly state: readonly number[]; readonly position: number }): void {
    const { generator } = this;
    generator.state.set(snapshot.state);
    temperBlock(generator.state, generator.words);
    generator.position = snapshot.position;
  }

  private seedByNumber(seed: number): void {
    const { state } = this.generator;
    state[0] = seed >>> 0;
    for (let i = 1; i < N; i++) {
      const previous = state[i - 1] ^ (state[i - 1] >>> 30);
      state[i] = Math.imul(1812433253, previous) + i;
    }
    this.generator.position = N;
  }

  private seedByList(key: readonly number[]): void {
    this.seedByNumber(19650218);
    const { state } = this.generator;
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
}

const N = BLOCK;
