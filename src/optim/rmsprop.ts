import { kernels } from "../backend/backend.js";
import { checkedDecay, checkedRate, type OptimizerRule } from "./optimizer.js";

/** What RMSProp may be told. */
export interface RmspropOptions {
  /** α, default 0.01 */
  readonly learningRate?: number;
  /** β, the share of the past squares that stays; default 0.9. */
  readonly beta?: number;
  /** Keeps the division finite where a gradient is 0; default 1e-8. */
  readonly epsilon?: number;
}

/**
 * RMSProp (Tieleman & Hinton 2012): s ← β·s + (1 − β)·dw²,  w ← w − α · dw / (√s + ε).
 *
 * Adagrad that forgets: directions that swing widely get short steps, quiet ones long steps.
 */
export function rmsprop(options: RmspropOptions = {}): OptimizerRule {
  const { learningRate = 0.01, beta = 0.9, epsilon = 1e-8 } = options;
  checkedDecay("rmsprop", "beta", beta);
  return {
    name: "RMSProp",
    learningRate: checkedRate("rmsprop", learningRate),
    begin: (moment) => {
      const s = moment("s");
      return (w, dw, rate) => kernels.rmsprop(w, dw, s, rate, beta, epsilon);
    },
  };
}
