import fc from "fast-check";
import { expect, test } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { moons } from "../../src/data/points/moons.js";
import { split } from "../../src/data/splits/split.js";
import { Standardizer, standardize } from "../../src/data/standardizer.js";
import { tensor, zeros } from "../../src/tensor/create.js";

test("mean and deviation of the columns, worked out by hand", () => {
  const { mean, deviation } = Standardizer.fit(
    tensor([
      [1, 10],
      [3, 10],
      [8, 40],
    ]),
  );
  expect(mean.toArray()).toEqual([4, 20]);
  // Squared distances 9 + 1 + 16 and 100 + 100 + 400, divided by 3.
  expect(deviation.toArray()).toEqual([Math.sqrt(26 / 3), Math.sqrt(200)]);
});

test("what it is fitted on gets mean 0 and deviation 1, whatever the units", () => {
  const column = fc.record({
    at: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    unit: fc.constantFrom(1e-3, 1, 1e3),
  });
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 2, max: 30 }),
      (columns, m) => {
        const rows = Array.from({ length: m }, (_, i) =>
          columns.map(({ at, unit }, j) => at + unit * (i === j ? -3 : i)),
        );
        const { mean, deviation } = Standardizer.fit(Standardizer.fit(tensor(rows)).apply(tensor(rows)));
        for (const value of mean.data) expect(value).toBeCloseTo(0, 8);
        for (const value of deviation.data) expect(value).toBeCloseTo(1, 8);
      },
    ),
  );
});

test("dev and test are moved by the train set's numbers, not by their own", () => {
  const parts = split(moons(), { seed: 1 });
  const { mean, deviation } = Standardizer.fit(parts.train);
  const { train, dev, test: held } = standardize(parts);
  for (const [before, after] of [
    [parts.train, train],
    [parts.dev, dev],
    [parts.test, held],
  ]) {
    expect(after.x.toArray()).toEqual(before.x.sub(mean).div(deviation).toArray());
    expect(after.y).toBe(before.y);
    expect(after.name).toBe(before.name);
  }
  expect(Math.abs(dev.x.mean(0).at(0))).toBeGreaterThan(1e-4);
});

test("a constant column becomes 0 exactly, although the mean of its sum would miss it", () => {
  const x = tensor(Array.from({ length: 10 }, () => [0.1]));
  const inputs = Standardizer.fit(x);
  expect(inputs.mean.item()).toBe(0.1);
  expect(inputs.deviation.item()).toBe(0);
  expect(Array.from(inputs.apply(x).data)).toEqual(new Array(10).fill(0));
  expect(inputs.apply(tensor([[0.6]])).item()).toBe(0.5);
});

test("what was applied can be undone", () => {
  const { x } = moons();
  const inputs = Standardizer.fit(x);
  const back = inputs.invert(inputs.apply(x)).data;
  x.data.forEach((value, i) => {
    expect(back[i]).toBeCloseTo(value, 14);
  });
});

test("images keep their shape and single precision stays single", () => {
  const images = tensor(
    [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ],
    { dtype: "float32" },
  );
  const standardized = Standardizer.fit(images).apply(new Dataset("train", images, zeros([2, 1]))).x;
  expect(standardized.dtype).toBe("float32");
  expect(standardized.toArray()).toEqual([
    [
      [-1, -1],
      [-1, -1],
    ],
    [
      [1, 1],
      [1, 1],
    ],
  ]);
});

test("other columns than those it was fitted on are refused", () => {
  const inputs = Standardizer.fit(
    tensor([
      [1, 2],
      [3, 4],
    ]),
  );
  expect(() => inputs.apply(tensor([[1, 2, 3]]))).toThrow(
    /Standardizer.apply: samples \(1, 3\), but fitted on columns \(2\)/,
  );
});

test("no samples have no mean", () => {
  expect(() => Standardizer.fit(zeros([0, 2]))).toThrow(/no mean to take of samples \(0, 2\)/);
});
