import type { AdamUpdate, Floats, Kernels } from "./kernels.js";

/** The kernels that only learning needs: losses, dropout, batch normalization, update rules. */
export type LearningKernels = Pick<
  Kernels,
  | "binaryCrossEntropy"
  | "crossEntropy"
  | "dropout"
  | "batchNorm"
  | "batchNormGradient"
  | "descend"
  | "momentum"
  | "adagrad"
  | "rmsprop"
  | "adam"
>;

export const learningKernels: LearningKernels = {
  binaryCrossEntropy(z: Floats, target: Floats, dz: Floats, scale: number): number {
    let total = 0;
    for (let i = 0; i < z.length; i++) {
      // Both from e^−|z|, which cannot overflow.
      const power = Math.exp(-Math.abs(z[i]));
      const sigmoid = z[i] >= 0 ? 1 / (1 + power) : power / (1 + power);
      total += Math.max(z[i], 0) + Math.log1p(power) - target[i] * z[i];
      dz[i] = scale * (sigmoid - target[i]);
    }
    return scale * total;
  },

  crossEntropy(z: Floats, target: Floats, dz: Floats, rows: number, columns: number, scale: number): number {
    let total = 0;
    for (let start = 0; start < rows * columns; start += columns) {
      const end = start + columns;
      let largest = Number.NEGATIVE_INFINITY;
      for (let j = start; j < end; j++) largest = Math.max(largest, z[j]);
      let powers = 0;
      let weight = 0;
      for (let j = start; j < end; j++) {
        const power = Math.exp(z[j] - largest);
        dz[j] = power;
        powers += power;
        weight += target[j];
      }
      const logPowers = Math.log(powers);
      for (let j = start; j < end; j++) {
        // A target of 0 has no part in the loss, not even where its logit is −∞.
        if (target[j] !== 0) total -= target[j] * (z[j] - largest - logPowers);
        dz[j] = scale * ((dz[j] / powers) * weight - target[j]);
      }
    }
    return scale * total;
  },

  dropout(x: Floats, uniform: Floats, keep: number, out: Floats): void {
    for (let i = 0; i < out.length; i++) out[i] = uniform[i] < keep ? x[i] / keep : 0;
  },

  batchNorm(x, gamma, beta, epsilon, out, mean, variance, rows, columns): void {
    for (let j = 0; j < columns; j++) {
      let total = 0;
      for (let i = 0; i < rows; i++) total += x[i * columns + j];
      const mu = total / rows;
      let squares = 0;
      for (let i = 0; i < rows; i++) squares += (x[i * columns + j] - mu) ** 2;
      const sigmaSquared = squares / rows;
      const slope = gamma[j] / Math.sqrt(sigmaSquared + epsilon);
      for (let i = 0; i < rows; i++) out[i * columns + j] = slope * (x[i * columns + j] - mu) + beta[j];
      mean[j] = mu;
      variance[j] = sigmaSquared;
    }
  },

  batchNormGradient(dy, x, gamma, mean, variance, epsilon, dx, dgamma, dbeta, rows, columns): void {
    for (let j = 0; j < columns; j++) {
      const inverse = 1 / Math.sqrt(variance[j] + epsilon);
      let sum = 0;
      let product = 0;
      for (let i = j; i < rows * columns; i += columns) {
        sum += dy[i];
        product += dy[i] * (x[i] - mean[j]) * inverse;
      }
      for (let i = j; i < rows * columns; i += columns) {
        const standard = (x[i] - mean[j]) * inverse;
        dx[i] = gamma[j] * inverse * (dy[i] - sum / rows - (standard * product) / rows);
      }
      dgamma[j] = product;
      dbeta[j] = sum;
    }
  },

  descend(w: Floats, g: Floats, rate: number): void {
    for (let i = 0; i < w.length; i++) w[i] -= rate * g[i];
  },

  momentum(w: Floats, g: Floats, v: Floats, rate: number, beta: number, share: number): void {
    for (let i = 0; i < w.length; i++) {
      v[i] = beta * v[i] + share * g[i];
      w[i] -= rate * v[i];
    }
  },

  adagrad(w: Floats, g: Floats, s: Floats, rate: number, epsilon: number): void {
    for (let i = 0; i < w.length; i++) {
      s[i] += g[i] * g[i];
      w[i] -= (rate * g[i]) / (Math.sqrt(s[i]) + epsilon);
    }
  },

  rmsprop(w: Floats, g: Floats, s: Floats, rate: number, beta: number, epsilon: number): void {
    for (let i = 0; i < w.length; i++) {
      s[i] = beta * s[i] + (1 - beta) * g[i] * g[i];
      w[i] -= (rate * g[i]) / (Math.sqrt(s[i]) + epsilon);
    }
  },

  adam(w: Floats, g: Floats, v: Floats, s: Floats, update: AdamUpdate): void {
    const { rate, beta1, beta2, epsilon, correction1, correction2 } = update;
    for (let i = 0; i < w.length; i++) {
      v[i] = beta1 * v[i] + (1 - beta1) * g[i];
      s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
      const step = v[i] / correction1;
      const size = Math.sqrt(s[i] / correction2);
      w[i] -= (rate * step) / (size + epsilon);
    }
  },
};
