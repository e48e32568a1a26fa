import { binaryCodes, reduceCodes, unaryCodes } from "./codes.js";
import { fusedFor } from "./fused-product.js";
import type {
  AdamUpdate,
  BinaryLayout,
  BinaryName,
  Floats,
  Kernels,
  ReduceName,
  UnaryName,
} from "./kernels.js";
import { plainFor } from "./plain.js";
import { product } from "./product.js";
import { addressOf } from "./reserve.js";
import { bring, CAPACITY, clear, putBack, room, takeRoom } from "./scratch.js";
import type { KernelModule } from "./wasm-module.js";

/*
 * The compiled kernels behind the common interface. Arrays in the reserve are taken where they are; others are
 * copied in and out, or, where that would cost more than the work, left to the plain kernels.
 */

/** Fewer ordinary numbers than this are not worth a copy. */
const FEW = 24;

/** Of more ordinary numbers than this, the operands of one call may not fit the scratch memory. */
const MANY = CAPACITY / (8 * 6);

/** Whether work that writes `out` is left to the plain kernels. */
function isForPlain(out: Floats): boolean {
  return (out.length < FEW || out.length > MANY) && addressOf(out) === undefined;
}

/**
 * Kernels on compiled modules.
 *
 * @param double  the module for doubles
 * @param single  the module for singles
 */
export function simdKernels(double: KernelModule, single: KernelModule): Kernels {
  const moduleFor = (values: Floats): KernelModule => (values.BYTES_PER_ELEMENT === 8 ? double : single);

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
      product(fusedFor(c) ?? moduleFor(c), m, n, k, a, aTransposed, b, bTransposed, c, accumulate ? c : null);
    },

    linear(m: number, n: number, k: number, x: Floats, w: Floats, bias: Floats | null, out: Floats): void {
      product(fusedFor(out) ?? moduleFor(out), m, n, k, x, false, w, true, out, bias);
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

    binaryCrossEntropy(z: Floats, target: Floats, dz: Floats, scale: number): number {
      if (isForPlain(dz)) return plainFor(dz).binaryCrossEntropy(z, target, dz, scale);
      clear();
      const to = room(dz);
      const loss = moduleFor(dz).binaryCrossEntropy(bring(z), bring(target), to, scale, dz.length);
      putBack(dz, to);
      return loss;
    },

    crossEntropy(
      z: Floats,
      target: Floats,
      dz: Floats,
      rows: number,
      columns: number,
      scale: number,
    ): number {
      if (isForPlain(dz)) return plainFor(dz).crossEntropy(z, target, dz, rows, columns, scale);
      clear();
      const to = room(dz);
      const loss = moduleFor(dz).crossEntropy(bring(z), bring(target), to, rows, columns, scale);
      putBack(dz, to);
      return loss;
    },

    dropout(x: Floats, uniform: Floats, keep: number, out: Floats): void {
      if (isForPlain(out)) {
        plainFor(out).dropout(x, uniform, keep, out);
        return;
      }
      clear();
      const to = room(out);
      moduleFor(out).dropout(bring(x), bring(uniform), keep, to, out.length);
      putBack(out, to);
    },

    batchNorm(x, gamma, beta, epsilon, out, mean, variance, rows, columns): void {
      if (isForPlain(out)) {
        plainFor(out).batchNorm(x, gamma, beta, epsilon, out, mean, variance, rows, columns);
        return;
      }
      clear();
      const [to, toMean, toVariance] = [room(out), room(mean), room(variance)];
      const { batchNorm } = moduleFor(out);
      batchNorm(bring(x), bring(gamma), bring(beta), epsilon, to, toMean, toVariance, rows, columns);
      putBack(out, to);
      putBack(mean, toMean);
      putBack(variance, toVariance);
    },

    batchNormGradient(dy, x, gamma, mean, variance, epsilon, dx, dgamma, dbeta, rows, columns): void {
      if (isForPlain(dx)) {
        const plain = plainFor(dx);
        plain.batchNormGradient(dy, x, gamma, mean, variance, epsilon, dx, dgamma, dbeta, rows, columns);
        return;
      }
      clear();
      const [to, toGamma, toBeta] = [room(dx), room(dgamma), room(dbeta)];
      moduleFor(dx).batchNormGradient(
        bring(dy),
        bring(x),
        bring(gamma),
        bring(mean),
        bring(variance),
        epsilon,
        to,
        toGamma,
        toBeta,
        rows,
        columns,
      );
      putBack(dx, to);
      putBack(dgamma, toGamma);
      putBack(dbeta, toBeta);
    },

    descend(w: Floats, g: Floats, rate: number): void {
      if (isForPlain(w)) {
        plainFor(w).descend(w, g, rate);
        return;
      }
      clear();
      const to = bring(w);
      moduleFor(w).descend(to, bring(g), rate, w.length);
      putBack(w, to);
    },

    momentum(w: Floats, g: Floats, v: Floats, rate: number, beta: number, share: number): void {
      if (isForPlain(w)) {
        plainFor(w).momentum(w, g, v, rate, beta, share);
        return;
      }
      clear();
      const to = bring(w);
      const toV = bring(v);
      moduleFor(w).momentum(to, bring(g), toV, rate, beta, share, w.length);
      putBack(w, to);
      putBack(v, toV);
    },

    adagrad(w: Floats, g: Floats, s: Floats, rate: number, epsilon: number): void {
      if (isForPlain(w)) {
        plainFor(w).adagrad(w, g, s, rate, epsilon);
        return;
      }
      clear();
      const to = bring(w);
      const toS = bring(s);
      moduleFor(w).adagrad(to, bring(g), toS, rate, epsilon, w.length);
      putBack(w, to);
      putBack(s, toS);
    },

    rmsprop(w: Floats, g: Floats, s: Floats, rate: number, beta: number, epsilon: number): void {
      if (isForPlain(w)) {
        plainFor(w).rmsprop(w, g, s, rate, beta, epsilon);
        return;
      }
      clear();
      const to = bring(w);
      const toS = bring(s);
      moduleFor(w).rmsprop(to, bring(g), toS, rate, beta, 1 - beta, epsilon, w.length);
      putBack(w, to);
      putBack(s, toS);
    },

    adam(w: Floats, g: Floats, v: Floats, s: Floats, update: AdamUpdate): void {
      if (isForPlain(w)) {
        plainFor(w).adam(w, g, v, s, update);
        return;
      }
      clear();
      const { rate, beta1, beta2, epsilon, correction1, correction2 } = update;
      const to = bring(w);
      const toV = bring(v);
      const toS = bring(s);
      moduleFor(w).adam(
        to,
        bring(g),
        toV,
        toS,
        rate,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        epsilon,
        correction1,
        correction2,
        w.length,
      );
      putBack(w, to);
      putBack(v, toV);
      putBack(s, toS);
    },
  };
}
