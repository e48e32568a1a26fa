import type { Floats } from "../backend/kernels.js";
import { allocate } from "../backend/memory.js";
import { dispatch, runBackward } from "./dispatch.js";
import { type DType, dtypeOf } from "./dtype.js";
import { ShapeError, ValueError } from "./errors.js";
import { formatTensor } from "./format.js";
import { printedBy } from "./inspect.js";
import { gatherStrided } from "./layout.js";
import { formatShape, resolveAxis, rowMajorStrides, type Shape, sizeOf } from "./shape.js";

/** What an elementwise operation takes: a tensor, or a number that stands for a tensor full of it. */
export type Operand = Tensor | number;

/** Numbers nested as deep as the tensor has axes; a plain number for a scalar. */
export type NestedNumbers = number | readonly NestedNumbers[];

/** How a tensor came about: what the backward walk follows. */
export interface Origin {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  /** Gradients of the inputs, given that of the output; null where none is asked for. */
  readonly pullBack: (dy: Tensor, y: Tensor) => readonly (Tensor | null)[];
}

/**
 * An array of numbers with a shape, and the memory of how it was computed.
 *
 * Operations return new tensors. An elementwise operation of two shapes broadcasts as NumPy does. Where an
 * operand has `requiresGrad`, the result remembers it, and `backward()` finds the gradients.
 *
 * @example
 * const w = tensor([1, 2, 3], { requiresGrad: true });
 * w.square().sum().backward();
 * w.grad; // tensor([2, 4, 6])
 */
export class Tensor {
  readonly shape: Shape;
  readonly dtype: DType;
  /** Filled by `backward()` on leaves that ask for it; gradients of several calls add up. */
  grad: Tensor | null = null;
  requiresGrad: boolean = false;
  origin: Origin | null = null;

  /** Where the numbers are, at `stride` apart along each axis; null means row by row, without gaps. */
  readonly storage: Floats;
  readonly viewStrides: readonly number[] | null;

  /** Takes the storage as it is, without a copy; `tensor([…])` is for everyday use. */
  constructor(storage: Floats, shape: Shape, viewStrides: readonly number[] | null = null) {
    this.storage = storage;
    this.shape = shape;
    this.viewStrides = viewStrides;
    this.dtype = dtypeOf(storage);
  }

