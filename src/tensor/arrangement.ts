import { tensorError } from "./argument-errors.js";
import { described, isList } from "./describe.js";
import { operations } from "./dispatch.js";
import { ShapeError, ValueError } from "./errors.js";
import { Functions } from "./functions.js";
import { flipped, picked, placed, taken } from "./positions.js";
import { formatShape, resolveAxis, type Shape, sizeOf } from "./shape.js";
import type { Tensor } from "./tensor.js";
import { resolveIndex, Values } from "./values.js";

/** A tensor's numbers in another shape or order, and parts of them. Views are not copied. */
export abstract class Arrangement extends Functions {
  // Other shapes --------------------------------------------------------------------------------------

  /**
   * The same numbers in another shape; one axis may be −1, and is what remains.
   *
   * @throws ShapeError when the shape has another number of elements
   */
  reshape(this: Tensor, ...shape: number[]): Tensor {
    return operations.reshape([this], { shape: inferredShape(this.shape, shape) });
  }
  /** Everything on one axis. */
  flatten(this: Tensor): Tensor {
    return operations.reshape([this], { shape: [this.size] });
  }
  /** Without the axes of length 1, or without the given one. */
  squeeze(this: Tensor, axis?: number): Tensor {
    const only = axis === undefined ? null : resolveAxis("squeeze", axis, this.rank);
    if (only !== null && this.shape[only] !== 1) {
      throw new ShapeError(
        `squeeze: axis ${only} of ${formatShape(this.shape)} has length ${this.shape[only]}, not 1`,
        { expected: 1, received: this.shape[only], help: "to pick one of its elements: x.select(0, axis)" },
      );
    }
    const shape = this.shape.filter((length, i) => (only === null ? length !== 1 : i !== only));
    return operations.reshape([this], { shape });
  }
  /** With a new axis of length 1 in the given place; −1 is after the last. */
  unsqueeze(this: Tensor, axis: number): Tensor {
    const place = resolveAxis("unsqueeze", axis, this.rank + 1);
    return operations.reshape([this], {
      shape: [...this.shape.slice(0, place), 1, ...this.shape.slice(place)],
    });
  }
  /** The axes in another order; without arguments, reversed. */
  transpose(this: Tensor, ...order: number[]): Tensor {
    const axes = order.length === 0 ? this.shape.map((_, i) => this.rank - 1 - i) : order;
    return operations.permute([this], { order: axes.map((a) => resolveAxis("transpose", a, this.rank)) });
  }
  /** Repeated to a larger shape, without a copy. */
  broadcastTo(this: Tensor, ...shape: number[]): Tensor {
    return operations.broadcastTo([this], { shape });
  }

  // Parts ---------------------------------------------------------------------------------------------

