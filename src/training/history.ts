/** What a training run went through, step by step. */
export class History {
  /** The number of each recorded step, from 0. */
  readonly step: number[] = [];
  /** J before the update of that step, penalties included. */
  readonly cost: number[] = [];
  /** The steps at which the dev set was looked at, and its cost there. */
  readonly devStep: number[] = [];
  readonly devCost: number[] = [];
  /** How many steps make one pass over the training set. */
  readonly stepsPerEpoch: number;

  constructor(stepsPerEpoch: number) {
    this.stepsPerEpoch = stepsPerEpoch;
  }

  record(step: number, cost: number): void {
    this.step.push(step);
    this.cost.push(cost);
  }

  recordDev(step: number, cost: number): void {
    this.devStep.push(step);
    this.devCost.push(cost);
  }

  /** The cost of the last recorded step; NaN before the first. */
  get finalCost(): number {
    return this.cost.at(-1) ?? Number.NaN;
  }

  /** The recorded step with the lowest dev cost; undefined without a dev set. */
  get bestStep(): number | undefined {
    if (this.devCost.length === 0) return undefined;
    return this.devStep[this.devCost.indexOf(Math.min(...this.devCost))];
  }

  /** Plain data, for JSON. */
  toJSON(): Record<string, unknown> {
    const { step, cost, devStep, devCost, stepsPerEpoch } = this;
    return { stepsPerEpoch, step, cost, devStep, devCost };
  }
}
