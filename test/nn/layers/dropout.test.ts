import { describe, expect, test } from "vitest";
import { Dropout } from "../../../src/nn/layers/dropout.js";
import { RandomState } from "../../../src/random/random-state.js";
import { ones, randn } from "../../../src/tensor/create.js";
import { ValueError } from "../../../src/tensor/errors.js";

const x = randn([6, 4], new RandomState(7));

describe("inverted dropout", () => {
  test("keeps where a uniform number, drawn unit by unit as in the lectures, is below keep, and divides by it", () => {
    const y = new Dropout(0.7, { rng: new RandomState(1) }).forward(x);
    const rng = new RandomState(1);
    for (let unit = 0; unit < 4; unit++) {
      for (let sample = 0; sample < 6; sample++) {
        const kept = rng.rand() < 0.7 ? x.at(sample, unit) / 0.7 : 0;
        expect(y.at(sample, unit)).toBeCloseTo(kept, 14);
      }
    }
  });

  test("draws a fresh mask for each batch", () => {
    const layer = new Dropout(0.5, { rng: new RandomState(1) });
    const first = layer.forward(x).toArray();
    expect(layer.forward(x).toArray()).not.toEqual(first);
  });

  test("keeps the expectation: the mean over many masks is the input", () => {
    const layer = new Dropout(0.8, { rng: new RandomState(2) });
    const mean = layer.forward(ones([20_000, 2])).mean(0);
    expect(mean.at(0)).toBeCloseTo(1, 1.5);
    expect(mean.at(1)).toBeCloseTo(1, 1.5);
  });

  test("does nothing in use", () => {
    expect(new Dropout(0.5).eval().forward(x)).toBe(x);
  });

  test("passes the gradient through the same mask", () => {
    const layer = new Dropout(0.5, { rng: new RandomState(3) });
    const leaf = x.clone();
    leaf.requiresGrad = true;
    layer.forward(leaf).sum().backward();
    expect(leaf.grad?.toArray()).toEqual(layer.lastMask?.toArray());
  });
});

describe("vanilla dropout", () => {
  test("scales in use and not in training", () => {
    const layer = new Dropout(0.5, { scaling: "vanilla", rng: new RandomState(1) });
    const kept = layer.forward(ones([50, 4])).data;
    expect(new Set(kept)).toEqual(new Set([0, 1]));
    expect(
      layer
        .eval()
        .forward(ones([1, 4]))
        .toArray(),
    ).toEqual([[0.5, 0.5, 0.5, 0.5]]);
  });
});

describe("a fixed mask", () => {
  test("stays the same for batches of one shape", () => {
    const layer = new Dropout(0.5, { fixedMask: true, rng: new RandomState(1) });
    const first = layer.forward(x).toArray();
    expect(layer.forward(x).toArray()).toEqual(first);
  });

  test("is drawn anew when the batch has another shape", () => {
    const layer = new Dropout(0.5, { fixedMask: true, rng: new RandomState(1) });
    layer.forward(x);
    expect(layer.forward(ones([3, 4])).shape).toEqual([3, 4]);
  });
});

test.each([0, -0.1, 1.2, Number.NaN])("refuses to keep %d of the units, and says what keep means", (keep) => {
  expect(() => new Dropout(keep)).toThrow(ValueError);
  expect(() => new Dropout(keep)).toThrow(/help: this is the share that stays/);
});
