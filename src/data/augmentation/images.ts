import { ShapeError } from "../../tensor/errors.js";
import { formatShape } from "../../tensor/shape.js";
import { Tensor } from "../../tensor/tensor.js";

/** How a tensor of images is laid out. */
export interface ImageLayout {
  /** m */
  readonly images: number;
  /** 1 for grey images, 3 for red, green and blue. */
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/**
 * How the images in a tensor are laid out: (m, side²) square and flattened, (m, height, width), or (m,
 * channels, height, width).
 *
 * @throws ShapeError when it is none of these
 */
export function imageLayout(asked: string, { shape }: Tensor): ImageLayout {
  const [images, ...rest] = shape;
  if (rest.length === 3) return { images, channels: rest[0], height: rest[1], width: rest[2] };
  if (rest.length === 2) return { images, channels: 1, height: rest[0], width: rest[1] };
  const side = Math.sqrt(rest[0]);
  if (rest.length === 1 && Number.isInteger(side)) return { images, channels: 1, height: side, width: side };
  throw new ShapeError(`${asked}: ${formatShape(shape)} are no images`, {
    expected: "(m, side²), (m, height, width) or (m, channels, height, width)",
    received: shape,
    help: "reshape flattened images that are not square: x.reshape(m, height, width)",
  });
}

/**
 * Changes every image on its own: `change` is called for each image, and what it returns for each of that
 * image's channels, to read its pixels and write the new ones.
 */
export function mapImages(
  x: Tensor,
  { images, channels, height, width }: ImageLayout,
  change: (image: number) => (pixels: Pixels, out: Pixels) => void,
): Tensor {
  const from = x.data;
  const to = x.dtype === "float64" ? new Float64Array(from.length) : new Float32Array(from.length);
  const area = height * width;
  for (let image = 0; image < images; image++) {
    const changeChannel = change(image);
    for (let channel = 0; channel < channels; channel++) {
      const start = (image * channels + channel) * area;
      changeChannel(from.subarray(start, start + area), to.subarray(start, start + area));
    }
  }
  return new Tensor(to, x.shape);
}

/** One channel of one image, row by row. */
export type Pixels = Float64Array | Float32Array;
