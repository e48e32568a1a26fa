import { kernels } from "../backend/backend.js";
import { checkedDecay, checkedRate, type OptimizerRule } from "./optimizer.js";

/** What momentum may be told. */
export interface MomentumOptions {
  /** α, default 0.01 */
  readonly learningRate?: number;
  /** β, the share of the past that stays; default 0.9: an average over about 10 steps. */
  readonly beta?: number;
  /**
   * "average" (default), as in the lectures: v ← β·v + (1 − β)·dw, a moving average of the gradients.
   * "sum": v ← β·v + dw, whose steps are 1 / (1 − β) times as long; PyTorch and others have this one.
   */
  readonly convention?: "average" | "sum";
  /** Whether to look ahead (Nesterov 1983): the step is β·v + (1 − β)·dw, with the new v; default false. */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent with momentum: v ← β·v + (1 − β)·dw,  w ← w − α·v.
 *
 * What points the same way at every step adds up, what swings to and fro cancels out. v begins at 0, and there
 * is no bias correction, as in the lectures.
 *
 * @example momentum({ learningRate: 0.01, beta: 0.9 })
 */
export function momentum(options: MomentumOptions = {}): OptimizerRule {
  const { learningRate = 0.01, beta = 0.9, convention = "average", nesterov = false } = options;
  checkedDecay("momentum", "beta", beta);
  const share = convention === "average" ? 1 - beta : 1;
  return {
    name: nesterov ? "Nesterov momentum" : "momentum",
    learningRate: checkedRate("momentum", learningRate),
    begin: (moment) => {
      const v = moment("v");
      if (!nesterov) return (w, dw, rate) => kernels.momentum(w, dw, v, rate, beta, share);
      return (w, dw, rate) => {
        kernels.momentum(w, dw, v, rate * beta, beta, share);
        kernels.descend(w, dw, rate * share);
      };
    },
  };
}
