import { operations } from "../../tensor/dispatch.js";
import { affine, binary, unary } from "../../tensor/elementwise.js";
import type { Ops } from "./op.js";

/** What stands between the layers. */
export const activationOps: Ops<
  "sigmoid" | "sigmoidGradient" | "tanh" | "tanhGradient" | "relu" | "leakyRelu" | "softplus"
> = {
  /** y = σ(x) = 1 / (1 + e⁻ˣ);  dx = dy · y · (1 − y) */
  sigmoid: {
    forward: ([x]) => unary("sigmoid", x),
    vjp: ({ dy, y }) => [operations.sigmoidGradient([dy, y])],
  },
  /** z = a · y · (1 − y);  da = dz · y · (1 − y),  dy = dz · a · (1 − 2y) */
  sigmoidGradient: {
    forward: ([a, y]) => binary("sigmoidGradient", a, y),
    vjp: ({ dy: dz, inputs: [a, y] }) => [
      operations.sigmoidGradient([dz, y]),
      dz.mul(a).mul(y.mul(-2).add(1)),
    ],
  },
  /** y = tanh x;  dx = dy · (1 − y²) */
  tanh: {
    forward: ([x]) => unary("tanh", x),
    vjp: ({ dy, y }) => [operations.tanhGradient([dy, y])],
  },
  /** z = a · (1 − y²);  da = dz · (1 − y²),  dy = −2 · dz · a · y */
  tanhGradient: {
    forward: ([a, y]) => binary("tanhGradient", a, y),
    vjp: ({ dy: dz, inputs: [a, y] }) => [operations.tanhGradient([dz, y]), dz.mul(a).mul(y.mul(-2))],
  },
  /** y = max(x, 0);  dx = dy where y > 0, and 0 at 0, as the lectures have it */
  relu: {
    forward: ([x]) => unary("relu", x),
    vjp: ({ dy, y }) => [dy.gate(y)],
  },
  /** y = x where x > 0, else slope · x;  dx = dy where x > 0, else slope · dy */
  leakyRelu: {
    forward: ([x], { slope }) => binary(slope <= 1 ? "maximum" : "minimum", x, affine(x, slope, -0)),
    vjp: ({ dy, inputs: [x], attributes: { slope } }) => [x.greater(0).where(dy, dy.mul(slope))],
  },
  /** y = ln(1 + eˣ);  dx = dy · σ(x) */
  softplus: {
    forward: ([x]) => unary("softplus", x),
    vjp: ({ dy, inputs: [x] }) => [dy.mul(x.sigmoid())],
  },
};
