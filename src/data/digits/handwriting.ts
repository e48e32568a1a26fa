import type { RandomState } from "../../random/random-state.js";
import type { Point } from "../points/plane.js";
import { glyphs, type Stroke } from "./glyphs.js";
import { drawPaths, pathOf } from "./pen.js";

/** How much handwriting varies; lengths are shares of the image's side. */
export interface Handwriting {
  /** Standard deviation of each point of a stroke. */
  readonly wobble: number;
  /** The largest tilt, in degrees. */
  readonly tilt: number;
  /** How far the top leans to the right, for each unit of height: the least and the most. */
  readonly slant: readonly [number, number];
  /** The smallest and the largest size, and by how much the width departs from the height. */
  readonly size: readonly [number, number];
  readonly stretch: number;
  /** The furthest shift from the middle. */
  readonly shift: number;
  /** The thinnest and the thickest line. */
  readonly width: readonly [number, number];
  /** The palest and the darkest ink. */
  readonly ink: readonly [number, number];
  /** Standard deviation of each pixel's noise. */
  readonly noise: number;
}

/** Varied enough that a linear softmax falls well short, and people still read nearly all. */
export const everyday: Handwriting = {
  wobble: 0.025,
  tilt: 12,
  slant: [-0.15, 0.4],
  size: [0.7, 1],
  stretch: 0.15,
  shift: 0.07,
  width: [0.06, 0.15],
  ink: [0.65, 1],
  noise: 0.06,
};

/**
 * Writes one digit.
 *
 * Draws, in order: which way to write it, a normal pair for each point of its strokes, tilt, slant, size,
 * stretch, shift to the right and down, width, ink, and a normal number for each pixel.
 *
 * @returns  side · side grey values row by row, 0 for paper and 1 for ink
 */
export function writeDigit(digit: number, side: number, hand: Handwriting, rng: RandomState): Float64Array {
  const ways = glyphs[digit];
  const wobbled = ways[rng.randint(ways.length)].map(
    (stroke): Stroke => ({
      smooth: stroke.smooth,
      through: stroke.through.map(([x, y]): Point => {
        const right = hand.wobble * rng.randn();
        return [x + right, y + hand.wobble * rng.randn()];
      }),
    }),
  );
  const place = placing(hand, rng);
  const paths = wobbled.map((stroke) => pathOf(stroke).map(place));
  const pen = { width: rng.uniform(...hand.width), ink: rng.uniform(...hand.ink) };
  return drawPaths(paths, side, pen).map((grey) => Math.min(1, Math.max(0, grey + hand.noise * rng.randn())));
}

/** A random tilt, slant, size and place: a map of the unit box about its middle. */
function placing(hand: Handwriting, rng: RandomState): (point: Point) => Point {
  const tilt = (rng.uniform(-hand.tilt, hand.tilt) * Math.PI) / 180;
  const slant = rng.uniform(...hand.slant);
  const height = rng.uniform(...hand.size);
  const width = height * (1 + rng.uniform(-hand.stretch, hand.stretch));
  const right = rng.uniform(-hand.shift, hand.shift);
  const down = rng.uniform(-hand.shift, hand.shift);
  return ([x, y]) => {
    const v = (y - 0.5) * height;
    const u = (x - 0.5) * width - slant * v;
    return [
      0.5 + right + u * Math.cos(tilt) - v * Math.sin(tilt),
      0.5 + down + u * Math.sin(tilt) + v * Math.cos(tilt),
    ];
  };
}
