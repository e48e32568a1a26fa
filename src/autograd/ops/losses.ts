import { kernels } from "../../backend/backend.js";
import { allocate } from "../../backend/memory.js";
import { commonDType } from "../../tensor/dtype.js";
import { ShapeError } from "../../tensor/errors.js";
import { formatShape, sameShape } from "../../tensor/shape.js";
import { Tensor } from "../../tensor/tensor.js";
import type { Ops } from "./op.js";

/**
 * Costs of logits: simpler, and safer, than their parts one by one. One pass over the numbers finds the cost
 * and its gradient, which waits for the backward walk.
 */
export const lossOps: Ops<"binaryCrossEntropy" | "crossEntropy"> = {
  /**
   * J = (1/m) Σ [ln(1 + eᶻ) − t·z], which is −(1/m) Σ [t ln a + (1 − t) ln(1 − a)] with a = σ(z), but
   * finite however large z is;  dz = dJ · (σ(z) − t) / m,  dt = −dJ · z / m
   */
  binaryCrossEntropy: {
    forward: ([z, t]) => {
      const slope = slopeFor("binaryCrossEntropy", z, t);
      return cost(z, slope, kernels.binaryCrossEntropy(z.rowMajor, t.rowMajor, slope.rowMajor, 1 / z.size));
    },
    vjp: ({ dy, y, inputs: [z, t], createGraph }) => {
      const slope = createGraph ? null : y.saved;
      const share = 1 / z.size;
      return [
        z.requiresGrad ? dy.mul(slope ?? z.sigmoid().sub(t).mul(share)) : null,
        t.requiresGrad ? dy.mul(z.mul(-share)) : null,
      ];
    },
  },
  /**
   * J = −(1/m) Σ t · ln softmax(z) over m rows, each with target probabilities t (one-hot, say);
   * dz = dJ · (softmax(z) · Σt − t) / m,  dt = −dJ · ln softmax(z) / m
   */
  crossEntropy: {
    forward: ([z, t]) => {
      const slope = slopeFor("crossEntropy", z, t);
      const columns = z.shape[z.rank - 1];
      const rows = z.size / columns;
      return cost(
        z,
        slope,
        kernels.crossEntropy(z.rowMajor, t.rowMajor, slope.rowMajor, rows, columns, 1 / rows),
      );
    },
    vjp: ({ dy, y, inputs: [z, t], createGraph }) => {
      const slope = createGraph ? null : y.saved;
      const share = z.shape[z.rank - 1] / z.size;
      return [
        z.requiresGrad ? dy.mul(slope ?? z.softmax().mul(t.sum(-1, true)).sub(t).mul(share)) : null,
        t.requiresGrad ? dy.mul(z.logSoftmax().mul(-share)) : null,
      ];
    },
  },
};

/** Room for the gradient, after a look at the shapes. */
function slopeFor(operation: keyof typeof hints, z: Tensor, t: Tensor): Tensor {
  const dtype = commonDType(operation, z.dtype, t.dtype);
  if (sameShape(z.shape, t.shape) && z.rank > 0) return new Tensor(allocate(dtype, z.size), z.shape);
  throw new ShapeError(
    `${operation}: logits ${formatShape(z.shape)} and labels ${formatShape(t.shape)} differ in shape`,
    { expected: z.shape, received: t.shape, help: hints[operation] },
  );
}

const hints = {
  binaryCrossEntropy: "both are (m, 1): y.reshape(-1, 1)",
  crossEntropy: "both are (m, classes): oneHot(labels, classes)",
};

function cost(z: Tensor, slope: Tensor, value: number): Tensor {
  const J = z.scalar(value);
  J.saved = slope;
  return J;
}
