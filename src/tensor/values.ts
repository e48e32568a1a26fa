import type { Floats } from "../backend/kernels.js";
import { allocate, isCurrent, keep, stepOf } from "../backend/memory.js";
import { type DType, dtypeOf } from "./dtype.js";
import { ShapeError, ValueError } from "./errors.js";
import { copyStrided } from "./layout.js";
import { formatShape, rowMajorStrides, type Shape, sizeOf } from "./shape.js";

/** Numbers nested as deep as the tensor has axes; a plain number for a scalar. */
export type NestedNumbers = number | readonly NestedNumbers[];

/** The lower half of a tensor: numbers with a shape, and how to read them. */
export abstract class Values {
  /** The length of each axis. */
  readonly shape: Shape;
  /** "float64" or "float32". */
  readonly dtype: DType;
  /** How far apart neighbours are along each axis; null means row by row, without gaps. */
  readonly viewStrides: readonly number[] | null;
  private numbers: Floats;
  private step: number;

  constructor(numbers: Floats, shape: Shape, viewStrides: readonly number[] | null) {
    this.numbers = numbers;
    this.shape = shape;
    this.viewStrides = viewStrides;
    this.dtype = dtypeOf(numbers);
    this.step = stepOf(numbers);
  }

  /**
   * Where the numbers are, laid out as `strides` says. Those that a training step computed lie in memory that the next
   * step uses again: to look at them later, take `data`, or `keep()`.
   *
   * @throws ValueError when they belonged to a training step whose memory is in use again
   */
  get storage(): Floats {
    if (this.isOutdated) throw outdated(this.shape);
    return this.numbers;
  }

  /**
   * The numbers row by row: the storage itself where it is laid out so, else a copy. What was read stays as it was,
   * also when the training step that made it is over; only a parameter's numbers change, as training changes them.
   *
   * @throws ValueError when they belonged to a training step whose memory is in use again
   */
  get data(): Floats {
    if (this.viewStrides !== null) return keep(this.rowMajor);
    if (this.step !== 0) this.outlastStep();
    return this.storage;
  }

  /** As `data`, for reading at once: where it was a step that computed the numbers, they stay in its memory. */
  get rowMajor(): Floats {
    const storage = this.storage;
    if (this.viewStrides === null) return storage;
    const out = allocate(this.dtype, this.size);
    copyStrided(storage, this.shape, this.viewStrides, out);
    return out;
  }

  /** Whether the numbers lie in the memory of a training step, and will be gone when the next one begins. */
  get isOfStep(): boolean {
    return this.step !== 0;
  }

  /** Whether they did, and are gone. */
  get isOutdated(): boolean {
    return this.step !== 0 && !isCurrent(this.step);
  }

  /** Moves the numbers out of the memory of their training step, while they are there. */
  outlastStep(): void {
    if (this.isOutdated) return;
    this.numbers = keep(this.numbers);
    this.step = 0;
  }

  /** The number of axes: 0 for a scalar, 2 for a matrix. */
  get rank(): number {
    return this.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** How far apart two neighbours along each axis are in the storage. */
  get strides(): readonly number[] {
    return this.viewStrides ?? rowMajorStrides(this.shape);
  }

  /**
   * The only number of a tensor of one element.
   *
   * @throws ShapeError when it has more or none
   */
  item(): number {
    if (this.size === 1) return this.storage[0];
    throw new ShapeError(`item: a tensor of shape ${formatShape(this.shape)} is not a single number`, {
      expected: [],
      received: this.shape,
      help: "reduce it first: .sum().item() or .mean().item()",
    });
  }

  /**
   * The element at the given indices, one for each axis; negative ones count from the end.
   *
   * @throws ShapeError when there are too few or too many indices
   * @throws ValueError when there is no such element
   */
  at(...indices: number[]): number {
    if (indices.length !== this.rank) {
      throw new ShapeError(`at: ${indices.length} indices for a tensor of shape ${formatShape(this.shape)}`, {
        expected: this.rank,
        received: indices.length,
        help: `give ${this.rank}, one for each axis`,
      });
    }
    const strides = this.strides;
    let position = 0;
    for (let axis = 0; axis < indices.length; axis++) {
      position += resolveIndex("at", indices[axis], axis, this.shape) * strides[axis];
    }
    return this.storage[position];
  }

  /** A copy as nested JavaScript arrays; a number for a scalar. */
  toArray(): NestedNumbers {
    const values = this.rowMajor;
    const nest = (axis: number, start: number, length: number): NestedNumbers => {
      if (axis === this.rank) return values[start];
      const step = length / this.shape[axis];
      return Array.from({ length: this.shape[axis] }, (_, i) => nest(axis + 1, start + i * step, step));
    };
    return nest(0, 0, this.size);
  }
}

/**
 * An index counted from the front; negative ones count from the end.
 *
 * @throws ValueError when the axis has no such element
 */
export function resolveIndex(operation: string, index: number, axis: number, shape: Shape): number {
  const length = shape[axis];
  const resolved = index < 0 ? index + length : index;
  if (Number.isInteger(index) && resolved >= 0 && resolved < length) return resolved;
  throw new ValueError(`${operation}: there is no element ${index} on axis ${axis}, which has ${length}`, {
    expected: `a whole number from ${-length} to ${length - 1}`,
    received: index,
    help: "the first is 0, the last is −1",
  });
}

function outdated(shape: Shape): ValueError {
  return new ValueError(
    `this tensor of shape ${formatShape(shape)} was made in a training step that is over, and its memory is in use again`,
    {
      expected: "a tensor of the current step, or one that was kept",
      received: "a tensor of an earlier step",
      help: "keep what you want to look at later, inside the step: z.keep()",
    },
  );
}
