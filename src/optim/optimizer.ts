import type { Floats } from "../backend/kernels.js";
import { beginStep, endStep } from "../backend/memory.js";
import type { DType } from "../tensor/dtype.js";
import { ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * How a rule changes one parameter, in place.
 *
 * @param w     the parameter
 * @param dw    dJ/dw
 * @param rate  the learning rate α of this step
 * @param t     the number of the step, from 1
 */
export type Update = (w: Floats, dw: Floats, rate: number, t: number) => void;

/** An update rule with its settings, before it knows what to update: `sgd({ learningRate: 0.3 })`. */
export interface OptimizerRule {
  readonly name: string;
  /** α */
  readonly learningRate: number;
  /** Makes the update of one parameter, with whatever moments it keeps of it. */
  readonly begin: (size: number, dtype: DType) => Update;
}

/**
 * A rule at work on parameters.
 *
 * @example
 * const optimizer = new Optimizer(sgd({ learningRate: 0.3 }), [W, b]);
 * for (let i = 0; i < 1000; i++) optimizer.step(() => binaryCrossEntropy(x.matmul(W.T).add(b), y));
 */
export class Optimizer {
  /** α of the next step; a schedule may change it. */
  learningRate: number;
  /** How many steps were taken. */
  steps: number = 0;
  private readonly parameters: readonly Tensor[];
  private readonly updates: readonly Update[];

  constructor(rule: OptimizerRule, parameters: readonly Tensor[]) {
    this.learningRate = rule.learningRate;
    this.parameters = parameters;
    this.updates = parameters.map((p) => rule.begin(p.size, p.dtype));
  }

  /**
   * One step: computes the cost, finds its gradients, updates the parameters.
   *
   * @param cost  computes J from the parameters as they are
   * @returns     J before the update
   */
  step(cost: () => Tensor): number {
    beginStep();
    try {
      for (const parameter of this.parameters) parameter.grad = null;
      const J = cost();
      J.backward();
      this.update();
      return J.item();
    } finally {
      endStep();
    }
  }

  /** Updates the parameters by the gradients that they hold; one without a gradient stays. */
  update(): void {
    this.steps += 1;
    for (let i = 0; i < this.parameters.length; i++) {
      const { storage, grad } = this.parameters[i];
      if (grad !== null) this.updates[i](storage, grad.data, this.learningRate, this.steps);
    }
  }
}

/**
 * The learning rate, checked.
 *
 * @throws ValueError when it is no number above 0
 */
export function checkedRate(rule: string, learningRate: number): number {
  if (learningRate > 0 && Number.isFinite(learningRate)) return learningRate;
  throw new ValueError(`${rule}: the learning rate is ${learningRate}`, {
    expected: "a number above 0",
    received: learningRate,
    help: "0.01 is a common first try",
  });
}
