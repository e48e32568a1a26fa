import { describe, expect, test } from "vitest";
import { type Augmentation, augment, augmentImages } from "../../../src/data/augmentation/augment.js";
import { transformImages } from "../../../src/data/augmentation/transform.js";
import { digits } from "../../../src/data/digits/digits.js";
import { RandomState } from "../../../src/random/random-state.js";
import { full, tensor } from "../../../src/tensor/create.js";

const { train } = digits({ train: 20, dev: 1, test: 1 });
const all: Augmentation = {
  flip: 0.5,
  rotate: 10,
  shift: 1,
  scale: 0.1,
  shear: 0.1,
  crop: 0.2,
  elastic: { strength: 1, smoothness: 3 },
  noise: 0.05,
};

test("the same generator state gives the same images; the generator goes on", () => {
  const rng = new RandomState(1);
  const first = augmentImages(train.x, all, rng);
  expect(augmentImages(train.x, all, new RandomState(1)).data).toEqual(first.data);
  expect(augmentImages(train.x, all, rng).data).not.toEqual(first.data);
});

test("nothing asked, nothing changed and nothing drawn", () => {
  const rng = new RandomState(1);
  expect(augmentImages(train.x, {}, rng).data).toEqual(train.x.data);
  expect(rng.rand()).toBe(new RandomState(1).rand());
});

test("each image is changed in the way that its draws say", () => {
  const rng = new RandomState(4);
  const turned = augmentImages(train.x, { rotate: 15, shift: 2 }, new RandomState(4));
  for (let i = 0; i < train.size; i++) {
    const [rotate, right, down] = [rng.uniform(-15, 15), rng.uniform(-2, 2), rng.uniform(-2, 2)];
    const alone = transformImages(train.x.slice(i, i + 1), { rotate, shift: [right, down] });
    expect(turned.slice(i, i + 1).toArray()).toEqual(alone.toArray());
  }
});

test("flip is a probability: about half of a thousand images are mirrored", () => {
  const pair = full([1000, 1, 2], 0).add(tensor([[[0, 1]]]));
  const flipped = augmentImages(pair, { flip: 0.5 }, new RandomState(1)).slice(0, 1, 2).sum().item();
  expect(Math.abs(flipped - 500)).toBeLessThan(64); // four standard deviations, 4 · √250
});

test("a crop never shows anything from outside the image", () => {
  const white = full([200, 8, 8], 1);
  const cropped = augmentImages(white, { crop: 0.5 }, new RandomState(1));
  for (const value of cropped.data) expect(value).toBeCloseTo(1, 12);
});

test("noise has the asked deviation, and keeps the images' range", () => {
  const x = tensor([0, 1, ...Array(9_998).fill(0.5)]).reshape(1, 100, 100);
  const noisy = augmentImages(x, { noise: 0.1 }, new RandomState(1)).data;
  const squares = Array.from(noisy.slice(2), (value) => (value - 0.5) ** 2);
  const deviation = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  expect(Math.abs(deviation - 0.1)).toBeLessThan(0.003); // four standard deviations, 4 · 0.1 / √(2 · 10⁴)
  expect(Math.min(...noisy)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...noisy)).toBeLessThanOrEqual(1);
});

test("the channels of an image are bent alike", () => {
  const grey = train.x.reshape(20, 1, 16, 16);
  const colours = grey.broadcastTo(20, 3, 16, 16);
  const bent = augmentImages(colours, { elastic: { strength: 1, smoothness: 2 } }, new RandomState(1));
  for (const channel of [1, 2]) {
    expect(bent.slice(channel, channel + 1, 1).toArray()).toEqual(bent.slice(0, 1, 1).toArray());
  }
});

test("augment keeps the originals and adds copies with their labels", () => {
  const more = augment(train, { rotate: 10, copies: 2, seed: 3 });
  expect(more.size).toBe(60);
  expect(more.name).toBe(train.name);
  expect(more.x.slice(0, 20).toArray()).toEqual(train.x.toArray());
  expect(Array.from(more.y.data)).toEqual([1, 2, 3].flatMap(() => Array.from(train.y.data)));
  expect(more.x.slice(20, 40).toArray()).not.toEqual(more.x.slice(40, 60).toArray());
});

describe("refuses", () => {
  test.each([{ flip: 2 }, { rotate: -1 }, { crop: 1 }, { noise: Number.NaN }])("%o", (how) => {
    const [[name, amount]] = Object.entries(how);
    expect(() => augmentImages(train.x, how, new RandomState(1))).toThrow(`${name} cannot be ${amount}`);
  });

  test("an elastic strength below 0, and no copies", () => {
    const elastic = { strength: -1, smoothness: 1 };
    expect(() => augmentImages(train.x, { elastic }, new RandomState(1))).toThrow(
      /elastic.strength cannot be -1/,
    );
    expect(() => augment(train, { copies: 0 })).toThrow(/augment: 0 copies/);
  });
});
