import type { Floats } from "../backend/kernels.js";
import { allocate, keep } from "../backend/memory.js";
import { tensorError } from "./argument-errors.js";
import { Arrangement } from "./arrangement.js";
import {
  type Attributes,
  type MatmulOptions,
  type OpName,
  operations,
  type ReduceOptions,
  runBackward,
} from "./dispatch.js";
import { checkedDType, type DType } from "./dtype.js";
import { formatTensor } from "./format.js";
import { inspected, printedBy } from "./inspect.js";
import { productError } from "./product-errors.js";
import { distinctAxes, resolveAxis, type Shape } from "./shape.js";

/** What the derivative of an operation sees. */
export interface VjpContext<A> {
  /** The gradient of the output, of the output's shape. */
  readonly dy: Tensor;
  /** The output. */
  readonly y: Tensor;
  /** The inputs; those with `requiresGrad` want a gradient. */
  readonly inputs: readonly Tensor[];
  readonly attributes: A;
  /** Whether the gradient will be differentiated itself; where not, a fused kernel may compute it. */
  readonly createGraph: boolean;
}

/** How a tensor came about: what the backward walk follows. */
export interface Origin<N extends OpName = OpName> {
  /** The operation's name in the op table. */
  readonly name: N;
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes[N];
  /** From the gradient of the result to those of the inputs; null for one that does not need it. */
  vjp(context: VjpContext<Attributes[N]>): readonly (Tensor | null)[];
  /** Counts the recorded operations: an input's number is always below its result's. */
  readonly number: number;
}

/** Sees the gradient of a tensor as soon as it is complete; what it returns, if anything, takes its place. */
export type GradientHook = (dx: Tensor) => Tensor | undefined;

/**
 * An array of numbers with a shape, and the memory of how it was computed.
 *
 * Operations return new tensors. An elementwise operation of two shapes broadcasts as NumPy does. Where an
 * operand has `requiresGrad`, the result remembers it, and `backward()` finds the gradients.
 *
 * @example
 * const w = tensor([1, 2, 3], { requiresGrad: true });
 * w.square().sum().backward();
 * w.grad; // tensor([2., 4., 6.])
 */
export class Tensor extends Arrangement {
  /** Filled by `backward()` on leaves that ask for it; gradients of several calls add up. */
  grad: Tensor | null = null;
  /** Whether `backward()` shall find this tensor's gradient, or passes through it on its way. */
  requiresGrad: boolean = false;
  /** How this was computed; null for a leaf, and for what nobody asks the gradient of. */
  origin: Origin | null = null;
  /** What figures and messages call it. */
  label: string | null = null;
  /** What `onGradient` was given. */
  gradientHooks: readonly GradientHook[] | null = null;
  /** Whether `backward()` leaves the gradient here although this is no leaf. */
  keepsGrad: boolean = false;

  /** What the forward computation has found already of the backward one. */
  saved: Tensor | null = null;
  /** The gradient that the backward walk has gathered so far. */
  gathered: Tensor | null = null;

  /** Takes the numbers as they are, without a copy; `tensor([…])` is for everyday use. */
  constructor(numbers: Floats, shape: Shape, viewStrides: readonly number[] | null = null) {
    super(numbers, shape, viewStrides);
  }

  // Copies --------------------------------------------------------------------------------------------

  /**
   * The same numbers in another precision; itself where it has it already.
   *
   * @throws DTypeError when there is no such precision
   */
  to(dtype: DType): Tensor {
    return dtype === this.dtype ? this : operations.cast([this], { dtype: checkedDType("to", dtype) });
  }
  /** A copy with numbers of its own. */
  clone(): Tensor {
    return operations.clone([this]);
  }
  /** The same numbers, cut off from how they were computed: no gradient flows through. */
  detach(): Tensor {
    return new Tensor(this.storage, this.shape, this.viewStrides);
  }
  /** The same numbers, detached, for ever: what shall be read after the training step that made it. */
  keep(): Tensor {
    return new Tensor(keep(this.rowMajor), this.shape);
  }
  /** A tensor of one number, in this one's precision. */
  scalar(value: number): Tensor {
    const numbers = allocate(this.dtype, 1);
    numbers[0] = value;
    return new Tensor(numbers, SCALAR);
  }

  // Reductions: over an axis, several axes, or everything ----------------------------------------------

  /** Σx */
  sum(axes?: number | readonly number[], keepDims: boolean = false): Tensor {
    return operations.sum([this], this.reduction("sum", axes, keepDims));
  }
  /** Σx / n */
  mean(axes?: number | readonly number[], keepDims: boolean = false): Tensor {
    return operations.mean([this], this.reduction("mean", axes, keepDims));
  }
  /** The largest element; where several are, they share the gradient. */
  max(axes?: number | readonly number[], keepDims: boolean = false): Tensor {
    return operations.max([this], this.reduction("max", axes, keepDims));
  }
  /** The smallest element; where several are, they share the gradient. */
  min(axes?: number | readonly number[], keepDims: boolean = false): Tensor {
    return operations.min([this], this.reduction("min", axes, keepDims));
  }
  /** The mean squared distance from the mean; divided by the count, not the count − 1, as the lectures do. */
  variance(axes?: number | readonly number[], keepDims: boolean = false): Tensor {
    return this.sub(this.mean(axes, true)).square().mean(axes, keepDims);
  }
  /** The Euclidean norm, √Σx²; its gradient at 0 is 0. */
  norm(axes?: number | readonly number[], keepDims: boolean = false): Tensor {
    return operations.norm([this], this.reduction("norm", axes, keepDims));
  }
  /** ln Σe^x, without overflow */
  logSumExp(axes?: number | readonly number[], keepDims: boolean = false): Tensor {
    return operations.logSumExp([this], this.reduction("logSumExp", axes, keepDims));
  }
  /**
   * The position of the largest element along an axis, or of all elements row by row; the first of several. In this
   * tensor's precision, or in float64 where float32 cannot count so far: beyond 2²⁴.
   */
  argmax(axis?: number): Tensor {
    if (axis === undefined) return this.flatten().argmax(0);
    return operations.argmax([this], { axis: resolveAxis("argmax", axis, this.rank) });
  }
  /** The position of the smallest element, as `argmax`. */
  argmin(axis?: number): Tensor {
    if (axis === undefined) return this.flatten().argmin(0);
    return operations.argmin([this], { axis: resolveAxis("argmin", axis, this.rank) });
  }

