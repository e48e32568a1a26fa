import { kernels } from "../backend/backend.js";
import type { BinaryName, UnaryName } from "../backend/kernels.js";
import { allocate } from "../backend/memory.js";
import { commonDType } from "./dtype.js";
import { broadcastLayout, gatherStrided } from "./layout.js";
import { broadcastShapes, rowMajorStrides, type Shape, sameShape, sizeOf } from "./shape.js";
import { Tensor } from "./tensor.js";

/** y = f(x), element by element. */
export function unary(f: UnaryName, x: Tensor): Tensor {
  const values = x.data;
  const out = allocate(x.dtype, values.length);
  kernels.unary(f, values, out);
  return new Tensor(out, x.shape);
}

/** z = f(a, b), element by element, broadcasting as NumPy does. */
export function binary(f: BinaryName, a: Tensor, b: Tensor): Tensor {
  const shape = broadcastShapes(f, a.shape, b.shape);
  const out = allocate(commonDType(f, a.dtype, b.dtype), sizeOf(shape));
  const layout = broadcastLayout(a.shape, b.shape, shape);
  if (layout !== null) kernels.binary(f, a.data, b.data, out, layout);
  else {
    const left = expand(a, shape).data;
    const right = expand(b, shape).data;
    kernels.binary(f, left, right, out, broadcastLayout(shape, shape, shape)!);
  }
  return new Tensor(out, shape);
}

/** The tensor repeated to a larger shape: a view in which the repeated axes have stride 0. */
export function expand(x: Tensor, shape: Shape): Tensor {
  broadcastShapes("broadcastTo", x.shape, shape);
  if (sameShape(x.shape, shape)) return x;
  const missing = shape.length - x.rank;
  const own = x.strides;
  const strides = shape.map((_, axis) => {
    const from = axis - missing;
    return from < 0 || x.shape[from] === 1 ? 0 : own[from];
  });
  return new Tensor(x.storage, shape, strides);
}

/** `yes` where the condition is not 0, `no` elsewhere. */
export function select(condition: Tensor, yes: Tensor, no: Tensor): Tensor {
  const shape = broadcastShapes("where", broadcastShapes("where", condition.shape, yes.shape), no.shape);
  const out = allocate(commonDType("where", yes.dtype, no.dtype), sizeOf(shape));
  const [c, y, n] = [condition, yes, no].map((x) => expand(x, shape).data);
  for (let i = 0; i < out.length; i++) out[i] = c[i] !== 0 ? y[i] : n[i];
  return new Tensor(out, shape);
}

/** A row-major copy of a view into fresh memory, whatever the layout. */
export function compact(x: Tensor): Tensor {
  const out = allocate(x.dtype, x.size);
  gatherStrided(x.storage, x.shape, x.viewStrides ?? rowMajorStrides(x.shape), out);
  return new Tensor(out, x.shape);
}
