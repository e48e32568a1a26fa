import "../../helpers/allclose.js";
import fc from "fast-check";
import { compile, derivative } from "mathjs";
import { describe, expect, test } from "vitest";
import { checkGrads, grad, type Tensor, tensor } from "../../../src/index.js";
import { dtypes, shapes, strided, tensors } from "../../helpers/arbitraries.js";

/** A function, the same one for mathjs, and where it is smooth and of moderate size. */
interface Case {
  readonly f: (x: Tensor) => Tensor;
  readonly formula: string;
  readonly from: number;
  readonly to: number;
}

const cases: Readonly<Record<string, Case>> = {
  neg: { f: (x) => x.neg(), formula: "-x", from: -3, to: 3 },
  abs: { f: (x) => x.abs(), formula: "abs(x)", from: 0.1, to: 3 },
  "abs of negative numbers": { f: (x) => x.abs(), formula: "abs(x)", from: -3, to: -0.1 },
  exp: { f: (x) => x.exp(), formula: "exp(x)", from: -3, to: 3 },
  expm1: { f: (x) => x.expm1(), formula: "expm1(x)", from: -2, to: 2 },
  log: { f: (x) => x.log(), formula: "log(x)", from: 0.2, to: 5 },
  log1p: { f: (x) => x.log1p(), formula: "log(1 + x)", from: -0.8, to: 3 },
  sqrt: { f: (x) => x.sqrt(), formula: "sqrt(x)", from: 0.2, to: 5 },
  square: { f: (x) => x.square(), formula: "x^2", from: -3, to: 3 },
  sin: { f: (x) => x.sin(), formula: "sin(x)", from: -4, to: 4 },
  cos: { f: (x) => x.cos(), formula: "cos(x)", from: -4, to: 4 },
  sigmoid: { f: (x) => x.sigmoid(), formula: "1 / (1 + exp(-x))", from: -5, to: 5 },
  tanh: { f: (x) => x.tanh(), formula: "tanh(x)", from: -3, to: 3 },
  softplus: { f: (x) => x.softplus(), formula: "log(1 + exp(x))", from: -4, to: 4 },
  "relu above 0": { f: (x) => x.relu(), formula: "x", from: 0.1, to: 3 },
  "relu below 0": { f: (x) => x.relu(), formula: "0 * x", from: -3, to: -0.1 },
  "leakyRelu below 0": { f: (x) => x.leakyRelu(0.2), formula: "0.2 * x", from: -3, to: -0.1 },
  "clip inside": { f: (x) => x.clip(-1, 1), formula: "x", from: -0.9, to: 0.9 },
  "clip outside": { f: (x) => x.clip(-1, 1), formula: "1 + 0 * x", from: 1.1, to: 3 },
  "times and plus a number": { f: (x) => x.mul(3).add(-2), formula: "3 * x - 2", from: -3, to: 3 },
  "a number minus x": { f: (x) => x.rsub(5), formula: "5 - x", from: -3, to: 3 },
  "x to a power": { f: (x) => x.pow(2.5), formula: "x^2.5", from: 0.3, to: 3 },
  "a number over x": { f: (x) => x.rdiv(2), formula: "2 / x", from: 0.4, to: 3 },
};

/** expm1 is not in mathjs's list of derivatives. */
const slopes: Readonly<Record<string, string>> = { expm1: "exp(x)" };

