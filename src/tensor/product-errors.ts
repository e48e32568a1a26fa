import { ShapeError } from "./errors.js";
import { formatShape, type Shape } from "./shape.js";

/** What cannot be multiplied, named by the shapes that were given. */
export function productError(a: Shape, b: Shape): ShapeError {
  const [left, right] = [formatShape(a), formatShape(b)];
  if (a.length === 0 || b.length === 0) {
    return new ShapeError(`matmul: ${left} × ${right}: a scalar is no matrix`, {
      expected: "at least one axis each",
      received: a.length === 0 ? a : b,
      help: "for a number times a tensor, use .mul",
    });
  }
  const inner = Math.max(0, b.length - 2);
  return new ShapeError(
    `matmul: ${left} × ${right} do not fit: axis ${a.length - 1} of the left is ${a[a.length - 1]}, ` +
      `axis ${inner} of the right is ${b[inner]}`,
    { expected: a[a.length - 1], received: b[inner], help: fitHelp(a, b) },
  );
}

function fitHelp(a: Shape, b: Shape): string {
  if (b.length === 2 && a[a.length - 1] === b[1]) return "did you mean x.matmul(w.T)?";
  if (a.length > 1 && b.length > 1) return "(m, k) × (k, n) gives (m, n)";
  return "a vector is a row on the left, (k) × (k, n), and a column on the right, (m, k) × (k)";
}

/** Stacks of matrices, of which there are not as many on both sides. */
export function batchError(a: Shape, b: Shape): ShapeError {
  const [left, right] = [a.slice(0, -2), b.slice(0, -2)];
  return new ShapeError(
    `matmul: ${formatShape(a)} × ${formatShape(b)} do not fit: the batches are ${formatShape(left)} and ${formatShape(right)}`,
    { expected: left, received: right, help: "the axes before the last two are the same, or 1" },
  );
}
