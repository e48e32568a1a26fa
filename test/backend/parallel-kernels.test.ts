import { afterEach, expect, test } from "vitest";
import { kernels } from "../../src/backend/backend.js";
import type { BinaryLayout, Floats } from "../../src/backend/kernels.js";
import { readyHelpers } from "../../src/backend/pool.js";
import { setThreads } from "../../src/backend/threads.js";
import { dtypes, type Place, places, put, wave } from "./compare.js";

afterEach(() => setThreads(1));

/** More than one thread keeps to itself, and no multiple of anything. */
const [rows, columns] = [131, 397];
const size = rows * columns;

const rowsOf = (aRow: number, bRow: number): BinaryLayout => ({
  ...{ rows, columns, aRow, aColumn: 1 },
  ...{ bRow, bColumn: 1 },
});
const inOneRow: BinaryLayout = { rows: 1, columns: size, aRow: 0, aColumn: 1, bRow: 0, bColumn: 1 };
const byOneNumber: BinaryLayout = { ...inOneRow, bColumn: 0 };

/** Each kernel that is divided, on arrays of its own: what it wrote. */
const calls: Record<string, (x: (length: number) => Floats) => Floats[]> = {
  unary: (x) => {
    const [a, out] = [x(size), x(size)];
    kernels.unary("exp", a, out);
    return [out];
  },
  "binary, row by row": (x) => {
    const [a, b, out] = [x(size), x(columns), x(size)];
    kernels.binary("mul", a, b, out, rowsOf(columns, 0));
    return [out];
  },
  "binary, in one row": (x) => {
    const [a, b, out] = [x(size), x(size), x(size)];
    kernels.binary("gate", a, b, out, inOneRow);
    return [out];
  },
  "binary, with one number": (x) => {
    const [a, b, out] = [x(size), x(1), x(size)];
    kernels.binary("div", a, b, out, byOneNumber);
    return [out];
  },
  affine: (x) => {
    const [a, out] = [x(size), x(size)];
    kernels.affine(a, 1 / 3, 1 / 7, out);
    return [out];
  },
  addScaled: (x) => {
    const [out, a] = [x(size), x(size)];
    kernels.addScaled(out, a, 1 / 3);
    return [out];
  },
  dropout: (x) => {
    const [a, uniform, out] = [x(size), x(size), x(size)];
    kernels.dropout(a, uniform, 0.3, out);
    return [out];
  },
  batchNorm: (x) => {
    const [a, gamma, beta, out, mean, variance] = [size, columns, columns, size, columns, columns].map(x);
    kernels.batchNorm(a, gamma, beta, 1e-5, out, mean, variance, rows, columns);
    return [out, mean, variance];
  },
  batchNormGradient: (x) => {
    const [dy, a, gamma, mean, variance] = [size, size, columns, columns, columns].map(x);
    const [dx, dgamma, dbeta] = [size, columns, columns].map(x);
    kernels.unary("square", variance, variance);
    kernels.batchNormGradient(dy, a, gamma, mean, variance, 1e-5, dx, dgamma, dbeta, rows, columns);
    return [dx, dgamma, dbeta];
  },
  descend: (x) => {
    const [w, g] = [x(size), x(size)];
    kernels.descend(w, g, 0.3);
    return [w];
  },
  momentum: (x) => {
    const [w, g, v] = [x(size), x(size), x(size)];
    kernels.momentum(w, g, v, 0.3, 0.9, 0.1);
    return [w, v];
  },
  adagrad: (x) => {
    const [w, g, s] = [x(size), x(size), x(size)];
    kernels.unary("square", s, s);
    kernels.adagrad(w, g, s, 0.3, 1e-8);
    return [w, s];
  },
  rmsprop: (x) => {
    const [w, g, s] = [x(size), x(size), x(size)];
    kernels.unary("square", s, s);
    kernels.rmsprop(w, g, s, 0.3, 0.9, 1e-8);
    return [w, s];
  },
  adam: (x) => {
    const [w, g, v, s] = [x(size), x(size), x(size), x(size)];
    kernels.unary("square", s, s);
    const update = {
      rate: 0.3,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      correction1: 0.1,
      correction2: 0.001,
    };
    kernels.adam(w, g, v, s, update);
    return [w, v, s];
  },
};

/** What a kernel makes of arrays that begin the same every time. */
function outcome(name: string, dtype: (typeof dtypes)[number], place: Place, threads: number): Floats[] {
  setThreads(threads);
  while (readyHelpers() < threads - 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  let phase = 0;
  return calls[name]((length) => put(dtype, place, wave(length, phase++))).map((values) => values.slice());
}

test.each(Object.keys(calls))("%s gives the same digits on three threads as on one", (name) => {
  for (const dtype of dtypes) {
    for (const place of places) {
      expect(outcome(name, dtype, place, 3)).toEqual(outcome(name, dtype, "in the reserve", 1));
    }
  }
});
