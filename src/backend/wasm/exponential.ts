import { choose } from "./lanes";

/*
 * e^x = 2^n · e^r with n = round(x / ln 2), so that |r| ≤ ½ ln 2, and e^r = 1 + r + r² · q(r). The
 * coefficients of q are its minimax fit on that interval: the relative error of e^r − 1 is 2⁻⁶¹ in double and
 * 2⁻³¹ in single precision. x − n · ln 2 is computed with ln 2 in two parts, the first of which has enough zero
 * bits at its end for n · high to be exact.
 */

/** Beyond these the result is not a normal number, and lanes are computed one by one. */
const LARGEST_F64: f64 = 708.0;
const LARGEST_F32: f32 = 87.0;

/** 1.5 · 2^52 and 1.5 · 2^23: adding one rounds to whole numbers, and leaves the number in the low bits. */
const ROUND_F64: f64 = 6755399441055744.0;
const ROUND_F32: f32 = 12582912.0;

// @ts-expect-error: decorator
@inline
function q<T>(r: v128): v128 {
  const r2 = v128.mul<T>(r, r);
  if (sizeof<T>() == 8) {
    // Pairs first, then pairs of pairs: the additions need not wait for each other.
    const r4 = f64x2.mul(r2, r2);
    const c01 = pair<T>(<T>0.50000000000000000084, <T>0.16666666666666676533, r);
    const c23 = pair<T>(<T>0.041666666666666520636, <T>0.0083333333333216626431, r);
    const c45 = pair<T>(<T>0.0013888888888955727917, <T>0.00019841269886062517145, r);
    const c67 = pair<T>(<T>0.000024801587185686187078, <T>2.7557244253315953282e-6, r);
    const c89 = pair<T>(<T>2.7557391681884352023e-7, <T>2.5109029094221002541e-8, r);
    const c10 = f64x2.splat(2.0878615916873492642e-9);
    const low = f64x2.add(c01, f64x2.mul(r2, c23));
    const middle = f64x2.add(c45, f64x2.mul(r2, c67));
    const high = f64x2.add(c89, f64x2.mul(r2, c10));
    return f64x2.add(low, f64x2.mul(r4, f64x2.add(middle, f64x2.mul(r4, high))));
  }
  const c01 = pair<T>(<T>0.50000000444407552183, <T>0.16666666372237235803, r);
  const c23 = pair<T>(<T>0.041666359721715049292, <T>0.0083333889013897658918, r);
  const c45 = pair<T>(<T>0.001394072503531938618, <T>0.00019846215237908769176, r);
  return f32x4.add(c01, f32x4.mul(r2, f32x4.add(c23, f32x4.mul(r2, c45))));
}

/** low + high · r */
// @ts-expect-error: decorator
@inline
function pair<T>(low: T, high: T, r: v128): v128 {
  return v128.add<T>(v128.splat<T>(low), v128.mul<T>(v128.splat<T>(high), r));
}

/** n = round(x / ln 2), still with the rounding constant added to it. */
// @ts-expect-error: decorator
@inline
function shiftedExponent<T>(x: v128): v128 {
  const scaled = v128.mul<T>(x, v128.splat<T>(<T>1.4426950408889634074));
  return v128.add<T>(scaled, v128.splat<T>(<T>(sizeof<T>() == 8 ? ROUND_F64 : ROUND_F32)));
}

/** r = x − n · ln 2 */
// @ts-expect-error: decorator
@inline
function remainder<T>(x: v128, shifted: v128): v128 {
  const n = v128.sub<T>(shifted, v128.splat<T>(<T>(sizeof<T>() == 8 ? ROUND_F64 : ROUND_F32)));
  const high = v128.splat<T>(<T>(sizeof<T>() == 8 ? 0.69314718036912381649 : 0.693359375));
  const low = v128.splat<T>(<T>(sizeof<T>() == 8 ? 1.9082149292705877e-10 : -2.1219444005469058277e-4));
  return v128.sub<T>(v128.sub<T>(x, v128.mul<T>(n, high)), v128.mul<T>(n, low));
}

/** y · 2^n, by adding n to the exponent's bits. */
// @ts-expect-error: decorator
@inline
function timesPowerOfTwo<T>(y: v128, shifted: v128): v128 {
  if (sizeof<T>() == 8) return i64x2.add(y, i64x2.shl(shifted, 52));
  return i32x4.add(y, i32x4.shl(shifted, 23));
}

