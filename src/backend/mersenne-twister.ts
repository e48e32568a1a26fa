import type { Floats } from "./kernels.js";
import { persistent } from "./memory.js";
import { reserve } from "./reserve.js";
import { CAPACITY, clear, putBack, room, takeRoom } from "./scratch.js";
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

/** Which of some draws are below a limit, as the mask of a batch: what dropout needs of them. */
export interface Threshold {
  /** What stands for a draw below the limit; 0 for the others. */
  readonly value: number;
  readonly limit: number;
  /** The draws are a (columns, rows) matrix, row by row; the mask is its transpose, (rows, columns). */
  readonly rows: number;
  readonly columns: number;
}

/** A generator between two draws. */
export interface Generator {
  readonly state: Int32Array;
  /** The state, tempered: what is handed out. */
  readonly words: Int32Array;
  /** The word that is next; BLOCK when all are used up. */
  position: number;
}

/** The next 32 bits with the first as a sign: numbers that fit a machine word are the fast ones. */
export function nextWord(generator: Generator): number {
  if (generator.position === BLOCK) {
    nextBlock(generator.state, generator.words);
    generator.position = 0;
  }
  return generator.words[generator.position++];
}

/** Fills a mask. Each draw takes two words. */
export type FillBelow = (generator: Generator, mask: Floats, threshold: Threshold) => void;

/**
 * A draw has 53 bits, and its limit is compared in two parts. The upper 27 nearly always tell; so no double has to be
 * made.
 */
export const plainFillBelow: FillBelow = (generator, mask, { value, limit, rows, columns }) => {
  const { high, low } = partsOf(limit);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const upper = nextWord(generator) >>> 5;
      const lower = nextWord(generator) >>> 6;
      const isBelow = upper < high || (upper === high && lower < low);
      mask[row * columns + column] = isBelow ? value : 0;
    }
  }
};

/** The upper 27 and the lower 26 bits of a limit from 0 to 1; whole numbers below `low` are below its 26 bits. */
function partsOf(limit: number): { high: number; low: number } {
  const scaled = limit * 2 ** 27;
  const high = Math.floor(scaled);
  return { high, low: Math.ceil((scaled - high) * 2 ** 26) };
}

const compiled = hasSimd() ? openCompiled() : undefined;

/** The next block, by the compiled kernel where the runtime has SIMD. */
export const nextBlock: NextBlock = compiled?.nextBlock ?? plainNextBlock;

/** Fills a mask, by the compiled kernel where the runtime has SIMD and its memory has room. */
export const fillBelow: FillBelow = compiled?.fillBelow ?? plainFillBelow;

/** As many columns of a mask are drawn before they get to their places (BAND in wasm/mersenne-twister.ts). */
const BAND = 4;

function openCompiled(): { nextBlock: NextBlock; fillBelow: FillBelow } {
  const { mersenneTwister, fillBelow64, fillBelow32 } = openTwister(reserve);
  // Generators come and go; all of them pass through one place in the kernels' memory: state, then words.
  const place = persistent("float64", BLOCK);
  const both = new Int32Array(place.buffer, place.byteOffset, 2 * BLOCK);
  const [state, words] = [both.subarray(0, BLOCK), both.subarray(BLOCK)];
  return {
    nextBlock(ownState, ownWords) {
      state.set(ownState);
      mersenneTwister(place.byteOffset);
      ownState.set(state);
      ownWords.set(words);
    },
    fillBelow(generator, mask, threshold) {
      const { value, limit, rows, columns } = threshold;
      const bandBytes = BAND * rows * mask.BYTES_PER_ELEMENT;
      if (mask.byteLength + bandBytes > CAPACITY) {
        plainFillBelow(generator, mask, threshold);
        return;
      }
      clear();
      const out = room(mask);
      const band = takeRoom(bandBytes);
      const { high, low } = partsOf(limit);
      const fill = mask.BYTES_PER_ELEMENT === 8 ? fillBelow64 : fillBelow32;
      state.set(generator.state);
      const { position } = generator;
      generator.position = fill(place.byteOffset, position, high, low, value, out, rows, columns, band);
      generator.state.set(state);
      generator.words.set(words);
      putBack(mask, out);
    },
  };
}

const M = 397;

/** The upper bit of one word and the lower bits of the next, halved, and mixed where the last bit is set. */
function twist(word: number, next: number): number {
  const y = (word & 0x80000000) | (next & 0x7fffffff);
  return (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
}
