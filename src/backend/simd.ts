import { binaryCodes, reduceCodes, unaryCodes } from "./codes.js";
import { fusedFor } from "./fused-product.js";
import type { BinaryLayout, BinaryName, Floats, Kernels, ReduceName, UnaryName } from "./kernels.js";
import { plainFor } from "./plain.js";
import { type ProductKernel, product } from "./product.js";
import { bring, clear, putBack, room, takeRoom } from "./scratch.js";
import { simdLearningKernels } from "./simd-learning.js";
import { chooser, isForPlain, type Modules, modulesFor } from "./simd-modules.js";

/*
 * The compiled kernels behind the common interface. Arrays in the reserve are taken where they are; others are
 * copied in and out, or, where that would cost more than the work, left to the plain kernels.
 */

/** Kernels on compiled modules, one for doubles and one for singles. */
export function simdKernels(double: Modules, single: Modules): Kernels {
  const moduleFor = chooser(double, single);
  const productModuleFor = (c: Floats): ProductKernel => fusedFor(c) ?? modulesFor(c, double, single).divided;

  return {
    name: "simd",

    unary(f: UnaryName, x: Floats, out: Floats): void {
      if (isForPlain(out)) {
        plainFor(out).unary(f, x, out);
        return;
      }
      clear();
      const to = room(out);
      moduleFor(out).unary(unaryCodes[f], bring(x), to, out.length);
      putBack(out, to);
    },

    binary(f: BinaryName, a: Floats, b: Floats, out: Floats, layout: BinaryLayout): void {
      if (isForPlain(out)) {
        plainFor(out).binary(f, a, b, out, layout);
        return;
      }
      clear();
      const { rows, columns, aRow, aColumn, bRow, bColumn } = layout;
      const to = room(out);
      const code = binaryCodes[f];
      moduleFor(out).binary(code, bring(a), bring(b), to, rows, columns, aRow, aColumn, bRow, bColumn);
      putBack(out, to);
    },

    affine(x: Floats, scale: number, shift: number, out: Floats): void {
      if (isForPlain(out)) {
        plainFor(out).affine(x, scale, shift, out);
        return;
      }
      clear();
      const to = room(out);
      moduleFor(out).affine(bring(x), scale, shift, to, out.length);
      putBack(out, to);
    },

    addScaled(out: Floats, x: Floats, scale: number): void {
      if (isForPlain(out)) {
        plainFor(out).addScaled(out, x, scale);
        return;
      }
      clear();
      const to = bring(out);
      moduleFor(out).addScaled(to, bring(x), scale, out.length);
      putBack(out, to);
    },

    reduce(f: ReduceName, x: Floats, out: Floats, outer: number, count: number, inner: number): void {
      if (isForPlain(x)) {
        plainFor(out).reduce(f, x, out, outer, count, inner);
        return;
      }
      clear();
      const to = room(out);
      moduleFor(out).reduce(reduceCodes[f], bring(x), to, outer, count, inner);
      putBack(out, to);
    },

    matmul(m, n, k, a, aTransposed, b, bTransposed, c, accumulate): void {
      product(productModuleFor(c), m, n, k, a, aTransposed, b, bTransposed, c, accumulate ? c : null);
    },

    linear(m: number, n: number, k: number, x: Floats, w: Floats, bias: Floats | null, out: Floats): void {
      product(productModuleFor(out), m, n, k, x, false, w, true, out, bias);
    },

    softmax(x: Floats, out: Floats, rows: number, columns: number): void {
      if (isForPlain(out)) {
        plainFor(out).softmax(x, out, rows, columns);
        return;
      }
      clear();
      const to = room(out);
      moduleFor(out).softmax(bring(x), to, rows, columns);
      putBack(out, to);
    },

    logSoftmax(x: Floats, out: Floats, rows: number, columns: number): void {
      if (isForPlain(out)) {
        plainFor(out).logSoftmax(x, out, rows, columns);
        return;
      }
      clear();
      const to = room(out);
      moduleFor(out).logSoftmax(bring(x), to, rows, columns, takeRoom(columns * 8));
      putBack(out, to);
    },

    softmaxGradient(dy: Floats, y: Floats, out: Floats, rows: number, columns: number): void {
      if (isForPlain(out)) {
        plainFor(out).softmaxGradient(dy, y, out, rows, columns);
        return;
      }
      clear();
      const to = room(out);
      moduleFor(out).softmaxGradient(bring(dy), bring(y), to, rows, columns);
      putBack(out, to);
    },

    logSoftmaxGradient(dy: Floats, y: Floats, out: Floats, rows: number, columns: number): void {
      if (isForPlain(out)) {
        plainFor(out).logSoftmaxGradient(dy, y, out, rows, columns);
        return;
      }
      clear();
      const to = room(out);
      moduleFor(out).logSoftmaxGradient(bring(dy), bring(y), to, rows, columns, takeRoom(columns * 8));
      putBack(out, to);
    },

    ...simdLearningKernels(double, single),
  };
}
