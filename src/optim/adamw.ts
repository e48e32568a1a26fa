import { kernels } from "../backend/backend.js";
import { ValueError } from "../tensor/errors.js";
import { type AdamOptions, adamUpdate } from "./adam.js";
import { checkedRate, type OptimizerRule } from "./optimizer.js";

/** What AdamW may be told. */
export interface AdamwOptions extends AdamOptions {
  /** How much of itself a parameter loses at each step, times α; default 0.01. */
  readonly weightDecay?: number;
}

/**
 * AdamW (Loshchilov & Hutter 2019): w ← w − α · decay · w, then Adam's step.
 *
 * An L2 penalty in the cost passes through Adam's division and loses its meaning there; here the weights decay
 * on their own. It applies to all parameters it is given: put biases into a group with plain Adam.
 */
export function adamw(options: AdamwOptions = {}): OptimizerRule {
  const { learningRate = 0.001, weightDecay = 0.01 } = options;
  if (!(weightDecay >= 0)) {
    throw new ValueError(`adamw: the weight decay is ${weightDecay}`, {
      expected: "a number from 0 up",
      received: weightDecay,
      help: "0.01 is usual",
    });
  }
  const begin = adamUpdate("adamw", options);
  return {
    name: "AdamW",
    learningRate: checkedRate("adamw", learningRate),
    begin: (moment) => {
      const step = begin(moment);
      return (w, dw, rate, t) => {
        kernels.affine(w, 1 - rate * weightDecay, 0, w);
        step(w, dw, rate, t);
      };
    },
  };
}
