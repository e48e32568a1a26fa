import { describe, expect, test } from "vitest";
import { digits } from "../../../src/data/digits/digits.js";

const { train, dev, test: held } = digits({ train: 200, dev: 50, test: 100, seed: 1 });

test("three sets of square grey images from 0 to 1, the classes taking turns", () => {
  expect([train, dev, held].map(({ x }) => x.shape)).toEqual([
    [200, 256],
    [50, 256],
    [100, 256],
  ]);
  for (const { x, y } of [train, dev, held]) {
    expect(Array.from(x.data).every((grey) => grey >= 0 && grey <= 1)).toBe(true);
    expect(Array.from(y.data)).toEqual(Array.from(y.data, (_, i) => i % 10));
  }
});

test("the same seed gives the same images, another seed others", () => {
  const again = digits({ train: 20, dev: 1, test: 1, seed: 1 });
  expect(again.train.x.data).toEqual(train.x.data.slice(0, 20 * 256));
  expect(digits({ train: 20, dev: 1, test: 1, seed: 2 }).train.x.data).not.toEqual(again.train.x.data);
});

test("no two of 200 images are alike, and none is blank", () => {
  const images = Array.from({ length: 200 }, (_, i) => [...train.x.data.slice(256 * i, 256 * (i + 1))]);
  expect(new Set(images.map((image) => image.join())).size).toBe(200);
  for (const image of images) expect(image.reduce((ink, grey) => ink + grey, 0)).toBeGreaterThan(8);
});

test("other sides and single precision on request", () => {
  const { x, y } = digits({ train: 10, dev: 1, test: 1, side: 28, dtype: "float32" }).train;
  expect(x.shape).toEqual([10, 784]);
  expect([x.dtype, y.dtype]).toEqual(["float32", "float32"]);
});

test("the nearest of 200 images has the right class for more than six in ten, where chance has one", () => {
  const distance = (a: number, b: number): number => {
    let sum = 0;
    for (let k = 0; k < 256; k++) sum += (held.x.data[256 * a + k] - train.x.data[256 * b + k]) ** 2;
    return sum;
  };
  const nearest = (a: number): number =>
    Array.from({ length: 200 }, (_, b) => b).reduce((best, b) =>
      distance(a, b) < distance(a, best) ? b : best,
    );
  const right = Array.from({ length: 100 }, (_, a) => nearest(a) % 10 === a % 10).filter(Boolean).length;
  expect(right).toBeGreaterThan(60);
});

describe("refuses", () => {
  test.each([{ train: 0 }, { dev: 1.5 }, { side: 4 }])("%o", (options) => {
    const [[name, value]] = Object.entries(options);
    expect(() => digits(options)).toThrow(`digits: ${name} cannot be ${value}`);
  });
});