describe.each(Object.entries(cases))("%s", (name, { f, formula, from, to }) => {
  const expected = (expression: string, x: Tensor): Tensor => {
    const code = compile(expression);
    const values = Float64Array.from(x.data, (value) => Number(code.evaluate({ x: value })));
    return tensor(values, { shape: x.shape });
  };
  const within = { min: from, max: to };

  test.each(dtypes)("has mathjs's values, %s", (dtype) => {
    const property = fc.property(
      shapes().chain((shape) => tensors(shape, { ...within, dtype })),
      (x) => {
        const y = f(x);
        expect(y.dtype).toBe(dtype);
        expect(y).toBeAllclose(expected(formula, x));
        expect(f(strided(x))).toBeAllclose(y);
      },
    );
    fc.assert(property, { numRuns: 20 });
  });

  test("has mathjs's symbolic derivative", () => {
    const slope = slopes[name] ?? derivative(formula, "x").toString();
    const property = fc.property(tensors([6], within), (x) => {
      expect(grad((t) => f(t).sum())(x)).toBeAllclose(expected(slope, x), {
        relative: 1e-11,
        absolute: 1e-11,
      });
    });
    fc.assert(property, { numRuns: 20 });
  });

  test.each(dtypes)("has the differences' derivatives, first and second, %s", (dtype) => {
    const property = fc.property(
      shapes({ maxRank: 3 }).chain((shape) => tensors(shape, { ...within, dtype })),
      (x) => void checkGrads(f, x, { order: 2, name }),
    );
    fc.assert(property, { numRuns: 5 });
  });
});

describe("at the edges", () => {
  const edges = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1e300, -1e300];
  const applied = (f: (x: Tensor) => Tensor): number[] => [...f(tensor(edges)).data];
  const inf = Number.POSITIVE_INFINITY;
  const nan = Number.NaN;

  test("relu lets NaN through, and makes −∞ and −0 a zero", () => {
    expect(applied((x) => x.relu()).map((y) => y + 0)).toEqual([nan, inf, 0, 0, 0, 1e300, 0]);
  });
  test("sigmoid reaches 0 and 1 and never overflows", () => {
    expect(applied((x) => x.sigmoid())).toEqual([nan, 1, 0, 0.5, 0.5, 1, 0]);
  });
  test("softplus of large numbers is the number itself", () => {
    expect(applied((x) => x.softplus())).toEqual([nan, inf, 0, Math.LN2, Math.LN2, 1e300, 0]);
  });
  test("log of 0 is −∞, of negative numbers NaN", () => {
    expect(applied((x) => x.log())).toEqual([nan, inf, nan, -inf, -inf, Math.log(1e300), nan]);
  });
  test("tanh reaches ±1", () => {
    expect(applied((x) => x.tanh())).toEqual([nan, 1, -1, 0, -0, 1, -1]);
  });
  test("a product and a sum with a number keep the sign of zero, as in IEEE arithmetic", () => {
    expect(Object.is(tensor([-0]).mul(2).item(), -0)).toBe(true);
    expect(Object.is(tensor([0]).mul(-2).item(), -0)).toBe(true);
    expect(Object.is(tensor([-0]).add(0).item(), 0)).toBe(true);
    expect(Object.is(tensor([0]).sub(0).item(), 0)).toBe(true);
    expect(Object.is(tensor([0]).neg().item(), -0)).toBe(true);
  });
  test("float32 rounds a number before it multiplies, as a float32 tensor's would be", () => {
    const x = tensor([3], { dtype: "float32" });
    expect(x.mul(0.1).item()).toBe(Math.fround(3 * Math.fround(0.1)));
    expect(x.add(0.1).item()).toBe(Math.fround(3 + Math.fround(0.1)));
  });
  test("an empty tensor gives an empty tensor", () => {
    const empty = tensor([], { requiresGrad: true });
    const y = empty.exp().mul(2);
    expect(y.shape).toEqual([0]);
    y.sum().backward();
    expect(empty.grad?.shape).toEqual([0]);
  });
  test("relu's derivative at 0 is 0, abs's too, clip's at its bounds 1", () => {
    expect(grad((x) => x.relu().sum())(tensor([0]))).toBeAllclose([0]);
    expect(grad((x) => x.abs().sum())(tensor([0]))).toBeAllclose([0]);
    expect(grad((x) => x.clip(-1, 1).sum())(tensor([-1, 1]))).toBeAllclose([1, 1]);
  });
  test("a derivative is right where a value has overflowed in its parts", () => {
    expect(grad((x) => x.softplus().sum())(tensor([800, -800]))).toBeAllclose([1, 0]);
    expect(grad((x) => x.sigmoid().sum())(tensor([800, -800]))).toBeAllclose([0, 0]);
  });
});
