import { expect, test } from "vitest";
import { transformImages } from "../../../src/data/augmentation/transform.js";
import { tensor } from "../../../src/tensor/create.js";

// biome-ignore format: an image
const image = tensor([[
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]]);

/** The result, rounded so that sines of right angles do not matter. */
function seen(transform: Parameters<typeof transformImages>[1], background?: number): number[][] {
  const { data } = transformImages(image, transform, background);
  const row = (i: number): number[] =>
    Array.from(data.slice(3 * i, 3 * i + 3), (v) => Math.round(v * 1e9) / 1e9 + 0);
  return [row(0), row(1), row(2)];
}

// biome-ignore-start format: images
test("nothing asked, nothing changed", () => {
  expect(seen({})).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
});

test("a flip mirrors left to right", () => {
  expect(seen({ flip: true })).toEqual([
    [3, 2, 1],
    [6, 5, 4],
    [9, 8, 7],
  ]);
});

test("a quarter turn is anticlockwise", () => {
  expect(seen({ rotate: 90 })).toEqual([
    [3, 6, 9],
    [2, 5, 8],
    [1, 4, 7],
  ]);
  expect(seen({ rotate: -90 })).toEqual([
    [7, 4, 1],
    [8, 5, 2],
    [9, 6, 3],
  ]);
});

test("a shift moves right and down, and background comes in", () => {
  expect(seen({ shift: [1, 0] })).toEqual([
    [0, 1, 2],
    [0, 4, 5],
    [0, 7, 8],
  ]);
  expect(seen({ shift: [0, 1] }, -1)).toEqual([
    [-1, -1, -1],
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

test("half a pixel mixes two neighbours", () => {
  expect(seen({ shift: [0.5, 0] })).toEqual([
    [0.5, 1.5, 2.5],
    [2, 4.5, 5.5],
    [3.5, 7.5, 8.5],
  ]);
});

test("a shear moves the top to the right and the bottom to the left", () => {
  expect(seen({ shear: 1 })).toEqual([
    [0, 1, 2],
    [4, 5, 6],
    [8, 9, 0],
  ]);
});

test("enlarged twice, neighbours stand half a pixel apart about the middle", () => {
  expect(seen({ scale: 2 })).toEqual([
    [3, 3.5, 4],
    [4.5, 5, 5.5],
    [6, 6.5, 7],
  ]);
});

test("flip comes before rotation, and rotation before the shift", () => {
  expect(seen({ flip: true, rotate: 90 })).toEqual([
    [1, 4, 7],
    [2, 5, 8],
    [3, 6, 9],
  ]);
  expect(seen({ rotate: 90, shift: [1, 0] })).toEqual([
    [0, 3, 6],
    [0, 2, 5],
    [0, 1, 4],
  ]);
});
// biome-ignore-end format: images

test("flattened squares and channels are changed as images are, and keep shape and precision", () => {
  const [flat, channels] = [image.reshape(1, 9), image.reshape(1, 1, 3, 3)];
  for (const x of [flat, channels]) {
    const turned = transformImages(x, { rotate: 30, shear: 0.2 });
    expect(turned.shape).toEqual(x.shape);
    expect(turned.data).toEqual(transformImages(image, { rotate: 30, shear: 0.2 }).data);
  }
  expect(transformImages(image.to("float32"), { flip: true }).dtype).toBe("float32");
});

test("an image that is not square turns about its own middle", () => {
  const wide = tensor([[[1, 2, 3, 4]]]);
  expect(transformImages(wide, { rotate: 180 }).data.map(Math.round)).toEqual(Float64Array.of(4, 3, 2, 1));
});

test("what cannot be images is refused", () => {
  expect(() => transformImages(tensor([[1, 2, 3]]), {})).toThrow(
    /transformImages: \(1, 3\) are no images[\s\S]*help: reshape/,
  );
});
