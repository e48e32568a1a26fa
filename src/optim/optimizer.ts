import type { Floats } from "../backend/kernels.js";
import { beginStep, endStep } from "../backend/memory.js";
import type { DType } from "../tensor/dtype.js";
import { ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { type Clipping, clipGradients } from "./clipping.js";

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

/** Parameters with a rule of their own. */
export interface ParameterGroup {
  readonly parameters: readonly Tensor[];
  readonly rule: OptimizerRule;
}

/** A parameter and what changes it. */
interface Slot {
  readonly parameter: Tensor;
  readonly update: Update;
  /** This group's α as a share of the first group's, so that a schedule moves all of them. */
  readonly rateShare: number;
}

/**
 * A rule at work on parameters.
 *
 * @example
 * const optimizer = new Optimizer(sgd({ learningRate: 0.3 }), [W, b]);
 * for (let i = 0; i < 1000; i++) optimizer.step(() => binaryCrossEntropy(x.matmul(W.T).add(b), y));
 */
export class Optimizer {
  /** α of the next step; a schedule may change it. With several groups, that of the first. */
  learningRate: number;
  /** How many steps were taken. */
  steps: number = 0;
  private readonly parameters: readonly Tensor[];
  private readonly slots: readonly Slot[];
  private readonly clipping: Clipping | undefined;

  /**
   * @param rule        what to do with the parameters
   * @param parameters  what to change
   * @param options.groups  further parameters, with rules of their own
   * @param options.clip    limits for the gradients of all of them
   */
  constructor(
    rule: OptimizerRule,
    parameters: readonly Tensor[],
    options: { readonly groups?: readonly ParameterGroup[]; readonly clip?: Clipping } = {},
  ) {
    const groups = [{ rule, parameters }, ...(options.groups ?? [])];
    this.learningRate = rule.learningRate;
    this.clipping = options.clip;
    this.parameters = groups.flatMap((group) => group.parameters);
    this.slots = groups.flatMap((group) =>
      group.parameters.map((parameter) => ({
        parameter,
        update: group.rule.begin(parameter.size, parameter.dtype),
        rateShare: group.rule.learningRate / rule.learningRate,
      })),
    );
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
    if (this.clipping !== undefined) clipGradients(this.parameters, this.clipping);
    for (const { parameter, update, rateShare } of this.slots) {
      if (parameter.grad === null) continue;
      update(parameter.storage, parameter.grad.data, this.learningRate * rateShare, this.steps);
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

/**
 * The share of the past that a moving average keeps, checked.
 *
 * @throws ValueError when it is not in [0, 1)
 */
export function checkedDecay(rule: string, name: string, value: number): number {
  if (value >= 0 && value < 1) return value;
  throw new ValueError(`${rule}: ${name} is ${value}`, {
    expected: "a number from 0 up, below 1",
    received: value,
    help: "0.9 averages over about 10 steps, 0.999 over about 1000",
  });
}
