import "../../helpers/allclose.js";
import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, test } from "vitest";
import {
  arange,
  checkGrads,
  grad,
  ones,
  RandomState,
  randn,
  type Tensor,
  tensor,
  ValueError,
  zeros,
} from "../../../src/index.js";
import { dispatch } from "../../../src/tensor/dispatch.js";
import { dtypes, shapes, strided, tensors } from "../../helpers/arbitraries.js";

const math = create(all ?? {}, {});

interface Case {
  readonly f: (x: Tensor, axes?: number | readonly number[], keepDims?: boolean) => Tensor;
  /** The same of a plain list, by mathjs. */
  readonly ofList: (values: number[]) => number;
}

const cases: Readonly<Record<string, Case>> = {
  sum: { f: (x, ...rest) => x.sum(...rest), ofList: (v) => math.sum(v) },
  mean: { f: (x, ...rest) => x.mean(...rest), ofList: (v) => math.mean(v) },
  max: { f: (x, ...rest) => x.max(...rest), ofList: (v) => math.max(v) },
  min: { f: (x, ...rest) => x.min(...rest), ofList: (v) => math.min(v) },
  variance: {
    f: (x, ...rest) => x.variance(...rest),
    ofList: (v) => Number(math.variance(v, "uncorrected")),
  },
  norm: { f: (x, ...rest) => x.norm(...rest), ofList: (v) => Number(math.norm(v)) },
  logSumExp: { f: (x, ...rest) => x.logSumExp(...rest), ofList: (v) => math.log(math.sum(v.map(Math.exp))) },
};

/** The numbers that meet in each place of the result, found one by one. */
function naive(ofList: Case["ofList"], x: Tensor, axes: readonly number[], keepDims: boolean): Tensor {
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const groups = new Map<string, number[]>();
  for (let i = 0; i < x.size; i++) {
    const index = x.shape.map(
      (n, axis) => Math.floor(i / x.shape.slice(axis + 1).reduce((p, m) => p * m, 1)) % n,
    );
    const key = index.filter((_, axis) => !axes.includes(axis)).join();
    groups.set(key, [...(groups.get(key) ?? []), x.at(...index)]);
  }
  const shape = keepDims ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
  return tensor(Float64Array.from(groups.values(), ofList), { shape });
}

describe.each(Object.entries(cases))("%s", (name, { f, ofList }) => {
  test.each(dtypes)("is mathjs's over any axes, kept or not, %s", (dtype) => {
    const property = fc.property(
      shapes().chain((shape) =>
        fc.tuple(tensors(shape, { dtype }), fc.subarray(shape.map((_, axis) => axis)), fc.boolean()),
      ),
      ([x, axes, keepDims]) => {
        expect(f(x, axes, keepDims)).toBeAllclose(naive(ofList, x, axes, keepDims), { absolute: 1e-6 });
        expect(f(strided(x), axes, keepDims)).toBeAllclose(f(x, axes, keepDims));
      },
    );
    fc.assert(property, { numRuns: 30 });
  });
  test("counts negative axes from the end, and takes everything without axes", () => {
    const x = arange(6).reshape(2, 3);
    expect(f(x, -1)).toBeAllclose(f(x, 1));
    expect(f(x, [-1, 0])).toBeAllclose(f(x));
    expect(f(x).shape).toEqual([]);
  });
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    // All different, by more than a difference's step: the largest is the same one on both sides of it.
    const distinct = (size: number): fc.Arbitrary<number[]> =>
      fc.shuffledSubarray(
        Array.from({ length: 24 }, (_, i) => 0.3 + 0.11 * i),
        { minLength: size, maxLength: size },
      );
    const property = fc.property(
      fc.constantFrom([2, 3, 4], [4, 5], [6], []).chain((shape) =>
        fc.tuple(
          distinct(shape.reduce((size, n) => size * n, 1)).map((v) =>
            tensor(Float64Array.from(v), { shape, dtype }),
          ),
          fc.subarray(shape.map((_, axis) => axis)),
        ),
      ),
      ([x, axes]) => void checkGrads((t) => f(t, axes), x, { order: 2, name }),
    );
    fc.assert(property, { numRuns: 10 });
  });
});

