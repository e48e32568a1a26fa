import { expect } from "vitest";
import { type NestedNumbers, Tensor, tensor } from "../../src/index.js";

/** How close is close: |received − expected| ≤ absolute + relative · |expected|. */
export interface Closeness {
  readonly relative?: number;
  readonly absolute?: number;
}

interface AllcloseMatcher<R> {
  /**
   * Whether a tensor has the expected shape and numbers. NaN is close to NaN, ∞ to ∞ of the same sign.
   * Without tolerances: 1e-12 for float64, 1e-5 for float32.
   */
  toBeAllclose(expected: Tensor | NestedNumbers, closeness?: Closeness): R;
}

declare module "vitest" {
  interface Matchers<T> extends AllcloseMatcher<T> {}
}

expect.extend({
  toBeAllclose(received: unknown, expected: Tensor | NestedNumbers, closeness: Closeness = {}) {
    if (!(received instanceof Tensor)) return { pass: false, message: () => `${received} is no tensor` };
    const wanted = expected instanceof Tensor ? expected : tensor(expected);
    const usual = received.dtype === "float64" ? 1e-12 : 1e-5;
    const { relative = usual, absolute = usual } = closeness;
    const [a, b] = [received.data, wanted.data];
    const sameShape = String(received.shape) === String(wanted.shape);
    const far = [...a].findIndex((x, i) => !isClose(x, b[i], relative, absolute));
    const where = sameShape ? `at position ${far}: ${a[far]} instead of ${b[far]}` : "the shapes differ";
    return {
      pass: sameShape && far === -1,
      message: () => `${where}\nreceived ${received}\nexpected ${wanted}`,
    };
  },
});

function isClose(x: number, y: number, relative: number, absolute: number): boolean {
  if (Object.is(x, y) || x === y) return true;
  return Math.abs(x - y) <= absolute + relative * Math.abs(y) && Number.isFinite(y);
}
