import { operations } from "./dispatch.js";
import { ValueError } from "./errors.js";
import { resolveAxis } from "./shape.js";
import type { Tensor } from "./tensor.js";

/**
 * Several tensors one behind the other along an axis.
 *
 * @param parts  at least one; all axes but `axis` are the same
 * @throws ShapeError when they are not
 * @example concat([tensor([[1, 2]]), tensor([[3, 4]])]) // [[1, 2], [3, 4]]
 */
export function concat(parts: readonly Tensor[], axis: number = 0): Tensor {
  return operations.concat(parts, { axis: resolveAxis("concat", axis, some("concat", parts).rank) });
}

/**
 * Several tensors of one shape along a new axis.
 *
 * @throws ShapeError when the shapes differ
 * @example stack([tensor([1, 2]), tensor([3, 4])]) // [[1, 2], [3, 4]]
 */
export function stack(parts: readonly Tensor[], axis: number = 0): Tensor {
  const place = resolveAxis("stack", axis, some("stack", parts).rank + 1);
  return concat(
    parts.map((part) => part.unsqueeze(place)),
    place,
  );
}

function some(operation: string, parts: readonly Tensor[]): Tensor {
  if (parts.length > 0) return parts[0];
  throw new ValueError(`${operation}: there is nothing to join`, {
    expected: "at least one tensor",
    received: parts,
    help: `${operation}([a, b])`,
  });
}
