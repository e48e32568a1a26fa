import { expOfMinusAbs } from "./exponential";
import { choose } from "./lanes";

/*
 * x = 2^e · m with m in [√½, √2), and with f = m − 1, s = f / (2 + f), z = s²:
 *
 *     ln m = 2 artanh s = 2s + s · z · R(z) = f − s · (f − z · R(z))
 *
 * The coefficients of R are its minimax fit on [0, 0.0295]: the error of ln m is 2⁻⁵⁹ of s in double, 2⁻³⁷ in
 * single precision.
 */

// @ts-expect-error: decorator
@inline
function R<T>(z: v128): v128 {
  if (sizeof<T>() == 8) {
    const z2 = f64x2.mul(z, z);
    const c01 = f64x2.add(f64x2.splat(0.66666666666667348646), f64x2.mul(f64x2.splat(0.39999999999411403042), z));
    const c23 = f64x2.add(f64x2.splat(0.28571428743191497534), f64x2.mul(f64x2.splat(0.22222198482945566725), z));
    const c45 = f64x2.add(f64x2.splat(0.18183569400605266528), f64x2.mul(f64x2.splat(0.15313911383722767919), z));
    const c6 = f64x2.splat(0.14797431067883245683);
    return f64x2.add(c01, f64x2.mul(z2, f64x2.add(c23, f64x2.mul(z2, f64x2.add(c45, f64x2.mul(z2, c6))))));
  }
  const z2 = f32x4.mul(z, z);
  const c01 = f32x4.add(f32x4.splat(0.66666665641184635043), f32x4.mul(f32x4.splat(0.40000336238062629109), z));
  const c23 = f32x4.add(f32x4.splat(0.28537237337557072373), f32x4.mul(f32x4.splat(0.23583585023482952286), z));
  return f32x4.add(c01, f32x4.mul(z2, c23));
}

/** ln x for normal, positive, finite x; nonsense elsewhere. */
// @ts-expect-error: decorator
@inline
export function logNormal<T>(x: v128): v128 {
  const one = v128.splat<T>(<T>1);
  let exponent: v128;
  let m: v128;
  if (sizeof<T>() == 8) {
    // 2^52 + the exponent's bits, read as a double, less 2^52 and the bias.
    const bits = v128.or(i64x2.shr_u(x, 52), f64x2.splat(4503599627370496.0));
    exponent = f64x2.sub(bits, f64x2.splat(4503599627371519.0));
    m = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), one);
  } else {
    exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127)));
    m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), one);
  }
  const upper = v128.gt<T>(m, v128.splat<T>(<T>1.4142135623730951));
  m = choose(upper, v128.mul<T>(m, v128.splat<T>(<T>0.5)), m);
  exponent = v128.add<T>(exponent, v128.and(upper, one));

  return logOfSum<T>(v128.sub<T>(m, one), exponent);
}

/** ln(1 + f) + exponent · ln 2, for 1 + f in [√½, √2) */
// @ts-expect-error: decorator
@inline
function logOfSum<T>(f: v128, exponent: v128): v128 {
  const s = v128.div<T>(f, v128.add<T>(f, v128.splat<T>(<T>2)));
  const z = v128.mul<T>(s, s);
  // f − s · (f − z · R) keeps the rounding of s, which 2s would double, out of the leading term.
  const half = v128.mul<T>(v128.mul<T>(f, f), v128.splat<T>(<T>0.5));
  const rest = v128.mul<T>(s, v128.add<T>(half, v128.mul<T>(z, R<T>(z))));
  const high = v128.splat<T>(<T>(sizeof<T>() == 8 ? 0.69314718036912381649 : 0.693359375));
  const low = v128.splat<T>(<T>(sizeof<T>() == 8 ? 1.9082149292705877e-10 : -2.1219444005469058277e-4));
  const small = v128.sub<T>(half, v128.add<T>(rest, v128.mul<T>(exponent, low)));
  return v128.sub<T>(v128.mul<T>(exponent, high), v128.sub<T>(small, f));
}

/** ln x */
// @ts-expect-error: decorator
@inline
export function log<T>(x: v128): v128 {
  const smallest = v128.splat<T>(<T>(sizeof<T>() == 8 ? 2.2250738585072014e-308 : 1.1754943508222875e-38));
  const infinity = v128.splat<T>(<T>Infinity);
  const ordinary = v128.and(v128.ge<T>(x, smallest), v128.lt<T>(x, infinity));
  if (sizeof<T>() == 8 ? i64x2.all_true(ordinary) : i32x4.all_true(ordinary)) return logNormal<T>(x);
  return logSlowly<T>(x);
}

/** ln x also of what is not normal: subnormal, 0, negative, infinite, NaN. */
function logSlowly<T>(x: v128): v128 {
  let y = x;
  if (sizeof<T>() == 8) {
    y = f64x2.replace_lane(y, 0, NativeMath.log(f64x2.extract_lane(x, 0)));
    return f64x2.replace_lane(y, 1, NativeMath.log(f64x2.extract_lane(x, 1)));
  }
  y = f32x4.replace_lane(y, 0, <f32>NativeMath.log(<f64>f32x4.extract_lane(x, 0)));
  y = f32x4.replace_lane(y, 1, <f32>NativeMath.log(<f64>f32x4.extract_lane(x, 1)));
  y = f32x4.replace_lane(y, 2, <f32>NativeMath.log(<f64>f32x4.extract_lane(x, 2)));
  return f32x4.replace_lane(y, 3, <f32>NativeMath.log(<f64>f32x4.extract_lane(x, 3)));
}

/** ln(1 + u) for u in [0, 1]: from √2 on as ln 2 + ln(1 + (u − 1) / 2). 1 + u itself would lose a small u. */
// @ts-expect-error: decorator
@inline
export function log1pOfFraction<T>(u: v128): v128 {
  const one = v128.splat<T>(<T>1);
  const upper = v128.gt<T>(u, v128.splat<T>(<T>0.41421356237309503));
  const f = choose(upper, v128.mul<T>(v128.sub<T>(u, one), v128.splat<T>(<T>0.5)), u);
  return logOfSum<T>(f, v128.and(upper, one));
}

/** ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|) */
// @ts-expect-error: decorator
@inline
export function softplus<T>(x: v128): v128 {
  return softplusFrom<T>(x, expOfMinusAbs<T>(x));
}

/** ln(1 + e^x), given e^−|x| */
// @ts-expect-error: decorator
@inline
export function softplusFrom<T>(x: v128, power: v128): v128 {
  const positive = v128.max<T>(x, v128.splat<T>(<T>0));
  return v128.add<T>(positive, log1pOfFraction<T>(power));
}
