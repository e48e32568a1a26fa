import { binary, unary } from "../../tensor/elementwise.js";
import { ShapeError } from "../../tensor/errors.js";
import { reduce } from "../../tensor/reduce.js";
import { formatShape, sameShape } from "../../tensor/shape.js";
import type { Ops } from "./op.js";

/** Costs whose gradient is simpler, and safer, than that of their parts. */
export const lossOps: Ops<"binaryCrossEntropy"> = {
  /**
   * J = (1/m) Σ [ln(1 + eᶻ) − y·z], which is −(1/m) Σ [y ln a + (1 − y) ln(1 − a)] with a = σ(z), but
   * finite however large z is;  dz = dJ · (σ(z) − y) / m
   */
  binaryCrossEntropy: {
    forward: ([z, y]) => {
      if (!sameShape(z.shape, y.shape)) {
        throw new ShapeError(
          `binaryCrossEntropy: logits ${formatShape(z.shape)} and labels ${formatShape(y.shape)} differ in shape`,
          { expected: z.shape, received: y.shape, help: "both are (m, 1): y.reshape(-1, 1)" },
        );
      }
      const losses = binary("sub", unary("softplus", z), binary("mul", y, z));
      const total = reduce("sum", losses, { axes: z.shape.map((_, axis) => axis), keepDims: false });
      total.storage[0] /= z.size;
      return total;
    },
    vjp: ({ dy, inputs: [z, y], needs }) => [
      needs[0]
        ? z
            .sigmoid()
            .sub(y)
            .mul(dy.mul(1 / z.size))
        : null,
      needs[1] ? z.neg().mul(dy.mul(1 / z.size)) : null,
    ],
  },
};
