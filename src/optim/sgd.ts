import { kernels } from "../backend/backend.js";
import { checkedRate, type OptimizerRule } from "./optimizer.js";

/**
 * Gradient descent: w ← w − α · dw.
 *
 * On the whole training set this is batch gradient descent, on mini-batches stochastic gradient descent.
 *
 * @param options.learningRate  α, default 0.01
 * @example sgd({ learningRate: 0.3 })
 */
export function sgd({ learningRate = 0.01 }: { readonly learningRate?: number } = {}): OptimizerRule {
  return {
    name: "gradient descent",
    learningRate: checkedRate("sgd", learningRate),
    begin: () => (w, dw, rate) => kernels.descend(w, dw, rate),
  };
}
