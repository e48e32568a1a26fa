import { expect, test } from "vitest";
import {
  BLOCK,
  fillBelow,
  type Generator,
  nextBlock,
  plainFillBelow,
  plainNextBlock,
  temperBlock,
} from "../../src/backend/mersenne-twister.js";

test("the compiled block is the plain one, bit for bit, block after block", () => {
  const state = Int32Array.from({ length: BLOCK }, (_, i) => Math.imul(i + 1, 0x9e3779b9));
  const [compiled, plain] = [state.slice(), state.slice()];
  const [words, expected] = [new Int32Array(BLOCK), new Int32Array(BLOCK)];
  for (let block = 0; block < 20; block++) {
    nextBlock(compiled, words);
    plainNextBlock(plain, expected);
    expect(compiled).toEqual(plain);
    expect(words).toEqual(expected);
  }
});

test("two generators do not disturb each other", () => {
  const seeds = [1, 2].map((seed) =>
    Int32Array.from({ length: BLOCK }, (_, i) => Math.imul(i + seed, 0x85ebca6b)),
  );
  const words = new Int32Array(BLOCK);
  const alone = seeds[0].slice();
  nextBlock(alone, words);
  nextBlock(alone, words);
  const mixed = seeds.map((seed) => seed.slice());
  for (let block = 0; block < 2; block++) for (const state of mixed) nextBlock(state, words);
  expect(mixed[0]).toEqual(alone);
});

test("the compiled mask is the plain one, wherever a block ends and however many columns there are", () => {
  const seeded = (position: number): Generator => {
    const state = Int32Array.from({ length: BLOCK }, (_, i) => Math.imul(i + 1, 0x9e3779b9));
    const words = new Int32Array(BLOCK);
    temperBlock(state, words);
    return { state, words, position };
  };
  for (const array of [Float64Array, Float32Array]) {
    for (const [rows, columns] of [
      [1, 700],
      [97, 11],
      [128, 4],
      [700, 1],
      [313, 6],
    ]) {
      for (const position of [0, 1, BLOCK - 1, BLOCK]) {
        const threshold = { value: 1.25, limit: 0.8, rows, columns };
        const [compiled, plain] = [seeded(position), seeded(position)];
        const [mask, expected] = [new array(rows * columns), new array(rows * columns)];
        fillBelow(compiled, mask, threshold);
        plainFillBelow(plain, expected, threshold);
        expect(mask).toEqual(expected);
        expect(compiled).toEqual(plain);
      }
    }
  }
});
