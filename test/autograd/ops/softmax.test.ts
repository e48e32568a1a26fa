import "../../helpers/allclose.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGrads, type Tensor, tensor, zeros } from "../../../src/index.js";
import { dtypes, shapes, strided, tensors } from "../../helpers/arbitraries.js";

const cases: Readonly<Record<string, (x: Tensor, axis?: number) => Tensor>> = {
  softmax: (x, axis) => x.softmax(axis),
  logSoftmax: (x, axis) => x.logSoftmax(axis),
};

/** By the definition, which is safe for numbers of moderate size. */
const definitions: typeof cases = {
  softmax: (x, axis = -1) => x.exp().div(x.exp().sum(axis, true)),
  logSoftmax: (x, axis = -1) => x.exp().div(x.exp().sum(axis, true)).log(),
};

describe.each(Object.entries(cases))("%s", (name, f) => {
  test.each(dtypes)("is its definition along any axis, %s", (dtype) => {
    const property = fc.property(
      shapes({ minRank: 1, maxRank: 3 }).chain((shape) =>
        fc.tuple(tensors(shape, { dtype }), fc.integer({ min: -shape.length, max: shape.length - 1 })),
      ),
      ([x, axis]) => {
        expect(f(x, axis)).toBeAllclose(definitions[name](x, axis));
        expect(f(strided(x), axis)).toBeAllclose(f(x, axis));
      },
    );
    fc.assert(property, { numRuns: 30 });
  });
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(
      shapes({ minRank: 1, maxRank: 3 }).chain((shape) =>
        fc.tuple(tensors(shape, { dtype }), fc.integer({ min: 0, max: shape.length - 1 })),
      ),
      ([x, axis]) => void checkGrads((t) => f(t, axis), x, { order: 2, name }),
    );
    fc.assert(property, { numRuns: 10 });
  });
  test("of nothing is nothing", () => {
    expect(f(zeros([3, 0])).shape).toEqual([3, 0]);
  });
});

test("the softmax of the lecture's [5, 2, −1, 3] is .842, .042, .002, .114", () => {
  const a = tensor([5, 2, -1, 3]).softmax();
  expect(a).toBeAllclose([0.84203357, 0.04192238, 0.00208719, 0.11395685], { absolute: 5e-9 });
});

test("softmax is the same for logits that are all 1000 higher, and sums to 1 for huge ones", () => {
  const z = tensor([1, 2, 3]);
  expect(z.add(1000).softmax()).toBeAllclose(z.softmax());
  expect(tensor([1e300, -1e300, 0]).softmax()).toBeAllclose([1, 0, 0]);
});

test("logSoftmax stays finite where the softmax is 0", () => {
  expect(tensor([0, -1000]).logSoftmax()).toBeAllclose([0, -1000]);
});

test("a logit of −∞ has the probability 0", () => {
  expect(tensor([0, Number.NEGATIVE_INFINITY]).softmax()).toBeAllclose([1, 0]);
});