  /** The number of axes: 0 for a scalar, 2 for a matrix. */
  get rank(): number {
    return this.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  get strides(): readonly number[] {
    return this.viewStrides ?? rowMajorStrides(this.shape);
  }

  /** The numbers row by row: the storage itself where it is laid out so, else a copy. */
  get data(): Floats {
    if (this.viewStrides === null) return this.storage;
    const out = allocate(this.dtype, this.size);
    gatherStrided(this.storage, this.shape, this.viewStrides, out);
    return out;
  }

  /**
   * The only number of a tensor of one element.
   *
   * @throws ShapeError when it has more or none
   */
  item(): number {
    if (this.size !== 1) {
      throw new ShapeError(`item: a tensor of shape ${formatShape(this.shape)} is not a single number`, {
        expected: [],
        received: this.shape,
        help: "reduce it first: .sum().item() or .mean().item()",
      });
    }
    return this.storage[0];
  }

  /** The element at the given indices, one for each axis; negative ones count from the end. */
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
      const length = this.shape[axis];
      const index = indices[axis] < 0 ? indices[axis] + length : indices[axis];
      if (!Number.isInteger(index) || index < 0 || index >= length) {
        throw new ValueError(
          `at: there is no element ${indices[axis]} on axis ${axis}, which has ${length}`,
          {
            expected: `a whole number from ${-length} to ${length - 1}`,
            received: indices[axis],
          },
        );
      }
      position += index * strides[axis];
    }
    return this.storage[position];
  }

  /** A copy as nested JavaScript arrays; a number for a scalar. */
  toArray(): NestedNumbers {
    const values = this.data;
    const nest = (axis: number, start: number, length: number): NestedNumbers => {
      if (axis === this.rank) return values[start];
      const step = length / this.shape[axis];
      return Array.from({ length: this.shape[axis] }, (_, i) => nest(axis + 1, start + i * step, step));
    };
    return nest(0, 0, this.size);
  }

  /** The same numbers in another precision; itself where it has it already. Not recorded for gradients. */
  to(dtype: DType): Tensor {
    if (dtype === this.dtype) return this;
    const values = allocate(dtype, this.size);
    values.set(this.data);
    return new Tensor(values, this.shape);
  }

  /** A copy with numbers of its own. */
  clone(): Tensor {
    const values = allocate(this.dtype, this.size);
    values.set(this.data);
    return new Tensor(values, this.shape);
  }

  /** The same numbers, cut off from how they were computed: no gradient flows through. */
  detach(): Tensor {
    return new Tensor(this.storage, this.shape, this.viewStrides);
  }

  // Elementwise, two operands -------------------------------------------------------------------------

  /** this + other */
  add(other: Operand): Tensor {
    return dispatch("add", [this, this.operand(other)], undefined);
  }
  /** this − other */
  sub(other: Operand): Tensor {
    return dispatch("sub", [this, this.operand(other)], undefined);
  }
  /** other − this */
  rsub(other: Operand): Tensor {
    return dispatch("sub", [this.operand(other), this], undefined);
  }
  /** this · other, element by element */
  mul(other: Operand): Tensor {
    return dispatch("mul", [this, this.operand(other)], undefined);
  }
  /** this / other */
  div(other: Operand): Tensor {
    return dispatch("div", [this, this.operand(other)], undefined);
  }
  /** other / this */
  rdiv(other: Operand): Tensor {
    return dispatch("div", [this.operand(other), this], undefined);
  }
  /** this ^ other */
  pow(other: Operand): Tensor {
    return dispatch("pow", [this, this.operand(other)], undefined);
  }
  /** The larger of the two; NaN where either is. */
  maximum(other: Operand): Tensor {
    return dispatch("maximum", [this, this.operand(other)], undefined);
  }
  /** The smaller of the two; NaN where either is. */
  minimum(other: Operand): Tensor {
    return dispatch("minimum", [this, this.operand(other)], undefined);
  }
  /** This where `open` is above 0, and 0 elsewhere: how a gradient passes a ReLU. */
  gate(open: Tensor): Tensor {
    return dispatch("gate", [this, open], undefined);
  }
  /** 1 where equal, else 0; as all comparisons, without a gradient. */
  equal(other: Operand): Tensor {
    return dispatch("equal", [this, this.operand(other)], undefined);
  }
  /** 1 where this > other, else 0 */
  greater(other: Operand): Tensor {
    return dispatch("greater", [this, this.operand(other)], undefined);
  }
  /** 1 where this ≥ other, else 0 */
  greaterEqual(other: Operand): Tensor {
    return dispatch("greaterEqual", [this, this.operand(other)], undefined);
  }
  /** 1 where this < other, else 0 */
  less(other: Operand): Tensor {
    return dispatch("less", [this, this.operand(other)], undefined);
  }
  /** 1 where this ≤ other, else 0 */
  lessEqual(other: Operand): Tensor {
    return dispatch("lessEqual", [this, this.operand(other)], undefined);
  }

  // Elementwise, one operand --------------------------------------------------------------------------

  neg(): Tensor {
    return dispatch("neg", [this], undefined);
  }
  abs(): Tensor {
    return dispatch("abs", [this], undefined);
  }
  /** −1, 0 or 1 */
  sign(): Tensor {
    return dispatch("sign", [this], undefined);
  }
  exp(): Tensor {
    return dispatch("exp", [this], undefined);
  }
  /** e^x − 1, exact for small x */
  expm1(): Tensor {
    return dispatch("expm1", [this], undefined);
  }
  /** The natural logarithm. */
  log(): Tensor {
    return dispatch("log", [this], undefined);
  }
  /** ln(1 + x), exact for small x */
  log1p(): Tensor {
    return dispatch("log1p", [this], undefined);
  }
  sqrt(): Tensor {
    return dispatch("sqrt", [this], undefined);
  }
  square(): Tensor {
    return dispatch("square", [this], undefined);
  }
  sin(): Tensor {
    return dispatch("sin", [this], undefined);
  }
  cos(): Tensor {
    return dispatch("cos", [this], undefined);
  }
  /** 1 / (1 + e^−x) */
  sigmoid(): Tensor {
    return dispatch("sigmoid", [this], undefined);
  }
  tanh(): Tensor {
    return dispatch("tanh", [this], undefined);
  }
  /** max(x, 0) */
  relu(): Tensor {
    return dispatch("relu", [this], undefined);
  }
  /** x where x > 0, slope · x elsewhere */
  leakyRelu(slope = 0.01): Tensor {
    return dispatch("leakyRelu", [this], { slope });
  }
  /** ln(1 + e^x), without overflow */
  softplus(): Tensor {
    return dispatch("softplus", [this], undefined);
  }
  /** Limited to [low, high]; the gradient is 0 outside. */
  clip(low: number, high: number): Tensor {
    return this.maximum(low).minimum(high);
  }

  // Reductions ----------------------------------------------------------------------------------------

  /** The sum over an axis, several axes, or everything. */
  sum(axes?: number | readonly number[], keepDims = false): Tensor {
    return dispatch("sum", [this], { axes: this.axes("sum", axes), keepDims });
  }
  /** The mean over an axis, several axes, or everything. */
  mean(axes?: number | readonly number[], keepDims = false): Tensor {
    const total = this.sum(axes, keepDims);
    return total.mul(total.size / this.size);
  }
  /** The largest element; where several are, they share the gradient. */
  max(axes?: number | readonly number[], keepDims = false): Tensor {
    return dispatch("max", [this], { axes: this.axes("max", axes), keepDims });
  }
  /** The smallest element; where several are, they share the gradient. */
  min(axes?: number | readonly number[], keepDims = false): Tensor {
    return dispatch("min", [this], { axes: this.axes("min", axes), keepDims });
  }
  /** The mean squared distance from the mean; divided by the count, not the count − 1, as the lectures do. */
  variance(axes?: number | readonly number[], keepDims = false): Tensor {
    return this.sub(this.mean(axes, true)).square().mean(axes, keepDims);
  }
  /** The Euclidean norm, √Σx² */
  norm(axes?: number | readonly number[], keepDims = false): Tensor {
    return this.square().sum(axes, keepDims).sqrt();
  }

  // Products ------------------------------------------------------------------------------------------

  /**
   * The matrix product. (m, k) × (k, n) gives (m, n); further axes in front are batches and broadcast; a
   * vector is a row on the left and a column on the right, and its axis falls away.
   *
   * @throws ShapeError when the inner axes differ
   */
  matmul(other: Tensor): Tensor {
    if (this.rank === 1) return this.reshape(1, this.size).matmul(other).squeezed(-2);
    if (other.rank === 1) return this.matmul(other.reshape(other.size, 1)).squeezed(-1);
    return dispatch("matmul", [this, other], undefined);
  }

  // Views ---------------------------------------------------------------------------------------------

  /** The same numbers in another shape; one axis may be −1, and is what remains. */
  reshape(...shape: number[]): Tensor {
    return dispatch("reshape", [this], { shape: this.inferredShape(shape) });
  }
  /** Everything on one axis. */
  flatten(): Tensor {
    return this.reshape(this.size);
  }
  /** The axes in another order; without arguments, reversed. */
  transpose(...order: number[]): Tensor {
    const axes = order.length === 0 ? this.shape.map((_, i) => this.rank - 1 - i) : order;
    return dispatch("permute", [this], { order: axes.map((a) => resolveAxis("transpose", a, this.rank)) });
  }
  /** The transposed matrix. */
  get T(): Tensor {
    return this.transpose();
  }
  /** Repeated to a larger shape, without a copy. */
  broadcastTo(...shape: number[]): Tensor {
    return dispatch("broadcastTo", [this], { shape });
  }
  /** Elements start … end − 1 of an axis, every step-th; negative bounds count from the end. */
  slice(start: number, end?: number, axis = 0, step = 1): Tensor {
    const along = resolveAxis("slice", axis, this.rank);
    const length = this.shape[along];
    const bound = (at: number): number => Math.min(length, Math.max(0, at < 0 ? at + length : at));
    const from = bound(start);
    const to = Math.max(from, bound(end ?? length));
    return dispatch("slice", [this], { axis: along, start: from, end: to, step });
  }

  // Gradients -----------------------------------------------------------------------------------------

  /**
   * Adds dthis/dx to `x.grad` for every x that asked for it (`requiresGrad`) and led to this tensor.
   *
   * @param dy  the gradient to begin with; 1 where this is a single number
   * @throws GradientError when this is no single number and no dy is given, or nothing asks for a gradient
   */
  backward(dy?: Tensor): void {
    runBackward(this, dy);
  }

  /** As NumPy prints it, shortened where it is long. */
  toString(): string {
    return formatTensor(this);
  }

  private operand(other: Operand): Tensor {
    if (typeof other !== "number") return other;
    const storage = allocate(this.dtype, 1);
    storage[0] = other;
    return new Tensor(storage, SCALAR);
  }

  private axes(operation: string, axes: number | readonly number[] | undefined): readonly number[] {
    if (axes === undefined) return this.shape.map((_, i) => i);
    const list = typeof axes === "number" ? [axes] : axes;
    return list.map((axis) => resolveAxis(operation, axis, this.rank)).sort((a, b) => a - b);
  }

  /** Without an axis of length 1, counted from the back. */
  private squeezed(axis: -1 | -2): Tensor {
    return this.reshape(...this.shape.filter((_, i) => i !== this.rank + axis));
  }

  private inferredShape(shape: readonly number[]): Shape {
    const open = shape.indexOf(-1);
    const known = shape.reduce((product, length) => (length === -1 ? product : product * length), 1);
    const inferred = open === -1 ? [...shape] : shape.map((n, i) => (i === open ? this.size / known : n));
    if (sizeOf(inferred) === this.size && inferred.every((n) => Number.isInteger(n) && n >= 0))
      return inferred;
    throw new ShapeError(
      `reshape: ${formatShape(this.shape)} has ${this.size} elements and cannot become ${formatShape(shape)}`,
      { expected: this.size, received: shape, help: "the product of the axes stays the same" },
    );
  }
}

printedBy(Tensor, formatTensor);

const SCALAR: Shape = [];
