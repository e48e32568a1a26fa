import { kernels } from "../backend/backend.js";
import type { BinaryName, UnaryName } from "../backend/kernels.js";
import { allocate } from "../backend/memory.js";
import { commonDType } from "./dtype.js";
import { broadcastLayout } from "./layout.js";
import { broadcastShapes, sameShape, sizeOf } from "./shape.js";
import { Tensor } from "./tensor.js";
import { expand } from "./views.js";

/** y = f(x), element by element. */
export function unary(f: UnaryName, x: Tensor): Tensor {
  const values = x.rowMajor;
  const out = allocate(x.dtype, values.length);
  kernels.unary(f, values, out);
  return new Tensor(out, x.shape);
}

/** z = f(a, b), element by element, broadcasting as NumPy does. */
export function binary(f: BinaryName, a: Tensor, b: Tensor): Tensor {
  const shape = broadcastShapes(f, a.shape, b.shape);
  const out = allocate(commonDType(f, a.dtype, b.dtype), sizeOf(shape));
  const layout = broadcastLayout(a.shape, b.shape, shape);
  if (layout !== null) kernels.binary(f, a.rowMajor, b.rowMajor, out, layout);
  else
    kernels.binary(
      f,
      expand(a, shape).rowMajor,
      expand(b, shape).rowMajor,
      out,
      broadcastLayout(shape, shape, shape)!,
    );
  return new Tensor(out, shape);
}

/** y = f(x, number), element by element. */
export function withNumber(f: BinaryName, x: Tensor, value: number): Tensor {
  return binary(f, x, x.scalar(value));
}

/** y = scale · x + shift; both numbers are rounded to the tensor's precision first, as a tensor's would be. */
export function affine(x: Tensor, scale: number, shift: number): Tensor {
  const values = x.rowMajor;
  const out = allocate(x.dtype, values.length);
  if (x.dtype === "float64") kernels.affine(values, scale, shift, out);
  else kernels.affine(values, Math.fround(scale), Math.fround(shift), out);
  return new Tensor(out, x.shape);
}

/** `yes` where the condition is not 0, `no` elsewhere. */
export function choose(condition: Tensor, yes: Tensor, no: Tensor): Tensor {
  const shape = broadcastShapes("where", broadcastShapes("where", condition.shape, yes.shape), no.shape);
  const out = allocate(commonDType("where", yes.dtype, no.dtype), sizeOf(shape));
  const [c, y, n] = [condition, yes, no].map((x) =>
    sameShape(x.shape, shape) ? x.rowMajor : expand(x, shape).rowMajor,
  );
  for (let i = 0; i < out.length; i++) out[i] = c[i] !== 0 ? y[i] : n[i];
  return new Tensor(out, shape);
}
