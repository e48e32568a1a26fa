import { expect, test } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { datasets } from "../../src/data/datasets.js";
import { footballPoints } from "../../src/data/football.js";

test("football is its points as train, dev and test", () => {
  const { train, dev, test: held } = datasets.football();
  const points = footballPoints();
  expect([train, dev, held].map(String)).toEqual([
    'Dataset "train": 211 samples, x (211, 2), y (211, 1)',
    'Dataset "dev": 200 samples, x (200, 2), y (200, 1)',
    'Dataset "test": 200 samples, x (200, 2), y (200, 1)',
  ]);
  expect(train.x.data).toEqual(points.train.x);
  expect(held.y.data).toEqual(points.test.y);
});

test.each(["circles", "moons", "blobs", "spirals", "flower"] as const)(
  "%s: points of the plane under their own name, the same on every call, and what they are called can be chosen",
  (name) => {
    const data = datasets[name]({ size: 40 });
    expect(data).toBeInstanceOf(Dataset);
    expect(String(data)).toBe(`Dataset "${name}": 40 samples, x (40, 2), y (40, 1)`);
    expect(data.x.data.every(Number.isFinite)).toBe(true);
    expect(datasets[name]({ size: 40 }).x.data).toEqual(data.x.data);
    expect(datasets[name]({ size: 40, name: "dev" }).name).toBe("dev");
  },
);
