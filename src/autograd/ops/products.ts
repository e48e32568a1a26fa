import { operations, type ReduceOptions } from "../../tensor/dispatch.js";
import { linear, matmul } from "../../tensor/matmul.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Ops } from "./op.js";

/** Matrix products. */
export const productOps: Ops<"matmul" | "linear"> = {
  /** C = A · B;  dA = dC · Bᵀ,  dB = Aᵀ · dC;  likewise with Aᵀ for A, or Bᵀ for B */
  matmul: {
    forward: ([a, b], options) => matmul(a, b, options),
    vjp: ({ dy, inputs: [a, b], attributes: { transposeA, transposeB } }) => {
      const da = (): Tensor =>
        transposeA ? product(b, transposeB, dy, true) : product(dy, false, b, !transposeB);
      const db = (): Tensor =>
        transposeB ? product(dy, true, a, transposeA) : product(a, !transposeA, dy, false);
      return [a.requiresGrad ? da() : null, b.requiresGrad ? db() : null];
    },
  },
  /** z = x · Wᵀ + b;  dx = dz · W,  dW = dzᵀ · x,  db = Σ dz over the rows */
  linear: {
    forward: ([x, W, b]) => linear(x, W, b),
    vjp: ({ dy, inputs: [x, W, b] }) => [
      x.requiresGrad ? product(dy, false, W, false) : null,
      W.requiresGrad ? product(dy, true, x, false) : null,
      b.requiresGrad ? operations.sum([dy], OVER_ROWS) : null,
    ],
  },
};

/** A · B, where each may be transposed: the kernel reads it in place. */
function product(a: Tensor, transposeA: boolean, b: Tensor, transposeB: boolean): Tensor {
  return operations.matmul([a, b], { transposeA, transposeB });
}

const OVER_ROWS: ReduceOptions = { axes: [0], keepDims: false };
