import type { BinaryLayout, BinaryName, Floats, Kernels, ReduceName, UnaryName } from "./kernels.js";
import { type LearningKernels, learningKernels } from "./reference-learning.js";

/**
 * The kernels in plain TypeScript: what each one means, what runs where there is no SIMD, and what the SIMD
 * kernels hand small work on ordinary arrays to.
 */
export const mathematics: Omit<Kernels, keyof LearningKernels> = {
  name: "reference",

  unary(f: UnaryName, x: Floats, out: Floats): void {
    const apply = unaryFunctions[f];
    for (let i = 0; i < out.length; i++) out[i] = apply(x[i]);
  },

  binary(f: BinaryName, a: Floats, b: Floats, out: Floats, layout: BinaryLayout): void {
    const apply = binaryFunctions[f];
    const { rows, columns, aRow, aColumn, bRow, bColumn } = layout;
    let next = 0;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        out[next++] = apply(a[i * aRow + j * aColumn], b[i * bRow + j * bColumn]);
      }
    }
  },

  affine(x: Floats, scale: number, shift: number, out: Floats): void {
    for (let i = 0; i < out.length; i++) out[i] = scale * x[i] + shift;
  },

  addScaled(out: Floats, x: Floats, scale: number): void {
    for (let i = 0; i < out.length; i++) out[i] += scale * x[i];
  },

  reduce(f: ReduceName, x: Floats, out: Floats, outer: number, count: number, inner: number): void {
    const { start, combine } = reduceFunctions[f];
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        let total = start;
        for (let k = 0; k < count; k++) total = combine(total, x[(o * count + k) * inner + i]);
        out[o * inner + i] = total;
      }
    }
  },

  matmul(m, n, k, a, aTransposed, b, bTransposed, c, accumulate): void {
    const [aRow, aColumn] = aTransposed ? [1, m] : [k, 1];
    const [bRow, bColumn] = bTransposed ? [1, k] : [n, 1];
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let total = 0;
        for (let p = 0; p < k; p++) total += a[i * aRow + p * aColumn] * b[p * bRow + j * bColumn];
        c[i * n + j] = accumulate ? c[i * n + j] + total : total;
      }
    }
  },

  linear(m, n, k, x, w, bias, out): void {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let total = 0;
        for (let p = 0; p < k; p++) total += x[i * k + p] * w[j * k + p];
        out[i * n + j] = bias === null ? total : total + bias[j];
      }
    }
  },

  softmax(x: Floats, out: Floats, rows: number, columns: number): void {
    for (let start = 0; start < rows * columns; start += columns) {
      const largest = rowMaximum(x, start, columns);
      let total = 0;
      for (let j = start; j < start + columns; j++) {
        const power = Math.exp(x[j] - largest);
        out[j] = power;
        total += power;
      }
      for (let j = start; j < start + columns; j++) out[j] /= total;
    }
  },

  logSoftmax(x: Floats, out: Floats, rows: number, columns: number): void {
    for (let start = 0; start < rows * columns; start += columns) {
      const shift = rowLogSumExp(x, start, columns);
      for (let j = start; j < start + columns; j++) out[j] = x[j] - shift;
    }
  },

  softmaxGradient(dy: Floats, y: Floats, out: Floats, rows: number, columns: number): void {
    for (let start = 0; start < rows * columns; start += columns) {
      let dot = 0;
      for (let j = start; j < start + columns; j++) dot += dy[j] * y[j];
      for (let j = start; j < start + columns; j++) out[j] = y[j] * (dy[j] - dot);
    }
  },

  logSoftmaxGradient(dy: Floats, y: Floats, out: Floats, rows: number, columns: number): void {
    for (let start = 0; start < rows * columns; start += columns) {
      let total = 0;
      for (let j = start; j < start + columns; j++) total += dy[j];
      for (let j = start; j < start + columns; j++) out[j] = dy[j] - Math.exp(y[j]) * total;
    }
  },
};

/** max of a row of x; NaN where the row has one. */
function rowMaximum(x: Floats, start: number, columns: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = start; j < start + columns; j++) largest = Math.max(largest, x[j]);
  return largest;
}

/** ln Σ e^x over a row. The largest x is taken out first, so that nothing overflows. */
function rowLogSumExp(x: Floats, start: number, columns: number): number {
  const largest = rowMaximum(x, start, columns);
  let total = 0;
  for (let j = start; j < start + columns; j++) total += Math.exp(x[j] - largest);
  return largest + Math.log(total);
}

const unaryFunctions: Readonly<Record<UnaryName, (x: number) => number>> = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  sin: Math.sin,
  cos: Math.cos,
  // Never e^|x|: it overflows. For x < 0 the same value is e^x / (1 + e^x).
  sigmoid: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  tanh: Math.tanh,
  relu: (x) => Math.max(x, 0),
  // ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|)
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};

const binaryFunctions: Readonly<Record<BinaryName, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  // 1 to any power is 1, as IEEE arithmetic has it; JavaScript's own power is NaN where b is NaN or infinite.
  pow: (a, b) => (a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b),
  maximum: Math.max,
  minimum: Math.min,
  gate: (a, b) => (b > 0 ? a : 0),
  sigmoidGradient: (dy, y) => dy * y * (1 - y),
  tanhGradient: (dy, y) => dy * (1 - y * y),
  equal: (a, b) => (a === b ? 1 : 0),
  greater: (a, b) => (a > b ? 1 : 0),
  greaterEqual: (a, b) => (a >= b ? 1 : 0),
  less: (a, b) => (a < b ? 1 : 0),
  lessEqual: (a, b) => (a <= b ? 1 : 0),
};

const reduceFunctions: Readonly<
  Record<ReduceName, { start: number; combine: (total: number, x: number) => number }>
> = {
  sum: { start: 0, combine: (total, x) => total + x },
  sumOfSquares: { start: 0, combine: (total, x) => total + x * x },
  max: { start: Number.NEGATIVE_INFINITY, combine: Math.max },
  min: { start: Number.POSITIVE_INFINITY, combine: Math.min },
};

export const reference: Kernels = { ...mathematics, ...learningKernels };
