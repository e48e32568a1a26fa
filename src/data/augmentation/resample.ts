import type { Pixels } from "./images.js";

/** A place in an image, in pixels from the middle of the first; between pixels too. */
export interface Spot {
  x: number;
  y: number;
}

/** Says, by filling in `source`, where in the image the pixel at (column, row) of the result comes from. */
export type SourceOf = (column: number, row: number, source: Spot) => void;

/** Fills `out` with the image as seen through `sourceOf`. */
export function resample(
  pixels: Pixels,
  out: Pixels,
  { height, width }: { readonly height: number; readonly width: number },
  sourceOf: SourceOf,
  background: number,
): void {
  const spot: Spot = { x: 0, y: 0 };
  const pixelAt = (column: number, row: number): number =>
    column >= 0 && column < width && row >= 0 && row < height ? pixels[row * width + column] : background;

  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      sourceOf(column, row, spot);
      const left = Math.floor(spot.x);
      const top = Math.floor(spot.y);
      const right = spot.x - left;
      const down = spot.y - top;
      const above = (1 - right) * pixelAt(left, top) + right * pixelAt(left + 1, top);
      const below = (1 - right) * pixelAt(left, top + 1) + right * pixelAt(left + 1, top + 1);
      out[row * width + column] = (1 - down) * above + down * below;
    }
  }
}
