import { kernels } from "../../backend/backend.js";
import { allocate } from "../../backend/memory.js";
import { type BatchStatistics, operations } from "../../tensor/dispatch.js";
import { commonDType } from "../../tensor/dtype.js";
import { ShapeError } from "../../tensor/errors.js";
import { formatShape, sameShape } from "../../tensor/shape.js";
import { Tensor } from "../../tensor/tensor.js";
import type { Ops } from "./op.js";

/** What layers do beside products and activations, each in one pass over the numbers. */
export const layerOps: Ops<"dropout" | "batchNorm"> = {
  /** y = x / keep where u < keep, else 0, with u drawn uniformly;  dx = dy / keep where u < keep, else 0 */
  dropout: {
    forward: ([x, u], { keep }) => {
      checkSame("dropout", x, u);
      const out = allocate(commonDType("dropout", x.dtype, u.dtype), x.size);
      kernels.dropout(x.rowMajor, u.rowMajor, keep, out);
      return new Tensor(out, x.shape);
    },
    vjp: ({ dy, inputs: [, u], attributes }) => [operations.dropout([dy, u], attributes), null],
  },
  /**
   * y = γ · x̂ + β with x̂ = (x − μ) / √(σ² + ε), where μ and σ² are the mean and variance of each column;
   * dβ = Σ dy,  dγ = Σ dy · x̂,  dx = γ / √(σ² + ε) · (dy − dβ / m − x̂ · dγ / m)
   */
  batchNorm: {
    forward: ([x, gamma, beta], { epsilon, statistics: { mean, variance } }) => {
      const [rows, columns] = checkedColumns(x, gamma, beta);
      const out = allocate(x.dtype, x.size);
      kernels.batchNorm(
        x.rowMajor,
        gamma.rowMajor,
        beta.rowMajor,
        epsilon,
        out,
        mean,
        variance,
        rows,
        columns,
      );
      return new Tensor(out, x.shape);
    },
    vjp: ({ dy, inputs: [x, gamma], attributes: { epsilon, statistics }, createGraph }) => {
      if (!createGraph) return batchNormGradient(dy, x, gamma, epsilon, statistics);
      const inverse = x.variance(0).add(epsilon).sqrt().rdiv(1);
      const standard = x.sub(x.mean(0)).mul(inverse);
      const dgamma = dy.mul(standard).sum(0);
      const dbeta = dy.sum(0);
      const m = x.shape[0];
      const centred = dy.sub(dbeta.div(m)).sub(standard.mul(dgamma.div(m)));
      return [gamma.mul(inverse).mul(centred), dgamma, dbeta];
    },
  },
};

function batchNormGradient(
  dy: Tensor,
  x: Tensor,
  gamma: Tensor,
  epsilon: number,
  { mean, variance }: BatchStatistics,
): Tensor[] {
  const [rows, columns] = x.shape;
  const dx = allocate(x.dtype, x.size);
  const dgamma = allocate(x.dtype, columns);
  const dbeta = allocate(x.dtype, columns);
  kernels.batchNormGradient(
    dy.rowMajor,
    x.rowMajor,
    gamma.rowMajor,
    mean,
    variance,
    epsilon,
    dx,
    dgamma,
    dbeta,
    rows,
    columns,
  );
  return [new Tensor(dx, x.shape), new Tensor(dgamma, gamma.shape), new Tensor(dbeta, gamma.shape)];
}

function checkSame(operation: string, x: Tensor, u: Tensor): void {
  if (sameShape(x.shape, u.shape)) return;
  throw new ShapeError(`${operation}: ${formatShape(x.shape)} and ${formatShape(u.shape)} differ in shape`, {
    expected: x.shape,
    received: u.shape,
    help: "one uniform number for each element",
  });
}

function checkedColumns(x: Tensor, gamma: Tensor, beta: Tensor): [number, number] {
  const [rows, columns] = x.shape;
  const fits = (t: Tensor): boolean => t.rank === 1 && t.shape[0] === columns;
  if (x.rank === 2 && rows > 0 && fits(gamma) && fits(beta)) return [rows, columns];
  throw new ShapeError(
    `batchNorm: ${formatShape(x.shape)} with scales ${formatShape(gamma.shape)} and shifts ${formatShape(beta.shape)}`,
    {
      expected: [["m", "n"], ["n"], ["n"]],
      received: [x.shape, gamma.shape, beta.shape],
      help: "x is (m, n) with at least one row, gamma and beta are (n)",
    },
  );
}