  /** Elements start … end − 1 of an axis, every step-th; negative bounds count from the end. */
  slice(this: Tensor, start: number, end?: number, axis: number = 0, step: number = 1): Tensor {
    const along = resolveAxis("slice", axis, this.rank);
    const length = this.shape[along];
    const to = end ?? length;
    if (!Number.isInteger(start) || !Number.isInteger(to) || !Number.isInteger(step) || step < 1) {
      throw new ValueError(`slice: from ${start} to ${to} by ${step}`, {
        expected: "whole numbers, and a step of 1 or more",
        received: [start, to, step],
        help: "x.slice(start, end, axis, step); to turn an axis around: x.flip(axis)",
      });
    }
    const bound = (at: number): number => Math.min(length, Math.max(0, at < 0 ? at + length : at));
    const from = bound(start);
    return operations.slice([this], { axis: along, start: from, end: Math.max(from, bound(to)), step });
  }
  /** One element of an axis, which falls away: x.select(0) is the first row of a matrix. */
  select(this: Tensor, index: number, axis: number = 0): Tensor {
    const along = resolveAxis("select", axis, this.rank);
    const start = resolveIndex("select", index, along, this.shape);
    return this.slice(start, start + 1, along).squeeze(along);
  }
  /** Consecutive parts of an axis, of the given lengths, or of one length each (the last may be shorter). */
  split(this: Tensor, lengths: number | readonly number[], axis: number = 0): Tensor[] {
    const along = resolveAxis("split", axis, this.rank);
    const total = this.shape[along];
    const parts = typeof lengths === "number" ? equalParts(total, lengths) : lengths;
    const valid = parts.every((n) => Number.isInteger(n) && n >= 0);
    if (!valid || parts.reduce((sum, n) => sum + n, 0) !== total) {
      throw new ShapeError(
        `split: parts of ${parts.join(", ")} do not make up axis ${along}, which has ${total}`,
        {
          expected: total,
          received: lengths,
          help: "the lengths add up to the axis; one number cuts it into equal parts",
        },
      );
    }
    let start = 0;
    return parts.map((length) => {
      start += length;
      return this.slice(start - length, start, along);
    });
  }
  /**
   * The elements of an axis at the given indices, in that order, repeated where an index is.
   *
   * @param indices  a list of whole numbers, or a tensor of one axis
   */
  take(this: Tensor, indices: ArrayLike<number> | Tensor, axis: number = 0): Tensor {
    const along = resolveAxis("take", axis, this.rank);
    return operations.gather([this], taken(this.shape, checkedIndices(indices), along));
  }
  /**
   * For each index, the element at that index of the axis, at the same place on all other axes: with one class
   * for each row, z.gather(labels.unsqueeze(1), 1) picks each row's logit of its class.
   *
   * @param indices  whole numbers; as long as this on every other axis
   * @throws ShapeError when it is not
   * @throws ValueError when an index is not on the axis
   */
  gather(this: Tensor, indices: Tensor, axis: number): Tensor {
    if (!(indices instanceof Values)) throw tensorError("gather", indices);
    return operations.gather([this], picked(this.shape, indices, resolveAxis("gather", axis, this.rank)));
  }
  /** An axis, or several, from last to first; without arguments, all. */
  flip(this: Tensor, ...axes: number[]): Tensor {
    const turned = axes.length === 0 ? this.shape.map((_, i) => i) : axes;
    return operations.gather(
      [this],
      flipped(
        this.shape,
        turned.map((a) => resolveAxis("flip", a, this.rank)),
      ),
    );
  }
  /**
   * Set into a larger tensor full of `value`.
   *
   * @param widths  for each axis, how many to add [before, after]
   * @throws ShapeError when there is not one pair for each axis
   */
  pad(this: Tensor, widths: readonly (readonly [number, number])[], value: number = 0): Tensor {
    const place = placed(this.shape, widths);
    const padded = operations.scatter([this], place);
    if (value === 0) return padded;
    const inside = operations.scatter([this.scalar(1).broadcastTo(...this.shape)], place);
    return inside.where(padded, value);
  }
}

function checkedIndices(indices: ArrayLike<number> | Tensor): ArrayLike<number> {
  const isTensor = indices instanceof Values;
  if (!isTensor && isList(indices)) return indices;
  if (isTensor && indices.rank === 1) return indices.rowMajor;
  throw new ValueError(`take: ${described(indices)} is no list of indices`, {
    expected: "a list of whole numbers, or a tensor of one axis",
    received: indices,
    help: "x.take([0, 2]); for one element, whose axis falls away: x.select(0)",
  });
}

function inferredShape(shape: Shape, wanted: readonly number[]): Shape {
  const size = sizeOf(shape);
  const open = wanted.indexOf(-1);
  const known = wanted.reduce((product, length) => (length === -1 ? product : product * length), 1);
  const inferred = open === -1 ? wanted : wanted.map((length, i) => (i === open ? size / known : length));
  if (sizeOf(inferred) === size && inferred.every((n) => Number.isInteger(n) && n >= 0)) return inferred;
  throw new ShapeError(
    `reshape: ${formatShape(shape)} has ${size} elements and cannot become ${formatShape(wanted)}`,
    { expected: size, received: wanted, help: reshapeHelp(wanted) },
  );
}

function reshapeHelp([first]: readonly unknown[]): string {
  if (!isList(first)) return "the product of the axes stays the same";
  return `one argument for each axis: reshape(${Array.from(first).join(", ")})`;
}

function equalParts(total: number, length: number): number[] {
  if (!(length > 0)) return [length];
  return Array.from({ length: Math.ceil(total / length) }, (_, i) => Math.min(length, total - i * length));
}
