/*
 * What the module offers. It is compiled twice, with Real = f64 and with Real = f32 (scripts/build-wasm.mjs), so
 * that callers find the same names for both precisions. Pointers are byte addresses in the imported memory;
 * what a kernel means is said in ../kernels.ts.
 */
import * as batch from "./batch-norm";
import { Binary, binary as binaryOf } from "./binary";
import * as losses from "./losses";
import { Reduce, reduce as reduceOf } from "./reduce";
import * as soft from "./softmax";
import { addScaled as addScaledOf, affine as affineOf, Unary, unary as unaryOf } from "./unary";
import * as updates from "./updates";

export function unary(f: Unary, x: usize, out: usize, count: usize): void {
  unaryOf<Real>(f, x, out, count);
}

export function binary(
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
  binaryOf<Real>(f, a, b, out, rows, columns, aRow, aColumn, bRow, bColumn);
}

export function affine(x: usize, scale: Real, shift: Real, out: usize, count: usize): void {
  affineOf<Real>(x, scale, shift, out, count);
}

export function addScaled(out: usize, x: usize, scale: Real, count: usize): void {
  addScaledOf<Real>(out, x, scale, count);
}

export function reduce(f: Reduce, x: usize, out: usize, outer: usize, count: usize, inner: usize): void {
  reduceOf<Real>(f, x, out, outer, count, inner);
}

export { product } from "./fused";

export function softmax(x: usize, out: usize, rows: usize, columns: usize): void {
  soft.softmax<Real>(x, out, rows, columns);
}

export function logSoftmax(x: usize, out: usize, rows: usize, columns: usize, spare: usize): void {
  soft.logSoftmax<Real>(x, out, rows, columns, spare);
}

export function softmaxGradient(dy: usize, y: usize, out: usize, rows: usize, columns: usize): void {
  soft.softmaxGradient<Real>(dy, y, out, rows, columns);
}

export function logSoftmaxGradient(
  dy: usize,
  y: usize,
  out: usize,
  rows: usize,
  columns: usize,
  spare: usize,
): void {
  soft.logSoftmaxGradient<Real>(dy, y, out, rows, columns, spare);
}

export function binaryCrossEntropy(z: usize, target: usize, dz: usize, scale: Real, count: usize): Real {
  return losses.binaryCrossEntropy<Real>(z, target, dz, scale, count);
}

export function crossEntropy(
  z: usize,
  target: usize,
  dz: usize,
  rows: usize,
  columns: usize,
  scale: Real,
): Real {
  return losses.crossEntropy<Real>(z, target, dz, rows, columns, scale);
}

export function dropout(x: usize, uniform: usize, keep: Real, out: usize, count: usize): void {
  losses.dropout<Real>(x, uniform, keep, out, count);
}

export function batchNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  epsilon: Real,
  out: usize,
  mean: usize,
  variance: usize,
  rows: usize,
  columns: usize,
  lead: usize,
  spare: usize,
): void {
  batch.batchNorm<Real>(x, gamma, beta, epsilon, out, mean, variance, rows, columns, lead, spare);
}

export function batchNormGradient(
  dy: usize,
  x: usize,
  gamma: usize,
  mean: usize,
  variance: usize,
  epsilon: Real,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  rows: usize,
  columns: usize,
  lead: usize,
  spare: usize,
): void {
  batch.batchNormGradient<Real>(
    dy,
    x,
    gamma,
    mean,
    variance,
    epsilon,
    dx,
    dgamma,
    dbeta,
    rows,
    columns,
    lead,
    spare,
  );
}

export function descend(w: usize, g: usize, rate: Real, count: usize): void {
  updates.descend<Real>(w, g, rate, count);
}

export function momentum(
  w: usize,
  g: usize,
  v: usize,
  rate: Real,
  beta: Real,
  share: Real,
  count: usize,
): void {
  updates.momentum<Real>(w, g, v, rate, beta, share, count);
}

export function adagrad(w: usize, g: usize, s: usize, rate: Real, epsilon: Real, count: usize): void {
  updates.adagrad<Real>(w, g, s, rate, epsilon, count);
}

export function rmsprop(
  w: usize,
  g: usize,
  s: usize,
  rate: Real,
  beta: Real,
  share: Real,
  epsilon: Real,
  count: usize,
): void {
  updates.rmsprop<Real>(w, g, s, rate, beta, share, epsilon, count);
}

export function adam(
  w: usize,
  g: usize,
  v: usize,
  s: usize,
  rate: Real,
  beta1: Real,
  share1: Real,
  beta2: Real,
  share2: Real,
  epsilon: Real,
  correction1: Real,
  correction2: Real,
  count: usize,
): void {
  updates.adam<Real>(
    w,
    g,
    v,
    s,
    rate,
    beta1,
    share1,
    beta2,
    share2,
    epsilon,
    correction1,
    correction2,
    count,
  );
}
