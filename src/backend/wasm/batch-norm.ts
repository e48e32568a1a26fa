import { lanes, read, wholeBytes, write } from "./lanes";

/*
 * Row by row, as the numbers lie in memory: what is known of each column (its mean, its slope) is a row too, and
 * stays in the cache while all others run past it. `lead` is the distance between rows in numbers, so that
 * several threads can take some of the columns each.
 */

/** out = γ · (x − μ) / √(σ² + ε) + β by column; writes μ and σ². `spare` has room for a row. */
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
  lead: usize,
  spare: usize,
): void {
  const stride = lead * sizeof<T>();
  const end = x + rows * stride;
  const slope = spare;
  memory.fill(mean, 0, columns * sizeof<T>());
  memory.fill(variance, 0, columns * sizeof<T>());
  for (let from = x; from < end; from += stride) addRow<T>(mean, from, columns);
  shrinkRow<T>(mean, mean, rows, columns);
  for (let from = x; from < end; from += stride) addSquares<T>(variance, from, mean, columns);
  shrinkRow<T>(variance, variance, rows, columns);
  slopes<T>(slope, gamma, variance, epsilon, columns);
  for (let from = x, to = out; from < end; from += stride, to += stride) {
    normalizeRow<T>(to, from, mean, slope, beta, columns);
  }
}

/**
 * dβ = Σ dy, dγ = Σ dy · x̂, dx = γ / √(σ² + ε) · (dy − dβ / rows − x̂ · dγ / rows), by column. `spare` has room for
 * three rows, `lead` apart.
 */
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
  lead: usize,
  spare: usize,
): void {
  const stride = lead * sizeof<T>();
  const end = dy + rows * stride;
  const inverse = spare;
  const meanSum = spare + stride;
  const meanProduct = meanSum + stride;
  memory.fill(dgamma, 0, columns * sizeof<T>());
  memory.fill(dbeta, 0, columns * sizeof<T>());
  inverses<T>(inverse, variance, epsilon, columns);
  for (let from = dy, at = x; from < end; from += stride, at += stride) {
    addRow<T>(dbeta, from, columns);
    addProducts<T>(dgamma, from, at, mean, inverse, columns);
  }
  shrinkRow<T>(meanSum, dbeta, rows, columns);
  shrinkRow<T>(meanProduct, dgamma, rows, columns);
  for (let from = dy, at = x; from < end; from += stride, at += stride, dx += stride) {
    gradientRow<T>(dx, from, at, gamma, mean, inverse, meanSum, meanProduct, columns);
  }
}

/** total ← total + x */
function addRow<T>(total: usize, x: usize, columns: usize): void {
  const end = wholeBytes<T>(columns);
  const rest = columns & (lanes<T>() - 1);
  for (let i: usize = 0; i < end; i += 16) addRowVector<T>(total + i, x + i, lanes<T>());
  if (rest > 0) addRowVector<T>(total + end, x + end, rest);
}

// @ts-expect-error: decorator
@inline
function addRowVector<T>(total: usize, x: usize, count: usize): void {
  write<T>(total, v128.add<T>(read<T>(total, count), read<T>(x, count)), count);
}

/** total ← total + (x − μ)² */
function addSquares<T>(total: usize, x: usize, mean: usize, columns: usize): void {
  const end = wholeBytes<T>(columns);
  const rest = columns & (lanes<T>() - 1);
  for (let i: usize = 0; i < end; i += 16) addSquaresVector<T>(total + i, x + i, mean + i, lanes<T>());
  if (rest > 0) addSquaresVector<T>(total + end, x + end, mean + end, rest);
}

// @ts-expect-error: decorator
@inline
function addSquaresVector<T>(total: usize, x: usize, mean: usize, count: usize): void {
  const distance = v128.sub<T>(read<T>(x, count), read<T>(mean, count));
  write<T>(total, v128.add<T>(read<T>(total, count), v128.mul<T>(distance, distance)), count);
}

/** total ← total + dy · x̂ */
function addProducts<T>(
  total: usize,
  dy: usize,
  x: usize,
  mean: usize,
  inverse: usize,
  columns: usize,
): void {
  const end = wholeBytes<T>(columns);
  const rest = columns & (lanes<T>() - 1);
  for (let i: usize = 0; i < end; i += 16)
    addProductsVector<T>(total + i, dy + i, x + i, mean + i, inverse + i, lanes<T>());
  if (rest > 0) addProductsVector<T>(total + end, dy + end, x + end, mean + end, inverse + end, rest);
}

