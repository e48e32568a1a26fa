/** A figure beside the cost, at each look. */
export interface MetricCurve {
  /** The steps at which was looked. */
  readonly step: readonly number[];
  readonly train: readonly number[];
  /** Empty without a dev set. */
  readonly dev: readonly number[];
}

/** What a training run went through, step by step. */
export class History {
  /** The number of each recorded step, from 0. */
  readonly step: number[] = [];
  /** J before the update of that step, penalties included; with mini-batches, that of its mini-batch. */
  readonly cost: number[] = [];
  /** When each step was done, in seconds since training began. */
  readonly seconds: number[] = [];
  /** The steps before which the dev set was looked at, and its cost there, without penalties. */
  readonly devStep: number[] = [];
  readonly devCost: number[] = [];
  /** How many steps make one pass over the training set. */
  readonly stepsPerEpoch: number;
  readonly #metrics: Map<string, { step: number[]; train: number[]; dev: number[] }> = new Map();

  constructor(stepsPerEpoch: number) {
    this.stepsPerEpoch = stepsPerEpoch;
  }

  record(step: number, cost: number, seconds: number): void {
    this.step.push(step);
    this.cost.push(cost);
    this.seconds.push(seconds);
  }

  recordDev(step: number, cost: number): void {
    this.devStep.push(step);
    this.devCost.push(cost);
  }

  recordMetric(name: string, step: number, train: number, dev: number | undefined): void {
    const curve = this.#metrics.get(name) ?? { step: [], train: [], dev: [] };
    this.#metrics.set(name, curve);
    curve.step.push(step);
    curve.train.push(train);
    if (dev !== undefined) curve.dev.push(dev);
  }

  /** The figures that `fit` was asked to watch, by name. */
  get metrics(): Readonly<Record<string, MetricCurve>> {
    return Object.fromEntries(this.#metrics);
  }

  /** The mean cost of each epoch; that of the last one so far, where it is not over. */
  get epochCost(): readonly number[] {
    const epochs = Math.ceil(this.cost.length / this.stepsPerEpoch);
    return Array.from({ length: epochs }, (_, epoch) => {
      const costs = this.cost.slice(epoch * this.stepsPerEpoch, (epoch + 1) * this.stepsPerEpoch);
      return costs.reduce((sum, J) => sum + J, 0) / costs.length;
    });
  }

  /** The cost of the last recorded step; NaN before the first. */
  get finalCost(): number {
    return this.cost.at(-1) ?? Number.NaN;
  }

  /** The recorded step with the lowest dev cost; undefined without a dev set. */
  get bestStep(): number | undefined {
    let best: number | undefined;
    let lowest = Number.POSITIVE_INFINITY;
    for (const [i, cost] of this.devCost.entries()) {
      if (cost >= lowest) continue;
      lowest = cost;
      best = this.devStep[i];
    }
    return best;
  }

  /** Plain data, for JSON. */
  toJSON(): HistoryData {
    const { step, cost, seconds, devStep, devCost, stepsPerEpoch, metrics } = this;
    return { stepsPerEpoch, step, cost, seconds, devStep, devCost, metrics };
  }

  /** A history from the plain data of another. */
  static from(data: HistoryData): History {
    const history = new History(data.stepsPerEpoch);
    for (const name of ["step", "cost", "seconds", "devStep", "devCost"] as const) {
      for (const value of data[name]) history[name].push(value);
    }
    for (const [name, { step, train, dev }] of Object.entries(data.metrics)) {
      history.#metrics.set(name, { step: [...step], train: [...train], dev: [...dev] });
    }
    return history;
  }
}

/** A history as plain data. */
export interface HistoryData {
  readonly stepsPerEpoch: number;
  readonly step: readonly number[];
  readonly cost: readonly number[];
  readonly seconds: readonly number[];
  readonly devStep: readonly number[];
  readonly devCost: readonly number[];
  readonly metrics: Readonly<Record<string, MetricCurve>>;
}
