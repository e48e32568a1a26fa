import { tensorError } from "./argument-errors.js";
import { described } from "./describe.js";
import { operations } from "./dispatch.js";
import { commonDType } from "./dtype.js";
import { ShapeError, ValueError } from "./errors.js";
import { formatShape, resolveAxis, sameShape } from "./shape.js";
import type { Tensor } from "./tensor.js";
import { Values } from "./values.js";

/**
 * Several tensors one behind the other along an axis.
 *
 * @param parts  at least one; all axes but `axis` are the same
 * @throws ShapeError when they are not
 * @throws DTypeError when they differ in precision
 * @example concat([tensor([[1, 2]]), tensor([[3, 4]])]) // [[1, 2], [3, 4]]
 */
export function concat(parts: readonly Tensor[], axis: number = 0): Tensor {
  const [first] = checkedParts("concat", parts);
  return operations.concat(parts, { axis: resolveAxis("concat", axis, first.rank) });
}

/**
 * Several tensors of one shape along a new axis.
 *
 * @throws ShapeError when the shapes differ
 * @throws DTypeError when they differ in precision
 * @example stack([tensor([1, 2]), tensor([3, 4])]) // [[1, 2], [3, 4]]
 */
export function stack(parts: readonly Tensor[], axis: number = 0): Tensor {
  const [first] = checkedParts("stack", parts);
  const place = resolveAxis("stack", axis, first.rank + 1);
  const rows = parts.map((part) => {
    checkAlike(first, part);
    return part.unsqueeze(place);
  });
  return operations.concat(rows, { axis: place });
}

function checkedParts(operation: string, parts: readonly Tensor[]): readonly Tensor[] {
  if (!Array.isArray(parts) || parts.length === 0) {
    const what = Array.isArray(parts)
      ? "there is nothing to join"
      : `${described(parts)} is no list of tensors`;
    throw new ValueError(`${operation}: ${what}`, {
      expected: "a list of at least one tensor",
      received: parts,
      help: `${operation}([a, b])`,
    });
  }
  for (const part of parts) if (!(part instanceof Values)) throw tensorError(operation, part);
  return parts;
}

function checkAlike(first: Tensor, other: Tensor): void {
  commonDType("stack", first.dtype, other.dtype);
  if (sameShape(first.shape, other.shape)) return;
  throw new ShapeError(
    `stack: ${formatShape(first.shape)} and ${formatShape(other.shape)} are different shapes`,
    {
      expected: first.shape,
      received: other.shape,
      help: "all have one shape; to put them one behind the other: concat([a, b])",
    },
  );
}
