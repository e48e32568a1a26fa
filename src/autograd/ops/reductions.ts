import type { Attributes } from "../../tensor/dispatch.js";
import { keptShape, reduce } from "../../tensor/reduce.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Op, Ops, VjpContext } from "./op.js";

/** Many numbers into one. */
export const reductionOps: Ops<"sum" | "max" | "min"> = {
  /** y = Σx;  dx = dy, repeated */
  sum: {
    forward: ([x], options) => reduce("sum", x, options),
    vjp: ({ dy, inputs: [x], attributes: { axes } }) => [
      dy.reshape(...keptShape(x.shape, axes)).broadcastTo(...x.shape),
    ],
  },
  max: extremum("max"),
  min: extremum("min"),
};

/** y = max x;  dx = dy at the largest element; where there are several, they share it evenly */
function extremum(name: "max" | "min"): Op<Attributes["max"]> {
  return {
    forward: ([x], options) => reduce(name, x, options),
    vjp: ({ dy, y, inputs: [x], attributes: { axes } }: VjpContext<Attributes["max"]>) => {
      const over = (t: Tensor): Tensor => t.reshape(...keptShape(x.shape, axes));
      const winners = x.equal(over(y));
      return [winners.mul(over(dy)).div(winners.sum(axes, true))];
    },
  };
}