describe("argmax and argmin", () => {
  test("are the positions along an axis, or row by row", () => {
    const x = tensor([
      [3, 9, 1],
      [8, 2, 7],
    ]);
    expect(x.argmax(1)).toBeAllclose([1, 0]);
    expect(x.argmin(0)).toBeAllclose([0, 1, 0]);
    expect(x.argmax().item()).toBe(1);
    expect(x.argmin().item()).toBe(2);
  });
  test("take the first of several, and a NaN before anything", () => {
    expect(tensor([2, 5, 5]).argmax().item()).toBe(1);
    expect(tensor([2, Number.NaN, 5]).argmax().item()).toBe(1);
    expect(tensor([2, Number.NaN, 5]).argmin().item()).toBe(1);
  });
  test("count exactly where float32 would not", () => {
    const values = new Float32Array(2 ** 24 + 2);
    values[2 ** 24 + 1] = 1;
    expect(tensor(values).argmax().item()).toBe(2 ** 24 + 1);
    expect(tensor([0, 1], { dtype: "float32" }).argmax().dtype).toBe("float32");
  });
  test("find ±∞", () => {
    expect(tensor([0, Number.POSITIVE_INFINITY]).argmax().item()).toBe(1);
    expect(tensor([0, Number.NEGATIVE_INFINITY]).argmin().item()).toBe(1);
  });
});

describe("at the edges", () => {
  const inf = Number.POSITIVE_INFINITY;

  test("the sum over an empty axis is 0; the mean is NaN; there is no largest", () => {
    const empty = zeros([0, 3]);
    expect(empty.sum(0)).toBeAllclose([0, 0, 0]);
    expect([...empty.mean(0).data]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(() => empty.max(0)).toThrow(ValueError);
    expect(() => empty.max(0)).toThrow("max: there is none among no elements, (0, 3)");
    expect(() => empty.logSumExp(0)).toThrow("logSumExp: there is none among no elements, (0, 3)");
    expect(empty.max(1).shape).toEqual([0]);
    expect(() => empty.argmax(0)).toThrow("argmax: there is none among no elements, (0, 3)");
  });
  test("NaN spreads through all of them", () => {
    const x = tensor([1, Number.NaN, 3]);
    for (const { f } of Object.values(cases)) expect(f(x).item()).toBeNaN();
  });
  test("logSumExp neither overflows nor underflows", () => {
    expect(tensor([1000, 1000]).logSumExp().item()).toBeCloseTo(1000 + Math.LN2, 10);
    expect(tensor([-1000, -1000]).logSumExp().item()).toBeCloseTo(-1000 + Math.LN2, 10);
    expect(tensor([-inf, 2]).logSumExp().item()).toBe(2);
    expect(tensor([-inf, -inf]).logSumExp().item()).toBe(-inf);
    expect(tensor([inf, 2]).logSumExp().item()).toBe(inf);
  });
  test("equally large elements share max's gradient", () => {
    expect(grad((x) => x.max())(tensor([1, 4, 4]))).toBeAllclose([0, 0.5, 0.5]);
    expect(grad((x) => x.min())(ones([2, 2]))).toBeAllclose([
      [0.25, 0.25],
      [0.25, 0.25],
    ]);
  });
  test("the norm's gradient at 0 is 0", () => {
    expect(grad((x) => x.norm())(zeros([3]))).toBeAllclose([0, 0, 0]);
  });
  test("an axis that is not there is named", () => {
    expect(() => ones([2, 3]).sum(2)).toThrow(
      "sum: there is no axis 2 in a tensor of 2 axes\n  help: axes go from 0 to 1",
    );
    expect(() => tensor(1).mean(0)).toThrow("help: a scalar has no axes; leave the axis out");
  });
  test("an axis that is given twice is named", () => {
    expect(() => ones([2, 3]).sum([0, -2])).toThrow(ValueError);
    expect(() => ones([2, 3]).sum([0, -2])).toThrow(
      "sum: axis 0 is named twice in [0, -2]\n  help: negative axes count from the end: −1 is the last",
    );
  });
});

test.each([
  ["sumOfSquares", (x: number) => x * x],
  ["sumOfAbs", Math.abs],
] as const)("%s runs over several tensors, and is differentiated for each", (name, ofOne) => {
  const property = fc.property(shapes(), shapes(), fc.nat(), (first, second, seed) => {
    const rng = new RandomState(seed);
    const [a, b] = [randn([...first], rng), randn([...second], rng)];
    const f = (...xs: Tensor[]): Tensor => dispatch(name, xs, undefined);
    const naive = [...a.data, ...b.data].reduce((total, x) => total + ofOne(x), 0);
    expect(f(a, b).item()).toBeCloseTo(naive, 10);
    checkGrads(f, a, b, { order: 2 });
  });
  fc.assert(property, { numRuns: 20 });
});
