import { RandomState } from "../../random/random-state.js";
import { ValueError } from "../../tensor/errors.js";
import type { Tensor } from "../../tensor/tensor.js";
import { Dataset } from "../dataset.js";
import { stackRows } from "../rows.js";
import { displacements, type Elastic } from "./elastic.js";
import { type ImageLayout, imageLayout, mapImages, type Pixels } from "./images.js";
import { resample, type SourceOf } from "./resample.js";
import { sourceOf, type Transform } from "./transform.js";

/** By how much images are changed at random; what is left out is left alone. */
export interface Augmentation {
  /** The probability that an image is mirrored, left to right. Not for digits: a mirrored 2 is no 2. */
  readonly flip?: number;
  /** The largest turn either way, in degrees. */
  readonly rotate?: number;
  /** The furthest move in each direction, in pixels. */
  readonly shift?: number;
  /** The largest change of size: 0.1 for factors from 0.9 to 1.1. */
  readonly scale?: number;
  /** The furthest that the top leans over, for each pixel of height. */
  readonly shear?: number;
  /** The largest part of each side that is cut away; what is left, from anywhere in the image, fills it. */
  readonly crop?: number;
  /** Bend images like rubber. */
  readonly elastic?: Elastic;
  /** Standard deviation of normal noise on each pixel; no pixel leaves the range that the images had. */
  readonly noise?: number;
  /** What comes in from outside; default 0. */
  readonly background?: number;
}

/**
 * Changes each image at random, each in its own way.
 *
 * Draws, for each image and only for what is asked: flip, rotate, shift to the right and down, scale, shear,
 * crop (how much, then where from, to the right and down), elastic (the field to the right, then down), and
 * noise pixel by pixel, channel by channel.
 *
 * @param x  images: (m, side²), (m, height, width) or (m, channels, height, width)
 * @returns  of the same shape
 * @throws ShapeError when x are no images
 * @throws ValueError when an amount is out of range
 * @example augmentImages(train.x, { rotate: 10, shift: 1 }, new RandomState(1))
 */
export function augmentImages(x: Tensor, how: Augmentation, rng: RandomState): Tensor {
  checkAugmentation(how);
  const layout = imageLayout("augmentImages", x);
  const [lowest, highest] = rangeOf(x.data);
  return mapImages(x, layout, () => {
    const lens = randomLens(how, layout, rng);
    return (pixels, out) => {
      resample(pixels, out, layout, lens, how.background ?? 0);
      if (how.noise !== undefined) addNoise(out, how.noise, lowest, highest, rng);
    };
  });
}

/** What `augment` may be told: by how much images are changed, and how many are made. */
export interface AugmentOptions extends Augmentation {
  /** How many changed copies of each image are added; default 1. */
  readonly copies?: number;
  /** Default 0. */
  readonly seed?: number;
}

/**
 * A data set of images with changed copies of them: all originals first, then each set of copies. For train
 * sets only; dev and test shall tell how the model does on what is real.
 *
 * @returns (1 + copies) · m samples
 * @throws ShapeError, ValueError as augmentImages does
 * @example augment(train, { rotate: 10, shift: 1, scale: 0.1, copies: 3, seed: 1 })
 */
export function augment(data: Dataset, { copies = 1, seed = 0, ...how }: AugmentOptions): Dataset {
  if (!Number.isInteger(copies) || copies < 1) {
    throw new ValueError(`augment: ${copies} copies of each image`, {
      expected: "a whole number from 1",
      received: copies,
      help: "copies: 3",
    });
  }
  const rng = new RandomState(seed);
  let { x, y } = data;
  for (let copy = 0; copy < copies; copy++) {
    x = stackRows(x, augmentImages(data.x, how, rng));
    y = stackRows(y, data.y);
  }
  return new Dataset(data.name, x, y);
}

/** A random way to look at an image. */
function randomLens(how: Augmentation, { height, width }: ImageLayout, rng: RandomState): SourceOf {
  const transform = cropped(randomTransform(how, rng), how.crop, { height, width }, rng);
  const steady = sourceOf(transform, height, width);
  if (how.elastic === undefined) return steady;
  const right = displacements(height, width, how.elastic, rng);
  const down = displacements(height, width, how.elastic, rng);
  return (column, row, source) => {
    const at = row * width + column;
    steady(column + right[at], row + down[at], source);
  };
}

function randomTransform(how: Augmentation, rng: RandomState): Required<Transform> {
  const within = (most: number | undefined): number => (most === undefined ? 0 : rng.uniform(-most, most));
  return {
    flip: how.flip !== undefined && rng.rand() < how.flip,
    rotate: within(how.rotate),
    shift: [within(how.shift), within(how.shift)],
    scale: 1 + within(how.scale),
    shear: within(how.shear),
  };
}

/** Enlarges further, and shifts by no more than what that pushes over the edges: between pixel middles. */
function cropped(
  { shift, scale, ...others }: Required<Transform>,
  most: number | undefined,
  { height, width }: { readonly height: number; readonly width: number },
  rng: RandomState,
): Transform {
  if (most === undefined) return { shift, scale, ...others };
  const zoom = 1 / (1 - rng.uniform(0, most));
  const over = (side: number): number => rng.uniform(-1, 1) * ((zoom - 1) / 2) * (side - 1);
  return {
    ...others,
    scale: scale * zoom,
    shift: [zoom * shift[0] + over(width), zoom * shift[1] + over(height)],
  };
}

function addNoise(pixels: Pixels, deviation: number, low: number, high: number, rng: RandomState): void {
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = Math.min(high, Math.max(low, pixels[i] + deviation * rng.randn()));
  }
}

function rangeOf(values: Pixels): [lowest: number, highest: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function checkAugmentation({ background, elastic, ...amounts }: Augmentation): void {
  const mostOf: Readonly<Record<string, number>> = { flip: 1, scale: 0.99, crop: 0.99 };
  const all = {
    ...amounts,
    "elastic.strength": elastic?.strength,
    "elastic.smoothness": elastic?.smoothness,
  };
  for (const [name, amount] of Object.entries(all)) {
    const most = mostOf[name] ?? Number.MAX_VALUE;
    if (amount === undefined || (amount >= 0 && amount <= most)) continue;
    throw new ValueError(`augmentImages: ${name} cannot be ${amount}`, {
      expected: most === Number.MAX_VALUE ? "0 or more" : `from 0 to ${most}`,
      received: amount,
      help: "augmentImages(x, { rotate: 10, shift: 1, elastic: { strength: 1, smoothness: 4 } }, rng)",
    });
  }
}
