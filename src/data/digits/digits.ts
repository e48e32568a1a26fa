import { RandomState } from "../../random/random-state.js";
import { tensor } from "../../tensor/create.js";
import type { DType } from "../../tensor/dtype.js";
import { ValueError } from "../../tensor/errors.js";
import { Dataset, type Splits } from "../dataset.js";
import type { SampleOptions } from "../points/plane.js";
import { everyday, writeDigit } from "./handwriting.js";

/** What `digits` may be told. */
export interface DigitsOptions extends SampleOptions {
  /** Images to train on; default 1000. */
  readonly train?: number;
  /** Images to choose by; default 500. */
  readonly dev?: number;
  /** Images to judge by; default 500. */
  readonly test?: number;
  /** Pixels on each side; default 16. */
  readonly side?: number;
  /** Default float64. */
  readonly dtype?: DType;
}

const classes = 10;

/**
 * Handwritten digits, made up: small grey images of ten classes, drawn from strokes.
 *
 * Each digit has two or three ways to be written. The strokes wobble, the digit is tilted, slanted, scaled
 * and shifted at random, the pen is thin or thick and the ink pale or dark, and every pixel has some noise;
 * see `everyday` for how much. Nothing is taken from MNIST, which the loaders read for those who have it.
 *
 * Classes take turns, 0 to 9 and over again. Train, dev and test are consecutive draws from one stream.
 *
 * @returns x (m, side²) row by row, from 0 (paper) to 1 (ink); y (m, 1), the digit
 * @throws ValueError when a number of images or pixels is out of range
 * @example const { train, dev, test } = datasets.digits({ train: 2000, seed: 1 });
 */
export function digits(options: DigitsOptions = {}): Splits {
  const { train = 1000, dev = 500, test = 500, side = 16, dtype = "float64", seed = 1 } = options;
  checkCounts({ train, dev, test, side });
  const rng = new RandomState(seed);
  const write = (name: string, size: number): Dataset => {
    const x = new Float64Array(size * side * side);
    for (let i = 0; i < size; i++) x.set(writeDigit(i % classes, side, everyday, rng), i * side * side);
    const y = Float64Array.from({ length: size }, (_, i) => i % classes);
    return new Dataset(
      name,
      tensor(x, { shape: [size, side * side], dtype }),
      tensor(y, { shape: [size, 1], dtype }),
    );
  };
  return { train: write("train", train), dev: write("dev", dev), test: write("test", test) };
}

function checkCounts(counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) {
    const fewest = name === "side" ? 8 : 1;
    if (Number.isInteger(count) && count >= fewest) continue;
    throw new ValueError(`digits: ${name} cannot be ${count}`, {
      expected: `a whole number from ${fewest}`,
      received: count,
      help: "datasets.digits({ train: 1000, dev: 500, test: 500, side: 16 })",
    });
  }
}
