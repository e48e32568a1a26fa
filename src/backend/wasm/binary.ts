import { is, lanes, oneWhere, storePart } from "./lanes";

/** The codes by which the caller names a function; codes.ts has the same list. */
export enum Binary {
  add,
  sub,
  mul,
  div,
  pow,
  maximum,
  minimum,
  gate,
  sigmoidGradient,
  tanhGradient,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
}

/** The functions as types; unary.ts says why. */
class Add {}
class Sub {}
class Mul {}
class Div {}
class Pow {}
class Maximum {}
class Minimum {}
class Gate {}
class SigmoidGradient {}
class TanhGradient {}
class Equal {}
class Greater {}
class GreaterEqual {}
class Less {}
class LessEqual {}

/** f(a, b), for a vector */
// @ts-expect-error: decorator
@inline
function apply<T, F>(a: v128, b: v128): v128 {
  const one = v128.splat<T>(<T>1);
  if (is<F, Add>()) return v128.add<T>(a, b);
  if (is<F, Sub>()) return v128.sub<T>(a, b);
  if (is<F, Mul>()) return v128.mul<T>(a, b);
  if (is<F, Div>()) return v128.div<T>(a, b);
  if (is<F, Maximum>()) return v128.max<T>(a, b);
  if (is<F, Minimum>()) return v128.min<T>(a, b);
  if (is<F, Gate>()) return v128.and(a, v128.gt<T>(b, v128.splat<T>(<T>0)));
  if (is<F, SigmoidGradient>()) return v128.mul<T>(v128.mul<T>(a, b), v128.sub<T>(one, b));
  if (is<F, TanhGradient>()) return v128.mul<T>(a, v128.sub<T>(one, v128.mul<T>(b, b)));
  if (is<F, Equal>()) return oneWhere<T>(v128.eq<T>(a, b));
  if (is<F, Greater>()) return oneWhere<T>(v128.gt<T>(a, b));
  if (is<F, GreaterEqual>()) return oneWhere<T>(v128.ge<T>(a, b));
  if (is<F, Less>()) return oneWhere<T>(v128.lt<T>(a, b));
  if (is<F, LessEqual>()) return oneWhere<T>(v128.le<T>(a, b));
  return powLanes<T>(a, b);
}

function powLanes<T>(a: v128, b: v128): v128 {
  let z = a;
  if (sizeof<T>() == 8) {
    z = f64x2.replace_lane(z, 0, power(f64x2.extract_lane(a, 0), f64x2.extract_lane(b, 0)));
    return f64x2.replace_lane(z, 1, power(f64x2.extract_lane(a, 1), f64x2.extract_lane(b, 1)));
  }
  z = f32x4.replace_lane(z, 0, <f32>power(f32x4.extract_lane(a, 0), f32x4.extract_lane(b, 0)));
  z = f32x4.replace_lane(z, 1, <f32>power(f32x4.extract_lane(a, 1), f32x4.extract_lane(b, 1)));
  z = f32x4.replace_lane(z, 2, <f32>power(f32x4.extract_lane(a, 2), f32x4.extract_lane(b, 2)));
  return f32x4.replace_lane(z, 3, <f32>power(f32x4.extract_lane(a, 3), f32x4.extract_lane(b, 3)));
}

/** a ^ b; the exponents that lessons use come without a logarithm. */
function power(a: f64, b: f64): f64 {
  if (b == 2) return a * a;
  if (b == 3) return a * a * a;
  if (b == 1) return a;
  if (b == -1) return 1 / a;
  // As IEEE arithmetic has it, where b is NaN or infinite too; JavaScript's power is NaN there.
  if (a == 1 || (a == -1 && abs(b) == Infinity)) return 1;
  return NativeMath.pow(a, b);
}

/** One row: a step of 0 repeats a number, any other is in bytes. Neighbours are read as vectors. */
// @ts-expect-error: decorator
@inline
function row<T, F>(a: usize, aStep: usize, b: usize, bStep: usize, out: usize, count: usize): void {
  const end = out + count * sizeof<T>();
  const last = out + (count & ~(lanes<T>() - 1)) * sizeof<T>();
  if (aStep == sizeof<T>() && bStep == sizeof<T>()) {
    for (; out < last; out += 16, a += 16, b += 16) {
      v128.store(out, apply<T, F>(v128.load(a), v128.load(b)));
    }
  } else if (aStep == sizeof<T>() && bStep == 0) {
    const constant = v128.load_splat<T>(b);
    for (; out < last; out += 16, a += 16) v128.store(out, apply<T, F>(v128.load(a), constant));
  } else if (aStep == 0 && bStep == sizeof<T>()) {
    const constant = v128.load_splat<T>(a);
    for (; out < last; out += 16, b += 16) v128.store(out, apply<T, F>(constant, v128.load(b)));
  }
  for (; out < end; out += sizeof<T>(), a += aStep, b += bStep) {
    storePart<T>(out, apply<T, F>(v128.load_splat<T>(a), v128.load_splat<T>(b)), 1);
  }
}

/** The operands, and how to walk them: strides in bytes. */
function loop<T, F>(
  a: usize,
  b: usize,
  out: usize,
  rows: usize,
  columns: usize,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    row<T, F>(a, aColumn, b, bColumn, out, columns);
    a += aRow;
    b += bRow;
    out += columns * sizeof<T>();
  }
}

/** out[i, j] = f(a[i, j], b[i, j]), strides in numbers */
export function binary<T>(
  f: Binary,
  a: usize,
  b: usize,
  out: usize,
  rows: usize,
  columns: usize,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
): void {
  aRow *= sizeof<T>();
  bRow *= sizeof<T>();
  aColumn *= sizeof<T>();
  bColumn *= sizeof<T>();
  switch (f) {
    case Binary.add:
      return loop<T, Add>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.sub:
      return loop<T, Sub>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.mul:
      return loop<T, Mul>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.div:
      return loop<T, Div>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.pow:
      return loop<T, Pow>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.maximum:
      return loop<T, Maximum>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.minimum:
      return loop<T, Minimum>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.gate:
      return loop<T, Gate>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.sigmoidGradient:
      return loop<T, SigmoidGradient>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.tanhGradient:
      return loop<T, TanhGradient>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.equal:
      return loop<T, Equal>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.greater:
      return loop<T, Greater>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.greaterEqual:
      return loop<T, GreaterEqual>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    case Binary.less:
      return loop<T, Less>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
    default:
      return loop<T, LessEqual>(a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
  }
}
