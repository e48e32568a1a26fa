import { formatShape, sameShape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { CheckResult } from "./check-result.js";

/** Two values are alike where they differ by at most this share of the larger. */
const DEFAULT_TOLERANCE = 1e-9;

/**
 * Compares what a cell computed with what it should be.
 *
 * @param title      what is compared with what
 * @param actual     a number or a tensor
 * @param expected   likewise
 * @param tolerance  the largest |difference| that passes; default 1e-9
 * @example check("from scratch = library", myDropout(a, mask, 0.86), layer.forward(a), 1e-12)
 */
export function check(
  title: string,
  actual: Tensor | number,
  expected: Tensor | number,
  tolerance: number = DEFAULT_TOLERANCE,
): CheckResult {
  const wrong = typeMistake(actual, expected) ?? shapeMistake(actual, expected);
  if (wrong !== null) return new CheckResult(title, "failed", wrong);
  const difference = largestDifference(actual, expected);
  const found = difference === 0 ? "no difference" : `largest difference ${difference.toExponential(1)}`;
  if (difference <= tolerance)
    return new CheckResult(title, "passed", `${found}, at most ${tolerance} allowed`);
  return new CheckResult(title, "failed", `${found}, only ${tolerance} allowed`);
}

/** What a learner's value is not, by type; null where it is right. */
export function typeMistake(actual: unknown, expected: Tensor | number): string | null {
  const wanted = expected instanceof Tensor ? "a Tensor" : "a number";
  if (actual === undefined) return `expected ${wanted}, received undefined: is there a return?`;
  const right = expected instanceof Tensor ? actual instanceof Tensor : typeof actual === "number";
  if (right) return null;
  return `expected ${wanted}, received ${described(actual)}`;
}

function described(value: unknown): string {
  if (value instanceof Tensor) return "a Tensor";
  return Array.isArray(value) ? "an array" : `${typeof value} ${String(value)}`;
}

/** What is wrong with the shape; null where it is right. */
export function shapeMistake(actual: Tensor | number, expected: Tensor | number): string | null {
  const [received, wanted] = [shapeOf(actual), shapeOf(expected)];
  if (sameShape(received, wanted)) return null;
  return `expected shape ${formatShape(wanted)}, received ${formatShape(received)}`;
}

/** The largest |a − b| of two values of one shape; Infinity where one of the two is NaN. */
export function largestDifference(a: Tensor | number, b: Tensor | number): number {
  const [left, right] = [valuesOf(a), valuesOf(b)];
  let largest = 0;
  for (let i = 0; i < left.length; i++) {
    if (Object.is(left[i], right[i])) continue;
    const difference = Math.abs(left[i] - right[i]);
    largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }
  return largest;
}

function shapeOf(value: Tensor | number): readonly number[] {
  return typeof value === "number" ? [] : value.shape;
}

function valuesOf(value: Tensor | number): ArrayLike<number> {
  return typeof value === "number" ? [value] : value.data;
}
