import "../helpers/allclose.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arange,
  checkGrads,
  conv2d,
  grad,
  maxPool2d,
  ones,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../../src/index.js";
import { dtypes, tensors } from "../helpers/arbitraries.js";

/** The definition: every output number is a sum over a window. */
function naive(x: Tensor, w: Tensor, stride: number, padding: number): Tensor {
  const [m, channels, height, width] = x.shape;
  const [filters, , fh, fw] = w.shape;
  const rows = Math.floor((height + 2 * padding - fh) / stride) + 1;
  const columns = Math.floor((width + 2 * padding - fw) / stride) + 1;
  const inside = (i: number, j: number): boolean => i >= 0 && j >= 0 && i < height && j < width;
  const out: number[] = [];
  for (let n = 0; n < m; n++) {
    for (let f = 0; f < filters; f++) {
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          let sum = 0;
          for (let k = 0; k < channels; k++) {
            for (let i = 0; i < fh; i++) {
              for (let j = 0; j < fw; j++) {
                const [y, z] = [r * stride - padding + i, c * stride - padding + j];
                if (inside(y, z)) sum += x.at(n, k, y, z) * w.at(f, k, i, j);
              }
            }
          }
          out.push(sum);
        }
      }
    }
  }
  return tensor(Float64Array.from(out), { shape: [m, filters, rows, columns] });
}

const side = fc.integer({ min: 1, max: 3 });

describe("conv2d", () => {
  test.each(dtypes)("is the sum over each window, %s", (dtype) => {
    const property = fc.property(
      fc
        .tuple(side, side, side, side, side, fc.integer({ min: 0, max: 2 }), side)
        .chain(([m, channels, filters, fh, fw, padding, stride]) =>
          fc.tuple(
            tensors([m, channels, 4, 5], { dtype }),
            tensors([filters, channels, fh, fw], { dtype }),
            fc.constant({ padding, stride }),
          ),
        ),
      ([x, w, options]) => {
        expect(conv2d(x, w, options)).toBeAllclose(naive(x, w, options.stride, options.padding), {
          absolute: 1e-4,
        });
      },
    );
    fc.assert(property, { numRuns: 30 });
  });
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(
      tensors([2, 2, 4, 3], { dtype }),
      tensors([2, 2, 2, 2], { dtype }),
      tensors([2], { dtype }),
      (x, w, bias) => {
        const f = (a: Tensor, b: Tensor, c: Tensor): Tensor =>
          conv2d(a, b, { bias: c, padding: 1, stride: 2 });
        checkGrads(f, x, w, bias, { order: 2, elements: 20, name: "conv2d" });
      },
    );
    fc.assert(property, { numRuns: 3 });
  });
  test("of no images is no images, and leaves the filters a gradient of 0", () => {
    const [x, w] = [zeros([0, 1, 4, 4]), ones([3, 1, 3, 3])];
    expect(conv2d(x, w, { bias: zeros([3]) }).shape).toEqual([0, 3, 2, 2]);
    const [dx, dw] = grad((a: Tensor, b: Tensor) => conv2d(a, b).sum())(x, w);
    expect(dx.shape).toEqual([0, 1, 4, 4]);
    expect(dw).toBeAllclose(zeros([3, 1, 3, 3]));
  });
  test.each([[[2]], [[4, 3]], [[]]])("wants one bias for each filter, not shape (%s)", (shape) => {
    const call = (): Tensor => conv2d(zeros([1, 1, 4, 4]), zeros([3, 1, 3, 3]), { bias: zeros(shape) });
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(
      `conv2d: a bias of shape (${shape.join(", ")}) for 3 filters\n  help: one number for each filter: (3)`,
    );
  });
  test("adds the bias to its channel", () => {
    const y = conv2d(zeros([1, 1, 2, 2]), zeros([2, 1, 1, 1]), { bias: tensor([3, 4]) });
    expect([y.at(0, 0, 1, 1), y.at(0, 1, 0, 0)]).toEqual([3, 4]);
  });
  test("names what does not fit", () => {
    expect(() => conv2d(zeros([1, 3, 5, 5]), zeros([4, 2, 3, 3]))).toThrow(ShapeError);
    expect(() => conv2d(zeros([1, 3, 5, 5]), zeros([4, 2, 3, 3]))).toThrow(
      "conv2d: images (1, 3, 5, 5) and filters (4, 2, 3, 3) do not fit\n" +
        "  help: images are (m, channels, height, width), filters (out, channels, height, width)",
    );
    expect(() => conv2d(zeros([1, 1, 2, 2]), zeros([1, 1, 3, 3]))).toThrow(
      "conv2d: a window of 3 × 3 does not fit into an image of 2 × 2 with padding 0",
    );
    expect(() => conv2d(zeros([1, 1, 2, 2]), zeros([1, 1, 1, 1]), { stride: 0 })).toThrow(
      "conv2d: a window 1 × 1, stride 0, padding 0",
    );
  });
});

describe("maxPool2d", () => {
  test("of no images is no images", () => {
    expect(maxPool2d(zeros([0, 2, 4, 4]), 2).shape).toEqual([0, 2, 2, 2]);
  });
  test("is the largest number of each window", () => {
    const x = arange(16).reshape(1, 1, 4, 4);
    expect(maxPool2d(x, 2)).toBeAllclose([
      [
        [
          [5, 7],
          [13, 15],
        ],
      ],
    ]);
    expect(maxPool2d(x, 2, { stride: 1 }).shape).toEqual([1, 1, 3, 3]);
    expect(maxPool2d(arange(18).reshape(1, 2, 3, 3), 2).shape).toEqual([1, 2, 1, 1]);
  });
  test("of negative numbers is negative", () => {
    expect(maxPool2d(ones([1, 1, 2, 2]).mul(-3), 2).item()).toBe(-3);
  });
  test("has the differences' derivatives, first and second", () => {
    const x = arange(32).mul(7).sin().mul(3).reshape(1, 2, 4, 4);
    checkGrads((t) => maxPool2d(t, 2).square(), x, { order: 2, name: "maxPool2d" });
    checkGrads((t) => maxPool2d(t, 3, { stride: 1 }), x, { name: "maxPool2d with overlap" });
  });
  test("wants images", () => {
    expect(() => maxPool2d(zeros([4, 4]), 2)).toThrow(
      "maxPool2d: (4, 4) are no images\n  help: images are (m, channels, height, width)",
    );
  });
});
