import "../../helpers/allclose.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkGrads,
  DTypeError,
  grad,
  hessian,
  jacobian,
  ShapeError,
  type Tensor,
  tensor,
} from "../../../src/index.js";
import { broadcastingShapes, dtypes, strided, tensors } from "../../helpers/arbitraries.js";

interface Case {
  readonly f: (a: Tensor, b: Tensor) => Tensor;
  readonly scalar: (a: number, b: number) => number;
  /** Where the second operand, or both, must stay away from trouble. */
  readonly min?: number;
}

const cases: Readonly<Record<string, Case>> = {
  add: { f: (a, b) => a.add(b), scalar: (a, b) => a + b },
  sub: { f: (a, b) => a.sub(b), scalar: (a, b) => a - b },
  rsub: { f: (a, b) => a.rsub(b), scalar: (a, b) => b - a },
  mul: { f: (a, b) => a.mul(b), scalar: (a, b) => a * b },
  div: { f: (a, b) => a.div(b), scalar: (a, b) => a / b, min: 0.5 },
  rdiv: { f: (a, b) => a.rdiv(b), scalar: (a, b) => b / a, min: 0.5 },
  pow: { f: (a, b) => a.pow(b), scalar: (a, b) => a ** b, min: 0.4 },
  maximum: { f: (a, b) => a.maximum(b), scalar: Math.max },
  minimum: { f: (a, b) => a.minimum(b), scalar: Math.min },
  gate: { f: (a, b) => a.gate(b), scalar: (a, b) => (b > 0 ? a : 0) },
};

const comparisons: Readonly<Record<string, Case>> = {
  equal: { f: (a, b) => a.equal(b), scalar: (a, b) => Number(a === b) },
  notEqual: { f: (a, b) => a.notEqual(b), scalar: (a, b) => Number(a !== b) },
  greater: { f: (a, b) => a.greater(b), scalar: (a, b) => Number(a > b) },
  greaterEqual: { f: (a, b) => a.greaterEqual(b), scalar: (a, b) => Number(a >= b) },
  less: { f: (a, b) => a.less(b), scalar: (a, b) => Number(a < b) },
  lessEqual: { f: (a, b) => a.lessEqual(b), scalar: (a, b) => Number(a <= b) },
};

/** What broadcasting means, one element at a time. */
function naive(f: (a: number, b: number) => number, a: Tensor, b: Tensor): Tensor {
  const rank = Math.max(a.rank, b.rank);
  const padded = (x: Tensor): number[] => [...Array<number>(rank - x.rank).fill(1), ...x.shape];
  const [left, right] = [padded(a), padded(b)];
  const shape = left.map((length, i) => Math.max(length, right[i]));
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float64Array.from({ length: size }, (_, position) => {
    const index = shape.map(
      (length, i) => Math.floor(position / shape.slice(i + 1).reduce((p, n) => p * n, 1)) % length,
    );
    const at = (x: Tensor): number =>
      x.at(...x.shape.map((length, i) => (length === 1 ? 0 : index[i + rank - x.rank])));
    return f(at(a), at(b));
  });
  return tensor(values, { shape, dtype: a.dtype });
}

const pairs = (dtype: "float64" | "float32", min = -3): fc.Arbitrary<[Tensor, Tensor]> =>
  broadcastingShapes().chain(([a, b]) => fc.tuple(tensors(a, { dtype, min }), tensors(b, { dtype, min })));

describe.each(Object.entries({ ...cases, ...comparisons }))("%s", (_name, { f, scalar, min }) => {
  test.each(dtypes)("is the scalar function at each place, whatever the shapes, %s", (dtype) => {
    const property = fc.property(pairs(dtype, min), ([a, b]) => {
      expect(f(a, b)).toBeAllclose(naive(scalar, a, b));
      expect(f(strided(a), strided(b))).toBeAllclose(f(a, b));
    });
    fc.assert(property, { numRuns: 30 });
  });
  test("takes one tensor as both operands", () => {
    const x = tensor([1, 2, 0.5]);
    expect(f(x, x)).toBeAllclose(naive(scalar, x, x));
  });
});

describe.each(Object.entries(cases))("%s", (name, { f, min }) => {
  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    // Away from where maximum, minimum and gate have a kink.
    const smooth = ([a, b]: [Tensor, Tensor]): boolean =>
      [...a.sub(b).data, ...b.data].every((x) => Math.abs(x) > 0.1);
    const property = fc.property(pairs(dtype, min).filter(smooth), ([a, b]) => {
      checkGrads(f, a, b, { order: 2, name });
    });
    fc.assert(property, { numRuns: 12 });
  });
});

describe("where", () => {
  test("chooses at each place, and gives the gradient to what was chosen", () => {
    const condition = tensor([1, 0, -2]);
    const [yes, no] = [tensor([1, 2, 3]), tensor(9)];
    expect(condition.where(yes, no)).toBeAllclose([1, 9, 3]);
    const gradients = grad((a, b) => condition.where(a, b).sum())(yes, no);
    expect(gradients[0]).toBeAllclose([1, 0, 1]);
    expect(gradients[1]).toBeAllclose(1);
  });
  test("keeps what was not chosen out, be it NaN", () => {
    const x = tensor([-1, 4]);
    expect(x.greater(0).where(x.sqrt(), 0)).toBeAllclose([0, 2]);
  });
  test("has the differences' derivatives, first and second", () => {
    const condition = tensor([[1], [0]]);
    checkGrads((a, b) => condition.where(a.square(), b.exp()), tensor([1, 2]), tensor([[3], [1]]), {
      order: 2,
    });
  });
});

