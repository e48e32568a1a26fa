import { kernels } from "../backend/backend.js";
import { checkedDecay, checkedRate, type OptimizerRule, type Update } from "./optimizer.js";

/** What Adam may be told. */
export interface AdamOptions {
  /** α, default 0.001 */
  readonly learningRate?: number;
  /** β₁, the share of the past gradients that stays; default 0.9. */
  readonly beta1?: number;
  /** β₂, the share of the past squares that stays; default 0.999. */
  readonly beta2?: number;
  /** Added to √ŝ, outside of the root; default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Adam (Kingma & Ba 2015), momentum and RMSProp together, both with bias correction at step t:
 *
 *     v ← β₁·v + (1 − β₁)·dw      v̂ = v / (1 − β₁ᵗ)
 *     s ← β₂·s + (1 − β₂)·dw²     ŝ = s / (1 − β₂ᵗ)
 *     w ← w − α · v̂ / (√ŝ + ε)
 *
 * @example adam({ learningRate: 0.0007 })
 */
export function adam(options: AdamOptions = {}): OptimizerRule {
  const { learningRate = 0.001 } = options;
  return {
    name: "Adam",
    learningRate: checkedRate("adam", learningRate),
    begin: adamUpdate("adam", options),
  };
}

/** The update of one parameter by Adam, for the rules that build on it. */
export function adamUpdate(
  rule: string,
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions,
): OptimizerRule["begin"] {
  checkedDecay(rule, "beta1", beta1);
  checkedDecay(rule, "beta2", beta2);
  return (moment): Update => {
    const v = moment("v");
    const s = moment("s");
    return (w, dw, rate, t) => {
      const correction1 = 1 - beta1 ** t;
      const correction2 = 1 - beta2 ** t;
      kernels.adam(w, dw, v, s, { rate, beta1, beta2, epsilon, correction1, correction2 });
    };
  };
}
