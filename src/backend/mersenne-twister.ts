import { persistent } from "./memory.js";
import { reserve } from "./reserve.js";
import { hasSimd, openTwister } from "./wasm-module.js";

/** How many words of 32 bits MT19937 makes at once. */
export const BLOCK = 624;

/**
 * The next block of MT19937 (Matsumoto & Nishimura 1998).
 *
 * @param state  the generator's 624 words; replaced by the next ones
 * @param words  filled with the same, tempered: what the generator hands out
 */
export type NextBlock = (state: Int32Array, words: Int32Array) => void;

/** In plain TypeScript: what it means, and what runs where there is no SIMD. */
export const plainNextBlock: NextBlock = (state, words) => {
  // In three runs, so that no index needs a remainder: i + M and i + 1 inside, then past the end.
  for (let i = 0; i < BLOCK - M; i++) state[i] = state[i + M] ^ twist(state[i], state[i + 1]);
  for (let i = BLOCK - M; i < BLOCK - 1; i++) state[i] = state[i + M - BLOCK] ^ twist(state[i], state[i + 1]);
  state[BLOCK - 1] = state[M - 1] ^ twist(state[BLOCK - 1], state[0]);
  temperBlock(state, words);
};

/** Spreads each word's randomness over all of its bits. */
export function temperBlock(state: Int32Array, words: Int32Array): void {
  for (let i = 0; i < BLOCK; i++) {
    let y = state[i];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    words[i] = y ^ (y >>> 18);
  }
}

/** The next block, by the compiled kernel where the runtime has SIMD. */
export const nextBlock: NextBlock = hasSimd() ? compiledNextBlock() : plainNextBlock;

function compiledNextBlock(): NextBlock {
  const { mersenneTwister } = openTwister(reserve);
  // Generators come and go; all of them pass through one place in the kernels' memory: state, then words.
  const place = persistent("float64", BLOCK);
  const both = new Int32Array(place.buffer, place.byteOffset, 2 * BLOCK);
  const [state, words] = [both.subarray(0, BLOCK), both.subarray(BLOCK)];
  return (ownState, ownWords) => {
    state.set(ownState);
    mersenneTwister(place.byteOffset);
    ownState.set(state);
    ownWords.set(words);
  };
}

const M = 397;

/** The upper bit of one word and the lower bits of the next, halved, and mixed where the last bit is set. */
function twist(word: number, next: number): number {
  const y = (word & 0x80000000) | (next & 0x7fffffff);
  return (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
}
