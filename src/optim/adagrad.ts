import { kernels } from "../backend/backend.js";
import { checkedRate, type OptimizerRule } from "./optimizer.js";

/** What Adagrad may be told. */
export interface AdagradOptions {
  /** α, default 0.01 */
  readonly learningRate?: number;
  /** Keeps the division finite where a gradient was 0 so far; default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Adagrad (Duchi, Hazan & Singer 2011): s ← s + dw²,  w ← w − α · dw / (√s + ε).
 *
 * Every parameter has a learning rate of its own, the smaller the more it has moved; and since s only grows,
 * all of them shrink.
 */
export function adagrad({ learningRate = 0.01, epsilon = 1e-8 }: AdagradOptions = {}): OptimizerRule {
  return {
    name: "Adagrad",
    learningRate: checkedRate("adagrad", learningRate),
    begin: (moment) => {
      const s = moment("s");
      return (w, dw, rate) => kernels.adagrad(w, dw, s, rate, epsilon);
    },
  };
}
