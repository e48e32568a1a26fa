/**
 * ln(x), correctly rounded but for a few cases in a million.
 *
 * NumPy draws its normal numbers with the C library's logarithm, whose error is just over half a unit in
 * the last place; that of `Math.log` reaches a whole unit, and one draw in twenty would differ in its last
 * digit. So the logarithm is computed here in double-double arithmetic (a value is the unevaluated sum of
 * two doubles, after Dekker 1971) and rounded once, at the end.
 *
 * @param x  a positive, finite, normal number
 */
export function preciseLog(x: number): number {
  // x = 2^exponent · m with m in [√½, √2), so that the series below converges quickly.
  let exponent = Math.floor(Math.log2(x));
  let m = x / 2 ** exponent;
  if (m > Math.SQRT2) {
    m /= 2;
    exponent += 1;
  }

  // ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1) / (m + 1). m − 1 is exact; m + 1 may not be.
  const numerator = m - 1;
  const denominator = m + 1;
  const denominatorError = m - (denominator - 1);
  const s = numerator / denominator;
  const product = s * denominator;
  const sError =
    (numerator - product - productError(s, denominator, product) - s * denominatorError) / denominator;

  // s² as a double-double; the terms from s³ on are smaller by s² ≤ 0.0295, so only their first one needs it.
  const square = s * s;
  const squareError = productError(s, s, square) + 2 * s * sError;
  const cube = s * square;
  const cubeError = productError(s, square, cube) + s * squareError + sError * square;
  let tail = 0;
  for (let k = SERIES_TERMS; k >= 5; k -= 2) tail = tail * square + 1 / k;
  const third = cube / 3;
  const thirdError = (cube - third * 3 - productError(third, 3, third * 3) + cubeError) / 3;
  const rest = cube * square * tail;

  // exponent · ln 2 + 2s + 2s³/3 + 2·rest, from the largest part to the smallest, keeping what each sum loses.
  const base = exponent * LN2_HIGH;
  const [sum1, lost1] = twoSum(base, 2 * s);
  const [sum2, lost2] = twoSum(sum1, 2 * third);
  const [sum3, lost3] = twoSum(sum2, 2 * rest);
  return sum3 + (lost1 + lost2 + lost3 + exponent * LN2_LOW + 2 * sError + 2 * thirdError);
}

/** The largest odd power in the series: s^(k−1) / k is below 2⁻⁷⁰ there. */
const SERIES_TERMS = 29;

/** ln 2 = LN2_HIGH + LN2_LOW; the high part ends in 21 zero bits, so exponent · LN2_HIGH is exact. */
const LN2_HIGH = 0.6931471806019545;
const LN2_LOW = -4.2009150726810846e-11;

/** a + b as a rounded sum and the exact rest (Knuth 1969). */
function twoSum(a: number, b: number): [number, number] {
  const sum = a + b;
  const shadow = sum - a;
  return [sum, a - (sum - shadow) + (b - shadow)];
}

/** a · b − product, exactly, where product is the rounded a · b (Veltkamp 1968). */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function upperHalf(a: number): number {
  const scaled = a * 134217729;
  return scaled - (scaled - a);
}
