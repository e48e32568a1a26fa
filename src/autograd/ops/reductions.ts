import type { Attributes, ReduceOptions } from "../../tensor/dispatch.js";
import { affine, binary, choose, unary, withNumber } from "../../tensor/elementwise.js";
import { extremePositions, keptShape, reduce } from "../../tensor/reduce.js";

import type { Tensor, VjpContext } from "../../tensor/tensor.js";
import { reshape } from "../../tensor/views.js";
import type { Op, Ops } from "./op.js";

type Reduction =
  | "sum"
  | "mean"
  | "max"
  | "min"
  | "norm"
  | "sumOfSquares"
  | "sumOfAbs"
  | "logSumExp"
  | "argmax"
  | "argmin";

/** Many numbers into one. */
export const reductionOps: Ops<Reduction> = {
  /** y = Σx;  dx = dy, repeated */
  sum: {
    forward: ([x], options) => reduce("sum", x, options),
    vjp: ({ dy, inputs: [x], attributes }) => [repeated(dy, x, attributes)],
  },
  /** y = Σx / n;  dx = dy / n, repeated */
  mean: {
    forward: ([x], options) => {
      const total = reduce("sum", x, options);
      return withNumber("div", total, x.size / total.size);
    },
    vjp: ({ dy, y, inputs: [x], attributes }) => [repeated(dy.div(x.size / y.size), x, attributes)],
  },
  max: extremum("max"),
  min: extremum("min"),
  /** y = √Σx²;  dx = dy · x / y, and 0 where y is 0 */
  norm: {
    forward: ([x], options) => unary("sqrt", reduce("sumOfSquares", x, options)),
    vjp: ({ dy, y, inputs: [x], attributes }) => {
      const share = y.greater(0).where(dy.div(y), 0);
      return [x.mul(overInput(share, x, attributes))];
    },
  },
  /** y = Σx² over all of several tensors;  dxᵢ = 2 · dy · xᵢ */
  sumOfSquares: {
    forward: (inputs) => {
      let total = 0;
      for (const x of inputs) total += reduce("sumOfSquares", x, allAxes(x)).storage[0];
      return inputs[0].scalar(total);
    },
    vjp: ({ dy, inputs }) => {
      const slope = dy.mul(2);
      return inputs.map((x) => x.mul(slope));
    },
  },
  /** y = Σ|x| over all of several tensors;  dxᵢ = dy · sign(xᵢ) */
  sumOfAbs: {
    forward: (inputs) => {
      let total = 0;
      for (const x of inputs) total += reduce("sum", unary("abs", x), allAxes(x)).storage[0];
      return inputs[0].scalar(total);
    },
    vjp: ({ dy, inputs }) => inputs.map((x) => x.sign().mul(dy)),
  },
  /** y = ln Σeˣ;  dx = dy · eˣ⁻ʸ */
  logSumExp: {
    forward: ([x], options) => {
      // The largest x is taken out first, so that nothing overflows; but not an infinite one: ∞ − ∞ is NaN.
      const largest = reduce("max", x, { axes: options.axes, keepDims: true }, "logSumExp");
      const finite = withNumber("equal", affine(largest, 0, 0), 0);
      const shift = choose(finite, largest, largest.scalar(0));
      const total = reduce("sum", unary("exp", binary("sub", x, shift)), options);
      return binary("add", unary("log", total), reshape(shift, total.shape));
    },
    vjp: ({ dy, y, inputs: [x], attributes }) => [
      overInput(dy, x, attributes).mul(x.sub(overInput(y, x, attributes)).exp()),
    ],
  },
  /** A position, which jumps where it changes: no gradient. */
  argmax: { forward: ([x], { axis }) => extremePositions(1, x, axis), vjp: () => [null] },
  argmin: { forward: ([x], { axis }) => extremePositions(-1, x, axis), vjp: () => [null] },
};

/** y = max x;  dx = dy at the largest element; where there are several, they share it evenly */
function extremum(name: "max" | "min"): Op<Attributes["max"]> {
  return {
    forward: ([x], options) => reduce(name, x, options),
    vjp: ({ dy, y, inputs: [x], attributes }: VjpContext<Attributes["max"]>) => {
      const winners = x.equal(overInput(y, x, attributes));
      return [winners.mul(overInput(dy, x, attributes)).div(winners.sum(attributes.axes, true))];
    },
  };
}

/** A reduction's result, or its gradient, with the reduced axes back as 1: it broadcasts over the input. */
function overInput(y: Tensor, x: Tensor, { axes, keepDims }: ReduceOptions): Tensor {
  return keepDims ? y : y.reshape(...keptShape(x.shape, axes));
}

function allAxes(x: Tensor): ReduceOptions {
  return { axes: x.shape.map((_, axis) => axis), keepDims: false };
}

function repeated(dy: Tensor, x: Tensor, options: ReduceOptions): Tensor {
  return overInput(dy, x, options).broadcastTo(...x.shape);
}