/** e^x for x known to lie within ±708 (single: ±87); nonsense beyond. */
// @ts-expect-error: decorator
@inline
export function expNormal<T>(x: v128): v128 {
  const shifted = shiftedExponent<T>(x);
  const r = remainder<T>(x, shifted);
  const tail = v128.mul<T>(v128.mul<T>(r, r), q<T>(r));
  const y = v128.add<T>(v128.splat<T>(<T>1), v128.add<T>(r, tail));
  return timesPowerOfTwo<T>(y, shifted);
}

/** e^x */
// @ts-expect-error: decorator
@inline
export function exp<T>(x: v128): v128 {
  const largest = v128.splat<T>(<T>(sizeof<T>() == 8 ? LARGEST_F64 : LARGEST_F32));
  const ordinary = v128.le<T>(v128.abs<T>(x), largest);
  if (sizeof<T>() == 8 ? i64x2.all_true(ordinary) : i32x4.all_true(ordinary)) return expNormal<T>(x);
  return expSlowly<T>(x);
}

/** e^−|x|, which never overflows; what is below the smallest normal number becomes 0, NaN stays. */
// @ts-expect-error: decorator
@inline
export function expOfMinusAbs<T>(x: v128): v128 {
  const largest = v128.splat<T>(<T>(sizeof<T>() == 8 ? LARGEST_F64 : LARGEST_F32));
  const size = v128.abs<T>(x);
  const tooSmall = v128.gt<T>(size, largest);
  const y = expNormal<T>(v128.neg<T>(v128.pmin<T>(size, largest)));
  // A NaN's own bits may have been added to the exponent: all ones are a NaN again.
  return v128.or(v128.andnot(y, tooSmall), v128.ne<T>(x, x));
}

/** e^x, and where that is not a normal number: subnormal, 0, infinite, NaN. */
function expSlowly<T>(x: v128): v128 {
  let y = x;
  if (sizeof<T>() == 8) {
    y = f64x2.replace_lane(y, 0, NativeMath.exp(f64x2.extract_lane(x, 0)));
    return f64x2.replace_lane(y, 1, NativeMath.exp(f64x2.extract_lane(x, 1)));
  }
  y = f32x4.replace_lane(y, 0, <f32>NativeMath.exp(<f64>f32x4.extract_lane(x, 0)));
  y = f32x4.replace_lane(y, 1, <f32>NativeMath.exp(<f64>f32x4.extract_lane(x, 1)));
  y = f32x4.replace_lane(y, 2, <f32>NativeMath.exp(<f64>f32x4.extract_lane(x, 2)));
  return f32x4.replace_lane(y, 3, <f32>NativeMath.exp(<f64>f32x4.extract_lane(x, 3)));
}

/** σ(x) = 1 / (1 + e^−x), from e^−|x|: where x < 0 it is e^x / (1 + e^x). */
// @ts-expect-error: decorator
@inline
export function sigmoid<T>(x: v128): v128 {
  return sigmoidFrom<T>(x, expOfMinusAbs<T>(x));
}

/** σ(x), given e^−|x| */
// @ts-expect-error: decorator
@inline
export function sigmoidFrom<T>(x: v128, power: v128): v128 {
  const one = v128.splat<T>(<T>1);
  const numerator = choose(v128.lt<T>(x, v128.splat<T>(<T>0)), power, one);
  return v128.div<T>(numerator, v128.add<T>(one, power));
}

/** From here on tanh x is 1 in either precision. */
const TANH_IS_ONE: f64 = 20.0;

/**
 * tanh |x| = t / (t + 2) with t = e^(2|x|) − 1 = 2^n · (e^r − 1) + (2^n − 1), exact also for small x; the sign is
 * put back at the end.
 */
// @ts-expect-error: decorator
@inline
export function tanh<T>(x: v128): v128 {
  const sign = v128.and(x, v128.splat<T>(<T>-0.0));
  const size = v128.pmin<T>(v128.abs<T>(x), v128.splat<T>(<T>TANH_IS_ONE));
  const twice = v128.add<T>(size, size);
  const shifted = shiftedExponent<T>(twice);
  const r = remainder<T>(twice, shifted);
  const one = v128.splat<T>(<T>1);
  const power = timesPowerOfTwo<T>(one, shifted);
  const less1 = v128.add<T>(r, v128.mul<T>(v128.mul<T>(r, r), q<T>(r)));
  const t = v128.add<T>(v128.mul<T>(power, less1), v128.sub<T>(power, one));
  return v128.or(v128.div<T>(t, v128.add<T>(t, v128.splat<T>(<T>2))), sign);
}
