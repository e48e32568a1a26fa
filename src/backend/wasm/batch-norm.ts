import { lanes, loadPart, storePart } from "./lanes";

/*
 * Columns are taken a vector at a time, and the rows twice or three times: a strip of 2 or 4 columns of a
 * mini-batch stays in the cache between the passes.
 */

// @ts-expect-error: decorator
@inline
function read<T>(at: usize, count: usize): v128 {
  return count >= lanes<T>() ? v128.load(at) : loadPart<T>(at, count);
}

// @ts-expect-error: decorator
@inline
function write<T>(at: usize, x: v128, count: usize): void {
  if (count >= lanes<T>()) v128.store(at, x);
  else storePart<T>(at, x, count);
}

/** out = γ · (x − μ) / √(σ² + ε) + β by column; writes μ and σ². */
export function batchNorm<T>(
  x: usize,
  gamma: usize,
  beta: usize,
  epsilon: T,
  out: usize,
  mean: usize,
  variance: usize,
  rows: usize,
  columns: usize,
): void {
  const stride = columns * sizeof<T>();
  const whole = columns & ~(lanes<T>() - 1);
  let at: usize = 0;
  for (; at < whole * sizeof<T>(); at += 16) {
    strip<T>(x, gamma, beta, epsilon, out, mean, variance, rows, stride, at, lanes<T>());
  }
  if (whole < columns) {
    strip<T>(x, gamma, beta, epsilon, out, mean, variance, rows, stride, at, columns - whole);
  }
}

/** The `left` columns from byte `at` of each row on: a vector of them, or fewer. */
// @ts-expect-error: decorator
@inline
function strip<T>(
  x: usize,
  gamma: usize,
  beta: usize,
  epsilon: T,
  out: usize,
  mean: usize,
  variance: usize,
  rows: usize,
  stride: usize,
  at: usize,
  left: usize,
): void {
  const count = v128.splat<T>(<T>rows);
  let total = v128.splat<T>(<T>0);
  for (let i: usize = 0, from = x + at; i < rows; i++, from += stride) {
    total = v128.add<T>(total, read<T>(from, left));
  }
  const mu = v128.div<T>(total, count);
  let squares = v128.splat<T>(<T>0);
  for (let i: usize = 0, from = x + at; i < rows; i++, from += stride) {
    const distance = v128.sub<T>(read<T>(from, left), mu);
    squares = v128.add<T>(squares, v128.mul<T>(distance, distance));
  }
  const sigmaSquared = v128.div<T>(squares, count);
  const deviation = v128.sqrt<T>(v128.add<T>(sigmaSquared, v128.splat<T>(epsilon)));
  const slope = v128.div<T>(read<T>(gamma + at, left), deviation);
  const shift = read<T>(beta + at, left);
  for (let i: usize = 0, from = x + at, to = out + at; i < rows; i++, from += stride, to += stride) {
    const distance = v128.sub<T>(read<T>(from, left), mu);
    write<T>(to, v128.add<T>(v128.mul<T>(slope, distance), shift), left);
  }
  write<T>(mean + at, mu, left);
  write<T>(variance + at, sigmaSquared, left);
}

/** dβ = Σ dy, dγ = Σ dy · x̂, dx = γ / √(σ² + ε) · (dy − dβ / rows − x̂ · dγ / rows), by column. */
export function batchNormGradient<T>(
  dy: usize,
  x: usize,
  gamma: usize,
  mean: usize,
  variance: usize,
  epsilon: T,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  rows: usize,
  columns: usize,
): void {
  const stride = columns * sizeof<T>();
  const whole = columns & ~(lanes<T>() - 1);
  let at: usize = 0;
  for (; at < whole * sizeof<T>(); at += 16) {
    gradientStrip<T>(dy, x, gamma, mean, variance, epsilon, dx, dgamma, dbeta, rows, stride, at, lanes<T>());
  }
  if (whole < columns) {
    const left = columns - whole;
    gradientStrip<T>(dy, x, gamma, mean, variance, epsilon, dx, dgamma, dbeta, rows, stride, at, left);
  }
}

/** The `left` columns from byte `at` of each row on. */
// @ts-expect-error: decorator
@inline
function gradientStrip<T>(
  dy: usize,
  x: usize,
  gamma: usize,
  mean: usize,
  variance: usize,
  epsilon: T,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  rows: usize,
  stride: usize,
  at: usize,
  left: usize,
): void {
  const count = v128.splat<T>(<T>rows);
  const mu = read<T>(mean + at, left);
  const deviation = v128.sqrt<T>(v128.add<T>(read<T>(variance + at, left), v128.splat<T>(epsilon)));
  const inverse = v128.div<T>(v128.splat<T>(<T>1), deviation);
  let sum = v128.splat<T>(<T>0);
  let product = sum;
  for (let i: usize = 0, at1 = dy + at, at2 = x + at; i < rows; i++, at1 += stride, at2 += stride) {
    const gradient = read<T>(at1, left);
    const standard = v128.mul<T>(v128.sub<T>(read<T>(at2, left), mu), inverse);
    sum = v128.add<T>(sum, gradient);
    product = v128.add<T>(product, v128.mul<T>(gradient, standard));
  }
  const slope = v128.mul<T>(read<T>(gamma + at, left), inverse);
  const meanSum = v128.div<T>(sum, count);
  const meanProduct = v128.div<T>(product, count);
  let to = dx + at;
  for (let i: usize = 0, at1 = dy + at, at2 = x + at; i < rows; i++, at1 += stride, at2 += stride) {
    const standard = v128.mul<T>(v128.sub<T>(read<T>(at2, left), mu), inverse);
    const rest = v128.sub<T>(v128.sub<T>(read<T>(at1, left), meanSum), v128.mul<T>(standard, meanProduct));
    write<T>(to, v128.mul<T>(slope, rest), left);
    to += stride;
  }
  write<T>(dgamma + at, product, left);
  write<T>(dbeta + at, sum, left);
}