describe("at the edges", () => {
  test("equal operands of maximum and minimum share the gradient", () => {
    for (const f of [cases.maximum.f, cases.minimum.f]) {
      const [a, b] = grad((x, y) => f(x, y).sum())(tensor([1]), tensor([1]));
      expect([a.item(), b.item()]).toEqual([0.5, 0.5]);
    }
  });
  test("maximum and minimum are NaN where either operand is", () => {
    const [a, b] = [tensor([Number.NaN, 1]), tensor([1, Number.NaN])];
    expect([...a.maximum(b).data, ...a.minimum(b).data]).toEqual(Array(4).fill(Number.NaN));
  });
  test("x⁰ has the derivative 0, at 0 too; 0ᵇ has the derivative 0 by b", () => {
    const [dx, db] = grad((x, b) => x.pow(b).sum())(tensor([0, 2]), tensor([0, 0]));
    expect(dx).toBeAllclose([0, 0]);
    expect(db.at(1)).toBeCloseTo(Math.log(2));
    expect(grad((b) => tensor([0]).pow(b).sum())(tensor([3]))).toBeAllclose([0]);
  });
  test("0⁰ has the derivative 0 by the exponent, 0 to a negative power −∞", () => {
    const db = grad((b) => tensor([0, 0, 0]).pow(b).sum())(tensor([0, 2, -1]));
    expect(db).toBeAllclose([0, 0, Number.NEGATIVE_INFINITY]);
    expect(grad((b) => tensor(0).pow(b))(tensor(0)).item()).toBe(0);
  });
  test.each(dtypes)("powers of 0 have derivatives of every order, %s", (dtype) => {
    const n = [0, 1, 2, 3, 4];
    const exponents = tensor(n, { dtype });
    const derivative = (f: (x: Tensor) => Tensor): ((x: Tensor) => Tensor) => grad((x: Tensor) => f(x).sum());
    for (const f of [
      (x: Tensor) => x.pow(exponents),
      (x: Tensor) => exponents.detach().pow(0).mul(x).pow(exponents),
    ]) {
      let nth = f;
      for (let order = 1; order <= 4; order++) {
        nth = derivative(nth);
        // n · (n − 1) · … · 1 where n is the order, and 0 elsewhere.
        const factorial = [1, 2, 6, 24][order - 1];
        expect(nth(tensor([0, 0, 0, 0, 0], { dtype }))).toBeAllclose(
          n.map((i) => (i === order ? factorial : 0)),
        );
      }
    }
    for (const power of n) {
      expect(hessian((x) => x.pow(power).sum())(tensor([0], { dtype }))).toBeAllclose([
        [power === 2 ? 2 : 0],
      ]);
    }
  });
  test("x⁰ is flat however small x is", () => {
    const third = grad(grad(grad((x: Tensor) => x.pow(0).sum())));
    expect(third(tensor([1e-310]))).toBeAllclose([0]);
  });
  test("xᵇ has mixed derivatives, at b = 0 and at x = 0 too", () => {
    const byBase = (b: Tensor): Tensor => grad((x: Tensor) => x.pow(b).sum())(tensor([2, 2, 0]));
    const byExponent = (x: Tensor): Tensor => grad((b: Tensor) => x.pow(b).sum())(tensor([0, 3, 3]));
    const xs = tensor([2, 2, 0]);
    const bs = tensor([0, 3, 3]);
    // xᵇ⁻¹ · (1 + b · ln x)
    const mixed = [0.5, 4 * (1 + 3 * Math.LN2), 0];
    const diagonal = (x: Tensor): number[] => [0, 1, 2].map((i) => x.at(i, i));
    expect(diagonal(jacobian(byBase)(bs))).toEqual(mixed.map((x) => expect.closeTo(x, 12)));
    expect(diagonal(jacobian(byExponent)(xs))).toEqual(mixed.map((x) => expect.closeTo(x, 12)));
  });
  test("1 to any power is 1, and so is −1 to an infinite one, as NumPy has it", () => {
    const [nan, inf] = [Number.NaN, Number.POSITIVE_INFINITY];
    const base = tensor([1, 1, 1, -1, -1, -1, nan, 2]);
    const exponent = tensor([nan, inf, -inf, inf, -inf, nan, 0, nan]);
    expect(base.pow(exponent)).toBeAllclose([1, 1, 1, 1, 1, nan, 1, nan]);
  });
  test("a division by 0 is ±∞ or NaN, as in IEEE arithmetic", () => {
    expect([...tensor([1, -1, 0]).div(0).data]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ]);
  });
  test("empty tensors broadcast with a row", () => {
    const empty = tensor([], { shape: [0, 3] });
    expect(empty.add(tensor([1, 2, 3])).shape).toEqual([0, 3]);
  });
  test("comparisons have no gradient", () => {
    expect(grad((x) => x.mul(x.greater(1)).sum())(tensor([1, 2]))).toBeAllclose([0, 1]);
  });
});

describe("operands that do not fit", () => {
  test("shapes: the message names both, and the axes", () => {
    const call = (): Tensor => tensor([[1, 2, 3]]).add(tensor([1, 2]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(
      "add: (1, 3) and (2) do not fit: axis 1 of the left is 3, axis 0 of the right is 2\n" +
        "  help: a column of m numbers is (m, 1), a row of n is (n); reshape one of them",
    );
  });
  test("dtypes: the message says how to convert", () => {
    const call = (): Tensor => tensor([1]).mul(tensor([1], { dtype: "float32" }));
    expect(call).toThrow(DTypeError);
    expect(call).toThrow('mul: a float64 and a float32 tensor\n  help: convert one of them: .to("float64")');
  });
});
