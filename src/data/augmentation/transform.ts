import type { Tensor } from "../../tensor/tensor.js";
import { imageLayout, mapImages } from "./images.js";
import { resample, type SourceOf } from "./resample.js";

/** What to do with an image, about its middle and in this order. */
export interface Transform {
  /** Mirror it, left to right. */
  readonly flip?: boolean;
  /** Lean it over: how far its top moves to the right, for each pixel of height. */
  readonly shear?: number;
  /** Enlarge it, above 1, or make it smaller. */
  readonly scale?: number;
  /** Turn it anticlockwise, in degrees. */
  readonly rotate?: number;
  /** Move it, in pixels, to the right and down. */
  readonly shift?: readonly [right: number, down: number];
}

/**
 * Flips, shears, scales, turns and shifts all images alike. Pixels between others are mixed from their four
 * neighbours; what comes in from outside is background.
 *
 * @param x           images: (m, side²), (m, height, width) or (m, channels, height, width)
 * @param background  default 0
 * @returns           of the same shape
 * @throws ShapeError when x are no images
 * @example transformImages(train.x, { rotate: 15 })
 */
export function transformImages(x: Tensor, transform: Transform, background: number = 0): Tensor {
  const layout = imageLayout("transformImages", x);
  const source = sourceOf(transform, layout.height, layout.width);
  return mapImages(x, layout, () => (pixels, out) => resample(pixels, out, layout, source, background));
}

/**
 * Where each pixel of the result comes from. The transform takes a point p of the image to M p + shift; so a
 * point q of the result comes from M⁻¹ (q − shift).
 */
export function sourceOf(transform: Transform, height: number, width: number): SourceOf {
  const { flip = false, shear = 0, scale = 1, rotate = 0, shift = [0, 0] } = transform;
  const cos = Math.cos((rotate * Math.PI) / 180);
  const sin = Math.sin((rotate * Math.PI) / 180);
  const mirror = flip ? -1 : 1;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  return (column, row, source) => {
    const right = column - middleX - shift[0];
    const down = row - middleY - shift[1];
    // Rotation, scale, shear and flip undone, the last first; down is positive, so anticlockwise is −sin.
    const x = (right * cos - down * sin) / scale;
    const y = (right * sin + down * cos) / scale;
    source.x = middleX + mirror * (x + shear * y);
    source.y = middleY + y;
  };
}
