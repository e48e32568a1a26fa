import fc from "fast-check";
import { expect, test } from "vitest";
import { Dataset } from "../../../src/data/dataset.js";
import { split } from "../../../src/data/splits/split.js";
import { arange, oneHot, tensor } from "../../../src/tensor/create.js";

/** Samples that are their own numbers, so that they can be told apart, with the given labels. */
function numbered(labels: readonly number[]): Dataset {
  return new Dataset(
    "all",
    arange(labels.length).reshape(labels.length, 1),
    tensor([...labels]).reshape(labels.length, 1),
  );
}

const labels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 10, maxLength: 300 });

test("every sample is in exactly one part, with its own label", () => {
  fc.assert(
    fc.property(labels, fc.boolean(), fc.nat(1000), (y, stratify, seed) => {
      const { train, dev, test: held } = split(numbered(y), { stratify, seed });
      const rows = [train, dev, held].flatMap(({ x }) => Array.from(x.data));
      const seen = [train, dev, held].flatMap((part) => Array.from(part.y.data));
      expect([...rows].sort((a, b) => a - b)).toEqual(y.map((_, i) => i));
      expect(seen).toEqual(rows.map((row) => y[row]));
    }),
  );
});

test("stratified, each part has its share of each class, give or take two samples", () => {
  fc.assert(
    fc.property(labels, fc.nat(1000), (y, seed) => {
      const parts = split(numbered(y), { ratio: [60, 20, 20], seed });
      for (const part of [parts.train, parts.dev, parts.test]) {
        for (const label of new Set(y)) {
          const inAll = y.filter((other) => other === label).length;
          const inPart = Array.from(part.y.data).filter((other) => other === label).length;
          expect(Math.abs(inPart - (inAll * part.size) / y.length)).toBeLessThanOrEqual(2);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("a class of 5 in 100 samples is divided 3, 1, 1 in every split", () => {
  const y = Array.from({ length: 100 }, (_, i) => (i < 5 ? 1 : 0));
  for (let seed = 0; seed < 20; seed++) {
    const { train, dev, test: held } = split(numbered(y), { ratio: [60, 20, 20], seed });
    expect([train, dev, held].map((part) => part.y.sum().item())).toEqual([3, 1, 1]);
  }
});

test("beside many tiny classes, a large one still has its share", () => {
  // Half of 100 samples are of one class, the others each of its own: of the 60 in train, 30 on average.
  const y = Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : i));
  const inTrain = Array.from({ length: 40 }, (_, seed) =>
    split(numbered(y), { seed }).train.y.equal(0).sum().item(),
  );
  const mean = inTrain.reduce((sum, count) => sum + count, 0) / 40;
  expect(Math.abs(mean - 30)).toBeLessThan(1.2); // four standard deviations, 4 · 1.8 / √40
});

test("one-hot labels are stratified as the classes they stand for", () => {
  const y = Array.from({ length: 60 }, (_, i) => i % 3);
  const hot = new Dataset("all", arange(60).reshape(60, 1), oneHot(y, 3));
  const { dev } = split(hot, { seed: 3 });
  expect(dev.x.toArray()).toEqual(split(numbered(y), { seed: 3 }).dev.x.toArray());
});

test("measured values, all different, are divided at random", () => {
  const y = Array.from({ length: 50 }, (_, i) => i / 7);
  const { train } = split(numbered(y), { seed: 1 });
  expect(train.size).toBe(30);
  expect([...train.x.data]).not.toEqual([...train.x.data].sort((a, b) => a - b));
});

test("parts are called train, dev and test; the seed picks the division", () => {
  const data = numbered(Array.from({ length: 100 }, (_, i) => i % 2));
  const { train, dev, test: held } = split(data, { seed: 1 });
  expect([train.name, dev.name, held.name]).toEqual(["train", "dev", "test"]);
  expect(split(data, { seed: 1 }).test.x.data).toEqual(held.x.data);
  expect(split(data, { seed: 2 }).test.x.data).not.toEqual(held.x.data);
});
