import { full } from "../../tensor/create.js";
import { binary, unary } from "../../tensor/elementwise.js";
import type { Ops } from "./op.js";

/** What stands between the layers. */
export const activationOps: Ops<"sigmoid" | "tanh" | "relu" | "leakyRelu" | "softplus"> = {
  /** σ(x) = 1 / (1 + e^−x);  dx = dy · y · (1 − y) */
  sigmoid: {
    forward: ([x]) => unary("sigmoid", x),
    vjp: ({ dy, y }) => [dy.mul(y).mul(y.rsub(1))],
  },
  /** y = tanh x;  dx = dy · (1 − y²) */
  tanh: {
    forward: ([x]) => unary("tanh", x),
    vjp: ({ dy, y }) => [dy.mul(y.square().rsub(1))],
  },
  /** y = max(x, 0);  dx = dy where y > 0, and 0 at 0, as the lectures have it */
  relu: {
    forward: ([x]) => unary("relu", x),
    vjp: ({ dy, y }) => [dy.gate(y)],
  },
  /** y = x where x > 0, else slope · x;  dx = dy · (slope + (1 − slope) · [x > 0]) */
  leakyRelu: {
    forward: ([x], { slope }) => {
      const factor = full([], slope, { dtype: x.dtype });
      return binary(slope <= 1 ? "maximum" : "minimum", x, binary("mul", x, factor));
    },
    vjp: ({ dy, inputs: [x], attributes: { slope } }) => [dy.mul(slope).add(dy.gate(x).mul(1 - slope))],
  },
  /** y = ln(1 + eˣ);  dx = dy · σ(x) */
  softplus: {
    forward: ([x]) => unary("softplus", x),
    vjp: ({ dy, inputs: [x] }) => [dy.mul(x.sigmoid())],
  },
};
