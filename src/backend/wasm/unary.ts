import { exp, sigmoid, tanh } from "./exponential";
import { choose, is, lanes, loadPart, oneWhere, storePart } from "./lanes";
import { log, softplus } from "./logarithm";

/** The codes by which the caller names a function; codes.ts has the same list. */
export enum Unary {
  neg,
  abs,
  sign,
  exp,
  expm1,
  log,
  log1p,
  sqrt,
  square,
  sin,
  cos,
  sigmoid,
  tanh,
  relu,
  softplus,
}

/*
 * The functions as types: `loop<T, Relu>` is compiled by itself, and of `apply` only Relu's line remains in it. (A
 * number would not do: the optimizer then makes one loop of all, and asks in each turn which function is meant.)
 */
class Neg {}
class Abs {}
class Sign {}
class Exp {}
class Expm1 {}
class Log {}
class Log1p {}
class Sqrt {}
class Square {}
class Sin {}
class Cos {}
class Sigmoid {}
class Tanh {}
class Relu {}
class Softplus {}

/** f(x), for a vector */
// @ts-expect-error: decorator
@inline
function apply<T, F>(x: v128): v128 {
  const zero = v128.splat<T>(<T>0);
  if (is<F, Neg>()) return v128.neg<T>(x);
  if (is<F, Abs>()) return v128.abs<T>(x);
  if (is<F, Exp>()) return exp<T>(x);
  if (is<F, Log>()) return log<T>(x);
  if (is<F, Sqrt>()) return v128.sqrt<T>(x);
  if (is<F, Square>()) return v128.mul<T>(x, x);
  if (is<F, Sigmoid>()) return sigmoid<T>(x);
  if (is<F, Tanh>()) return tanh<T>(x);
  if (is<F, Softplus>()) return softplus<T>(x);
  // pmax lets NaN through where max would take longer; + 0 turns −0 into 0.
  if (is<F, Relu>()) return v128.add<T>(v128.pmax<T>(x, zero), zero);
  // 1, −1, or x itself: ±0 and NaN.
  const above = oneWhere<T>(v128.gt<T>(x, zero));
  const side = v128.sub<T>(above, oneWhere<T>(v128.lt<T>(x, zero)));
  return choose(v128.ne<T>(side, zero), side, x);
}

function loop<T, F>(x: usize, out: usize, count: usize): void {
  const end = out + count * sizeof<T>();
  const last = out + (count & ~(lanes<T>() - 1)) * sizeof<T>();
  for (; out < last; out += 16, x += 16) v128.store(out, apply<T, F>(v128.load(x)));
  const left = (end - last) / sizeof<T>();
  if (left > 0) storePart<T>(out, apply<T, F>(loadPart<T>(x, left)), left);
}

/** f for one number: the functions that are rare in training and have no vector form here. */
function scalarLoop<T, F>(x: usize, out: usize, count: usize): void {
  const end = out + count * sizeof<T>();
  for (; out < end; out += sizeof<T>(), x += sizeof<T>()) {
    const value = <f64>load<T>(x);
    let result: f64 = 0;
    if (is<F, Expm1>()) result = NativeMath.expm1(value);
    else if (is<F, Log1p>()) result = NativeMath.log1p(value);
    else if (is<F, Sin>()) result = NativeMath.sin(value);
    else result = NativeMath.cos(value);
    store<T>(out, <T>result);
  }
}

/** out[i] = f(x[i]) */
export function unary<T>(f: Unary, x: usize, out: usize, count: usize): void {
  switch (f) {
    case Unary.neg:
      return loop<T, Neg>(x, out, count);
    case Unary.abs:
      return loop<T, Abs>(x, out, count);
    case Unary.sign:
      return loop<T, Sign>(x, out, count);
    case Unary.exp:
      return loop<T, Exp>(x, out, count);
    case Unary.expm1:
      return scalarLoop<T, Expm1>(x, out, count);
    case Unary.log:
      return loop<T, Log>(x, out, count);
    case Unary.log1p:
      return scalarLoop<T, Log1p>(x, out, count);
    case Unary.sqrt:
      return loop<T, Sqrt>(x, out, count);
    case Unary.square:
      return loop<T, Square>(x, out, count);
    case Unary.sin:
      return scalarLoop<T, Sin>(x, out, count);
    case Unary.cos:
      return scalarLoop<T, Cos>(x, out, count);
    case Unary.sigmoid:
      return loop<T, Sigmoid>(x, out, count);
    case Unary.tanh:
      return loop<T, Tanh>(x, out, count);
    case Unary.relu:
      return loop<T, Relu>(x, out, count);
    default:
      return loop<T, Softplus>(x, out, count);
  }
}

/** out[i] = scale · x[i] + shift */
export function affine<T>(x: usize, scale: T, shift: T, out: usize, count: usize): void {
  const a = v128.splat<T>(scale);
  const b = v128.splat<T>(shift);
  const end = out + count * sizeof<T>();
  const last = out + (count & ~(lanes<T>() - 1)) * sizeof<T>();
  for (; out < last; out += 16, x += 16) v128.store(out, v128.add<T>(v128.mul<T>(a, v128.load(x)), b));
  for (; out < end; out += sizeof<T>(), x += sizeof<T>()) store<T>(out, <T>(scale * load<T>(x) + shift));
}

/** out[i] ← out[i] + scale · x[i] */
export function addScaled<T>(out: usize, x: usize, scale: T, count: usize): void {
  const a = v128.splat<T>(scale);
  const end = out + count * sizeof<T>();
  const last = out + (count & ~(lanes<T>() - 1)) * sizeof<T>();
  for (; out < last; out += 16, x += 16) {
    v128.store(out, v128.add<T>(v128.load(out), v128.mul<T>(a, v128.load(x))));
  }
  for (; out < end; out += sizeof<T>(), x += sizeof<T>()) {
    store<T>(out, <T>(load<T>(out) + scale * load<T>(x)));
  }
}