  // Along an axis, which stays -------------------------------------------------------------------------

  /** e^x / Σe^x along an axis: positive, and 1 together. */
  softmax(axis: number = -1): Tensor {
    return this.alongLast("softmax", axis);
  }
  /** ln softmax(x), exact where the softmax is close to 0 */
  logSoftmax(axis: number = -1): Tensor {
    return this.alongLast("logSoftmax", axis);
  }

  // Products ------------------------------------------------------------------------------------------

  /**
   * The matrix product. (m, k) × (k, n) gives (m, n); further axes in front are batches and broadcast; a
   * vector is a row on the left and a column on the right, and its axis falls away.
   *
   * @throws ShapeError when the inner axes differ
   * @throws ValueError when the other is no tensor
   */
  matmul(other: Tensor): Tensor {
    if (!(other instanceof Tensor))
      throw tensorError("matmul", other, typeof other === "number" ? USE_MUL : undefined);
    if (this.rank === 1 || other.rank === 1) return this.vectorProduct(other);
    return operations.matmul([this, other], NOT_TRANSPOSED);
  }
  /** The transposed matrix; the axes in reverse order. */
  get T(): Tensor {
    return this.transpose();
  }

  // Gradients -----------------------------------------------------------------------------------------

  /**
   * Adds dthis/dx to `x.grad` for every leaf x that asked for it (`requiresGrad`) and led to this tensor.
   *
   * @param dy  the gradient to begin with; 1 where this is a single number
   * @throws GradientError when this is no single number and no dy is given, or nothing asks for a gradient
   * @throws ValueError when dy is no tensor
   */
  backward(dy?: Tensor): void {
    if (dy !== undefined && !(dy instanceof Tensor)) throw tensorError("backward", dy);
    runBackward(this, dy);
  }
  /** Asks `backward()` to leave this tensor's gradient in `.grad` although it is no leaf. */
  retainGrad(): this {
    this.keepsGrad = true;
    return this;
  }
  /**
   * Calls `hook` with this tensor's gradient in every backward walk.
   *
   * @returns a function that takes the hook away again
   */
  onGradient(hook: GradientHook): () => void {
    // A function of its own, so that a hook given twice is taken away once.
    const mine: GradientHook = (dx) => hook(dx);
    this.gradientHooks = [...(this.gradientHooks ?? []), mine];
    return () => {
      const others = this.gradientHooks?.filter((other) => other !== mine) ?? [];
      this.gradientHooks = others.length > 0 ? others : null;
    };
  }
  /** Gives it a name, for figures and messages: `x.matmul(w).named("z")`. */
  named(label: string): this {
    this.label = label;
    return this;
  }

  /** As NumPy prints it, shortened where it is long. */
  override toString(): string {
    return formatTensor(this);
  }

  /** A product with a vector on one side, or on both. */
  private vectorProduct(other: Tensor): Tensor {
    const inner = other.shape[Math.max(0, other.rank - 2)];
    if (this.shape[this.rank - 1] !== inner) throw productError(this.shape, other.shape);
    const left = this.rank === 1 ? this.unsqueeze(0) : this;
    const right = other.rank === 1 ? other.unsqueeze(1) : other;
    const product = operations.matmul([left, right], NOT_TRANSPOSED);
    const rows = other.rank === 1 ? product.squeeze(-1) : product;
    return this.rank === 1 ? rows.squeeze(other.rank === 1 ? -1 : -2) : rows;
  }

  private reduction(
    operation: string,
    axes: number | readonly number[] | undefined,
    keepDims: boolean,
  ): ReduceOptions {
    if (axes === undefined) return { axes: this.shape.map((_, axis) => axis), keepDims };
    if (!Array.isArray(axes)) return { axes: [resolveAxis(operation, axes as number, this.rank)], keepDims };
    return { axes: distinctAxes(operation, axes, this.rank).sort((a, b) => a - b), keepDims };
  }

  /** An operation on the last axis, done along any. */
  private alongLast(name: "softmax" | "logSoftmax", axis: number): Tensor {
    const along = resolveAxis(name, axis, this.rank);
    const last = this.rank - 1;
    if (along === last) return operations[name]([this]);
    const swapped = this.shape.map((_, i) => (i === along ? last : i === last ? along : i));
    return operations[name]([this.transpose(...swapped)]).transpose(...swapped);
  }
}

printedBy(Tensor, inspected);

const SCALAR: Shape = [];
const USE_MUL = "for a number times a tensor, use .mul";
const NOT_TRANSPOSED: MatmulOptions = { transposeA: false, transposeB: false };
