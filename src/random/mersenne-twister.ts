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
    this.temperAll();
    this.position = snapshot.position;
  }

  /** Spreads each word's randomness over all of its bits. */
  private temperAll(): void {
    for (let i = 0; i < N; i++) {
      let y = this.state[i];
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      this.words[i] = y ^ (y >>> 18);
    }
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
    const state = this.state;
    // In three runs, so that no index needs a remainder: i + M and i + 1 inside, then past the end.
    for (let i = 0; i < N - M; i++) state[i] = state[i + M] ^ twist(state[i], state[i + 1]);
    for (let i = N - M; i < N - 1; i++) state[i] = state[i + M - N] ^ twist(state[i], state[i + 1]);
    state[N - 1] = state[M - 1] ^ twist(state[N - 1], state[0]);
    this.temperAll();
    this.position = 0;
  }
}

/** The upper bit of one word and the lower bits of the next, halved, and mixed where the last bit is set. */
function twist(word: number, next: number): number {
  const y = (word & 0x80000000) | (next & 0x7fffffff);
  return (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
}

const N = 624;
const M = 397;
