import { kernels } from "../../backend/backend.js";
import { allocate } from "../../backend/memory.js";
import { operations } from "../../tensor/dispatch.js";
import { commonDType } from "../../tensor/dtype.js";
import { Tensor } from "../../tensor/tensor.js";
import type { Ops } from "./op.js";

/** Softmax over the last axis, in forms that stay finite however large the logits are. */
export const softmaxOps: Ops<"softmax" | "softmaxGradient" | "logSoftmax" | "logSoftmaxGradient"> = {
  /** y = eˣ / Σeˣ;  dx = y · (dy − Σ dy · y) */
  softmax: {
    forward: ([x]) => rowwise("softmax", x),
    vjp: ({ dy, y }) => [operations.softmaxGradient([dy, y])],
  },
  /**
   * z = y · (a − Σ a · y);  with s = Σ dz · y,
   * da = y · (dz − s),  dy = dz · (a − Σ a · y) − s · a
   */
  softmaxGradient: {
    forward: ([a, y]) => rowwiseGradient("softmaxGradient", a, y),
    vjp: ({ dy: dz, inputs: [a, y] }) => {
      const s = dz.mul(y).sum(-1, true);
      return [operations.softmaxGradient([dz, y]), dz.mul(a.sub(a.mul(y).sum(-1, true))).sub(s.mul(a))];
    },
  },
  /** y = x − ln Σeˣ;  dx = dy − eʸ · Σ dy */
  logSoftmax: {
    forward: ([x]) => rowwise("logSoftmax", x),
    vjp: ({ dy, y }) => [operations.logSoftmaxGradient([dy, y])],
  },
  /** z = a − eʸ · Σa;  da = dz − Σ dz · eʸ,  dy = −dz · eʸ · Σa */
  logSoftmaxGradient: {
    forward: ([a, y]) => rowwiseGradient("logSoftmaxGradient", a, y),
    vjp: ({ dy: dz, inputs: [a, y] }) => {
      const weighted = dz.mul(y.exp());
      return [dz.sub(weighted.sum(-1, true)), weighted.mul(a.sum(-1, true)).neg()];
    },
  },
};

function rowwise(name: "softmax" | "logSoftmax", x: Tensor): Tensor {
  const out = allocate(x.dtype, x.size);
  const columns = x.shape[x.rank - 1];
  if (out.length > 0) kernels[name](x.rowMajor, out, out.length / columns, columns);
  return new Tensor(out, x.shape);
}

function rowwiseGradient(name: "softmaxGradient" | "logSoftmaxGradient", dy: Tensor, y: Tensor): Tensor {
  const out = allocate(commonDType(name, dy.dtype, y.dtype), y.size);
  const columns = y.shape[y.rank - 1];
  if (out.length > 0) kernels[name](dy.rowMajor, y.rowMajor, out, out.length / columns, columns);
  return new Tensor(out, y.shape);
}
