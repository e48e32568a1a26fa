import { exp } from "./exponential";
import { lanes, loadPart, storePart, sumLanes } from "./lanes";
import { maximum, sum } from "./reduce";

/** out = e^(x − shift) along a row; returns the sum. */
export function powers<T>(x: usize, shift: T, out: usize, count: usize): T {
  const from = v128.splat<T>(shift);
  let total = v128.splat<T>(<T>0);
  let i = count;
  for (; i >= lanes<T>(); i -= lanes<T>(), x += 16, out += 16) {
    const power = exp<T>(v128.sub<T>(v128.load(x), from));
    total = v128.add<T>(total, power);
    v128.store(out, power);
  }
  let rest = sumLanes<T>(total);
  if (i > 0) {
    storePart<T>(out, exp<T>(v128.sub<T>(loadPart<T>(x, i), from)), i);
    for (; i > 0; i--, out += sizeof<T>()) rest = <T>(rest + load<T>(out));
  }
  return rest;
}

/** out = factor · x along a row; out may be x. */
// @ts-expect-error: decorator
@inline
function scaled<T>(x: usize, factor: T, out: usize, count: usize): void {
  const by = v128.splat<T>(factor);
  let i = count;
  for (; i >= lanes<T>(); i -= lanes<T>(), x += 16, out += 16) v128.store(out, v128.mul<T>(v128.load(x), by));
  for (; i > 0; i--, x += sizeof<T>(), out += sizeof<T>()) store<T>(out, <T>(load<T>(x) * factor));
}

/** ln Σ e^x along a row; `spare` takes the powers. */
// @ts-expect-error: decorator
@inline
export function logSumExp<T>(x: usize, spare: usize, count: usize, largest: T): T {
  return <T>(largest + <T>NativeMath.log(<f64>powers<T>(x, largest, spare, count)));
}

/** Each row of out = e^x / Σ e^x */
export function softmax<T>(x: usize, out: usize, rows: usize, columns: usize): void {
  const width = columns * sizeof<T>();
  for (; rows > 0; rows--, x += width, out += width) {
    const total = powers<T>(x, maximum<T>(x, columns), out, columns);
    scaled<T>(out, <T>(<T>1 / total), out, columns);
  }
}

/** Each row of out = x − ln Σ e^x; `spare` has room for a row. */
export function logSoftmax<T>(x: usize, out: usize, rows: usize, columns: usize, spare: usize): void {
  const width = columns * sizeof<T>();
  for (; rows > 0; rows--, x += width, out += width) {
    const largest = maximum<T>(x, columns);
    const shift = logSumExp<T>(x, spare, columns, largest);
    for (let j: usize = 0; j < width; j += sizeof<T>()) store<T>(out + j, <T>(load<T>(x + j) - shift));
  }
}

/** Each row of out = y · (dy − Σ dy · y) */
export function softmaxGradient<T>(dy: usize, y: usize, out: usize, rows: usize, columns: usize): void {
  const width = columns * sizeof<T>();
  for (; rows > 0; rows--, dy += width, y += width, out += width) {
    let dot: T = <T>0;
    for (let j: usize = 0; j < width; j += sizeof<T>()) dot = <T>(dot + load<T>(dy + j) * load<T>(y + j));
    for (let j: usize = 0; j < width; j += sizeof<T>()) {
      store<T>(out + j, <T>(load<T>(y + j) * (load<T>(dy + j) - dot)));
    }
  }
}

/** Each row of out = dy − e^y · Σ dy; `spare` has room for a row. */
export function logSoftmaxGradient<T>(
  dy: usize,
  y: usize,
  out: usize,
  rows: usize,
  columns: usize,
  spare: usize,
): void {
  const width = columns * sizeof<T>();
  for (; rows > 0; rows--, dy += width, y += width, out += width) {
    const total = sum<T>(dy, columns);
    powers<T>(y, <T>0, spare, columns);
    for (let j: usize = 0; j < width; j += sizeof<T>()) {
      store<T>(out + j, <T>(load<T>(dy + j) - load<T>(spare + j) * total));
    }
  }
}
