import { operations, type Selection } from "./dispatch.js";
import { ShapeError, ValueError } from "./errors.js";
import { formatShape, sameShape } from "./shape.js";
import type { Tensor } from "./tensor.js";

/** How a window moves over an image. */
export interface WindowOptions {
  /** How far it moves each time; default 1 for a convolution, the window's size for pooling. */
  readonly stride?: number;
  /** How many zeros are added on each side of the image; default 0. */
  readonly padding?: number;
}

/** A convolution may also add a number to each output channel. */
export interface ConvolutionOptions extends WindowOptions {
  /** (channels out) */
  readonly bias?: Tensor;
}

/** A window of `height` × `width` on its way over images. */
interface Sweep {
  readonly height: number;
  readonly width: number;
  readonly stride: number;
  readonly padding: number;
}

/**
 * The convolution of images with learned filters (cross-correlation, as everywhere in deep learning). Every
 * window becomes a row (im2col), and the convolution one matrix product.
 *
 * @param x       images, (m, channels in, height, width)
 * @param weight  filters, (channels out, channels in, filter height, filter width)
 * @returns       (m, channels out, (height + 2 padding − filter height) / stride + 1, likewise the width)
 * @throws ShapeError when the channels differ, the filter is larger than the padded image, or the bias of another
 *                    length than the filters
 * @example conv2d(x, weight, { bias, padding: 1 })
 */
export function conv2d(x: Tensor, weight: Tensor, options: ConvolutionOptions = {}): Tensor {
  const { bias, stride = 1, padding = 0 } = options;
  const [m, channels] = x.shape;
  const [filters, depth, height, width] = weight.shape;
  if (x.rank !== 4 || weight.rank !== 4 || channels !== depth) {
    throw new ShapeError(
      `conv2d: images ${formatShape(x.shape)} and filters ${formatShape(weight.shape)} do not fit`,
      {
        expected: [m, depth, "height", "width"],
        received: x.shape,
        help: "images are (m, channels, height, width), filters (out, channels, height, width)",
      },
    );
  }
  if (bias !== undefined && !sameShape(bias.shape, [filters])) {
    throw new ShapeError(`conv2d: a bias of shape ${formatShape(bias.shape)} for ${filters} filters`, {
      expected: [filters],
      received: bias.shape,
      help: `one number for each filter: (${filters})`,
    });
  }
  const sweep = checkedSweep("conv2d", x, { height, width, stride, padding });
  const [rows, columns] = windowsOf(x, sweep);
  const patches = operations.gather([x], patchesOf(x, sweep));
  const patch = depth * height * width;
  const flat = weight.reshape(filters, patch);
  const products = patches.reshape(m * rows * columns, patch).matmul(flat.T);
  const sums = bias === undefined ? products : products.add(bias);
  return sums.reshape(m, rows, columns, filters).transpose(0, 3, 1, 2);
}

/**
 * The largest number in each window of an image.
 *
 * @param x     images, (m, channels, height, width)
 * @param size  the window's height and width
 * @returns     (m, channels, (height − size) / stride + 1, likewise the width), rounded down
 * @throws ShapeError when x is no stack of images, or smaller than the window
 * @example maxPool2d(x, 2) // halves height and width
 */
export function maxPool2d(x: Tensor, size: number, options: Pick<WindowOptions, "stride"> = {}): Tensor {
  if (x.rank !== 4) {
    throw new ShapeError(`maxPool2d: ${formatShape(x.shape)} are no images`, {
      expected: ["m", "channels", "height", "width"],
      received: x.shape,
      help: "images are (m, channels, height, width)",
    });
  }
  const [m, channels, height, width] = x.shape;
  const stride = options.stride ?? size;
  const sweep = checkedSweep("maxPool2d", x, { height: size, width: size, stride, padding: 0 });
  const [rows, columns] = windowsOf(x, sweep);
  const planes = x.reshape(m * channels, 1, height, width);
  const windows = operations.gather([planes], patchesOf(planes, sweep));
  return windows.max(-1).reshape(m, channels, rows, columns);
}

/** How many windows fit below and beside each other. */
function windowsOf(x: Tensor, { height, width, stride, padding }: Sweep): [number, number] {
  const count = (length: number, size: number): number =>
    Math.floor((length + 2 * padding - size) / stride) + 1;
  return [count(x.shape[2], height), count(x.shape[3], width)];
}

/** The numbers under every window: (m, windows, channels · height · width). */
function patchesOf(x: Tensor, sweep: Sweep): Selection {
  const [m, channels, imageHeight, imageWidth] = x.shape;
  const { height, width, stride, padding } = sweep;
  const [rows, columns] = windowsOf(x, sweep);
  const patch = channels * height * width;
  const positions = new Int32Array(rows * columns * patch);
  for (let next = 0; next < positions.length; next++) {
    const window = Math.floor(next / patch);
    const within = next % patch;
    const channel = Math.floor(within / (height * width));
    const i = Math.floor(window / columns) * stride - padding + (Math.floor(within / width) % height);
    const j = (window % columns) * stride - padding + (within % width);
    const outside = i < 0 || j < 0 || i >= imageHeight || j >= imageWidth;
    positions[next] = outside ? -1 : (channel * imageHeight + i) * imageWidth + j;
  }
  return { items: m, positions, shape: [m, rows * columns, patch] };
}

function checkedSweep(operation: string, x: Tensor, sweep: Sweep): Sweep {
  const { height, width, stride, padding } = sweep;
  const whole = [height, width, stride].every((n) => Number.isInteger(n) && n >= 1);
  if (!whole || !Number.isInteger(padding) || padding < 0) {
    throw new ValueError(
      `${operation}: a window ${height} × ${width}, stride ${stride}, padding ${padding}`,
      {
        expected: "whole numbers; size and stride at least 1, padding at least 0",
        received: sweep,
        help: "the usual: stride 1 and padding (size − 1) / 2 keep the image's size",
      },
    );
  }
  if (x.shape[2] + 2 * padding < height || x.shape[3] + 2 * padding < width) {
    throw new ShapeError(
      `${operation}: a window of ${height} × ${width} does not fit into an image of ${x.shape[2]} × ${x.shape[3]} with padding ${padding}`,
      { expected: [height, width], received: x.shape, help: "use a smaller window, or more padding" },
    );
  }
  return sweep;
}
