import type { AdamUpdate, Floats } from "./kernels.js";
import { plainFor } from "./plain.js";
import type { LearningKernels } from "./reference-learning.js";
import { bring, clear, putBack, room, takeRoom } from "./scratch.js";
import { chooser, isForPlain, type Modules } from "./simd-modules.js";

/** Losses, dropout, batch normalization and update rules on compiled modules; see simd.ts. */
export function simdLearningKernels(double: Modules, single: Modules): LearningKernels {
  const moduleFor = chooser(double, single);

  return {
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
      moduleFor(out).batchNorm(
        bring(x),
        bring(gamma),
        bring(beta),
        epsilon,
        to,
        toMean,
        toVariance,
        rows,
        columns,
        columns,
        takeRoom(columns * 8),
      );
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
        columns,
        takeRoom(columns * 8 * 3),
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
