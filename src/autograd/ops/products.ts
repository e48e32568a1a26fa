import { linear, matmul } from "../../tensor/matmul.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Ops } from "./op.js";

/** Matrix products. */
export const productOps: Ops<"matmul" | "linear"> = {
  /** C = A · B;  dA = dC · Bᵀ,  dB = Aᵀ · dC */
  matmul: {
    forward: ([a, b]) => matmul(a, b),
    vjp: ({ dy, inputs: [a, b], needs }) => [
      needs[0] ? dy.matmul(swapped(b)) : null,
      needs[1] ? swapped(a).matmul(dy) : null,
    ],
  },
  /** z = x · Wᵀ + b;  dx = dz · W,  dW = dzᵀ · x,  db = Σ dz over the rows */
  linear: {
    forward: ([x, W, b]) => linear(x, W, b),
    vjp: ({ dy, inputs: [x, W], needs }) => [
      needs[0] ? dy.matmul(W) : null,
      needs[1] ? dy.T.matmul(x) : null,
      needs[2] ? dy.sum(0) : null,
    ],
  },
};

/** The last two axes exchanged. */
function swapped(x: Tensor): Tensor {
  if (x.rank === 2) return x.T;
  const batch = x.shape.slice(0, -2).map((_, axis) => axis);
  return x.transpose(...batch, x.rank - 1, x.rank - 2);
}
