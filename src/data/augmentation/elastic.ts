import type { RandomState } from "../../random/random-state.js";

/** How an image is bent like rubber. */
export interface Elastic {
  /** Standard deviation of how far a pixel moves in each direction, in pixels. */
  readonly strength: number;
  /** How far off two pixels still move together, in pixels: the deviation of the Gaussian that smooths. */
  readonly smoothness: number;
}

/**
 * A random field of displacements along one direction: normal noise, smoothed by a Gaussian (Simard, Steinkraus
 * and Platt 2003). The Gaussian's weights are scaled so that their squares sum to 1, which keeps the noise's
 * deviation: inside the image it is `strength`, at its edges, where part of the Gaussian is missing, less.
 *
 * @returns height · width displacements in pixels, row by row
 */
export function displacements(
  height: number,
  width: number,
  elastic: Elastic,
  rng: RandomState,
): Float64Array {
  const noise = Float64Array.from({ length: height * width }, () => elastic.strength * rng.randn());
  const weights = gaussian(elastic.smoothness);
  const alongRows = smooth(noise, weights, { lines: height, lineStep: width, length: width, step: 1 });
  return smooth(alongRows, weights, { lines: width, lineStep: 1, length: height, step: width });
}

/** The lines of an image, its rows or its columns: where each begins, and how far apart its pixels lie. */
interface Lines {
  readonly lines: number;
  readonly lineStep: number;
  readonly length: number;
  readonly step: number;
}

function smooth(values: Float64Array, weights: Float64Array, lines: Lines): Float64Array {
  const reach = (weights.length - 1) / 2;
  const smoothed = new Float64Array(values.length);
  for (let line = 0; line < lines.lines; line++) {
    const start = line * lines.lineStep;
    for (let at = 0; at < lines.length; at++) {
      let sum = 0;
      const first = Math.max(0, at - reach);
      const last = Math.min(lines.length - 1, at + reach);
      for (let k = first; k <= last; k++) sum += weights[k - at + reach] * values[start + k * lines.step];
      smoothed[start + at * lines.step] = sum;
    }
  }
  return smoothed;
}

/** Up to three deviations to both sides; the squares sum to 1. */
function gaussian(deviation: number): Float64Array {
  if (deviation === 0) return Float64Array.of(1);
  const reach = Math.ceil(3 * deviation);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * deviation * deviation)),
  );
  const norm = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return weights.map((weight) => weight / norm);
}