// @ts-expect-error: decorator
@inline
function addProductsVector<T>(
  total: usize,
  dy: usize,
  x: usize,
  mean: usize,
  inverse: usize,
  count: usize,
): void {
  const distance = v128.sub<T>(read<T>(x, count), read<T>(mean, count));
  const standard = v128.mul<T>(distance, read<T>(inverse, count));
  const product = v128.mul<T>(read<T>(dy, count), standard);
  write<T>(total, v128.add<T>(read<T>(total, count), product), count);
}

/** out = slope · (x − μ) + β */
function normalizeRow<T>(out: usize, x: usize, mean: usize, slope: usize, beta: usize, columns: usize): void {
  const end = wholeBytes<T>(columns);
  const rest = columns & (lanes<T>() - 1);
  for (let i: usize = 0; i < end; i += 16)
    normalizeRowVector<T>(out + i, x + i, mean + i, slope + i, beta + i, lanes<T>());
  if (rest > 0) normalizeRowVector<T>(out + end, x + end, mean + end, slope + end, beta + end, rest);
}

// @ts-expect-error: decorator
@inline
function normalizeRowVector<T>(
  out: usize,
  x: usize,
  mean: usize,
  slope: usize,
  beta: usize,
  count: usize,
): void {
  const distance = v128.sub<T>(read<T>(x, count), read<T>(mean, count));
  write<T>(out, v128.add<T>(v128.mul<T>(read<T>(slope, count), distance), read<T>(beta, count)), count);
}

/** dx = γ / √(σ² + ε) · (dy − mean of dy − x̂ · mean of dy · x̂) */
function gradientRow<T>(
  dx: usize,
  dy: usize,
  x: usize,
  gamma: usize,
  mean: usize,
  inverse: usize,
  meanSum: usize,
  meanProduct: usize,
  columns: usize,
): void {
  const end = wholeBytes<T>(columns);
  const rest = columns & (lanes<T>() - 1);
  for (let i: usize = 0; i < end; i += 16)
    gradientRowVector<T>(
      dx + i,
      dy + i,
      x + i,
      gamma + i,
      mean + i,
      inverse + i,
      meanSum + i,
      meanProduct + i,
      lanes<T>(),
    );
  if (rest > 0)
    gradientRowVector<T>(
      dx + end,
      dy + end,
      x + end,
      gamma + end,
      mean + end,
      inverse + end,
      meanSum + end,
      meanProduct + end,
      rest,
    );
}

// @ts-expect-error: decorator
@inline
function gradientRowVector<T>(
  dx: usize,
  dy: usize,
  x: usize,
  gamma: usize,
  mean: usize,
  inverse: usize,
  meanSum: usize,
  meanProduct: usize,
  count: usize,
): void {
  const distance = v128.sub<T>(read<T>(x, count), read<T>(mean, count));
  const standard = v128.mul<T>(distance, read<T>(inverse, count));
  const centred = v128.sub<T>(read<T>(dy, count), read<T>(meanSum, count));
  const rest = v128.sub<T>(centred, v128.mul<T>(standard, read<T>(meanProduct, count)));
  const slope = v128.mul<T>(read<T>(gamma, count), read<T>(inverse, count));
  write<T>(dx, v128.mul<T>(slope, rest), count);
}

/** out = total / rows */
function shrinkRow<T>(out: usize, total: usize, rows: usize, columns: usize): void {
  for (let i: usize = 0; i < columns * sizeof<T>(); i += sizeof<T>()) {
    store<T>(out + i, <T>(load<T>(total + i) / <T>rows));
  }
}

/** out = γ / √(σ² + ε) */
function slopes<T>(out: usize, gamma: usize, variance: usize, epsilon: T, columns: usize): void {
  for (let i: usize = 0; i < columns * sizeof<T>(); i += sizeof<T>()) {
    store<T>(out + i, <T>(load<T>(gamma + i) / sqrt<T>(<T>(load<T>(variance + i) + epsilon))));
  }
}

/** out = 1 / √(σ² + ε) */
function inverses<T>(out: usize, variance: usize, epsilon: T, columns: usize): void {
  for (let i: usize = 0; i < columns * sizeof<T>(); i += sizeof<T>()) {
    store<T>(out + i, <T>(<T>1 / sqrt<T>(<T>(load<T>(variance + i) + epsilon))));
  }
}
