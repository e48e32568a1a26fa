import type { Floats } from "../backend/kernels.js";
import { beginStep, endStep, persistent } from "../backend/memory.js";
import { ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkParameters } from "./check-parameters.js";
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
  readonly begin: (moment: Moment) => Update;
}

/** Room for what a rule remembers of one parameter from step to step, by name; zeros at first. */
export type Moment = (name: string) => Floats;

/** All that an optimizer remembers: with it, training goes on as if it had never stopped. */
export interface OptimizerState {
  readonly steps: number;
  readonly learningRate: number;
  /** Moments by the number of their parameter and their name: "0.v". */
  readonly moments: Readonly<Record<string, Floats>>;
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
  /** The rule of the first group. */
  readonly rule: OptimizerRule;
  /** α of the next step; a schedule may change it. With several groups, that of the first. */
  learningRate: number;
  /** How many steps were taken. */
  steps: number = 0;
  private readonly parameters: readonly Tensor[];
  private readonly slots: readonly Slot[];
  private readonly clipping: Clipping | undefined;
  private readonly moments: Map<string, Floats> = new Map();

  /**
   * @param rule        what to do with the parameters
   * @param parameters  what to change
   * @param options.groups  further parameters, with rules of their own
   * @param options.clip    limits for the gradients of all of them
   * @throws GradientError when a parameter was computed, so that no gradient would stay on it
   * @throws ValueError    when a parameter's numbers do not stand row by row, or it is in two groups
   */
  constructor(
    rule: OptimizerRule,
    parameters: readonly Tensor[],
    options: { readonly groups?: readonly ParameterGroup[]; readonly clip?: Clipping } = {},
  ) {
    // Once each: a layer that a model has in two places names its parameters twice.
    const groups = [{ rule, parameters }, ...(options.groups ?? [])].map((group) => ({
      rule: group.rule,
      parameters: [...new Set(group.parameters)],
    }));
    this.rule = rule;
    this.learningRate = rule.learningRate;
    this.clipping = options.clip;
    this.parameters = groups.flatMap((group) => group.parameters);
    checkParameters(this.parameters);
    const slots: Slot[] = [];
    for (const group of groups) {
      for (const parameter of group.parameters) {
        const update = group.rule.begin(this.momentsOf(slots.length, parameter));
        slots.push({ parameter, update, rateShare: group.rule.learningRate / rule.learningRate });
      }
    }
    this.slots = slots;
  }

  /**
   * One step: computes the cost, finds its gradients, updates the parameters.
   *
   * @param cost  computes J from the parameters as they are
   * @returns     J before the update
   */
  step(cost: () => Tensor): number {
    // Before the step begins: a gradient that is still there then is copied, to outlast the memory that it lies in.
    for (const parameter of this.parameters) parameter.grad = null;
    beginStep();
    try {
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
      update(parameter.storage, parameter.grad.rowMajor, this.learningRate * rateShare, this.steps);
    }
  }

  /** A copy of all that it remembers. */
  state(): OptimizerState {
    const { steps, learningRate } = this;
    const moments = Object.fromEntries([...this.moments].map(([name, values]) => [name, values.slice()]));
    return { steps, learningRate, moments };
  }

  /**
   * Goes on from what an optimizer of the same rule remembered of parameters of the same shapes.
   *
   * @throws ValueError when it was another rule, or the parameters had other shapes
   */
  load({ steps, learningRate, moments }: OptimizerState): void {
    const [here, there] = [this.moments, moments].map(describeMoments);
    if (here !== there) {
      throw new ValueError("Optimizer.load: the moments are not those of this rule and these parameters", {
        expected: here,
        received: there,
        help: "go on with the same rule and the same model",
      });
    }
    for (const [name, values] of this.moments) values.set(moments[name]);
    this.steps = steps;
    this.learningRate = learningRate;
  }

  private momentsOf(number: number, { dtype, size }: Tensor): Moment {
    return (name) => {
      const values = persistent(dtype, size);
      this.moments.set(`${number}.${name}`, values);
      return values;
    };
  }
}

/** Names and lengths, to compare by: "0.v (60), 0.s (60)". */
function describeMoments(moments: ReadonlyMap<string, Floats> | OptimizerState["moments"]): string {
  const entries = moments instanceof Map ? [...moments] : Object.entries(moments);
  return entries.map(([name, values]) => `${name} (${values.length})`).join(", ") || "none";
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
