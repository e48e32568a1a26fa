import type { Dataset } from "../data/dataset.js";
import { MiniBatches } from "../data/mini-batches.js";
import type { Module } from "../nn/module.js";
import { l1Penalty, l2Penalty } from "../nn/penalties.js";
import { Optimizer } from "../optim/optimizer.js";
import { sgd } from "../optim/sgd.js";
import type { Tensor } from "../tensor/tensor.js";
import { Checkpoint } from "./checkpoint.js";
import { DivergenceError } from "./divergence.js";
import { EarlyStopping } from "./early-stopping.js";
import { evaluating } from "./evaluate.js";
import type { FitOptions, Run } from "./fit-options.js";
import { History } from "./history.js";
import { interruptCheck } from "./interrupt.js";
import { type Loss, usualLoss } from "./loss.js";
import { trainingProgress } from "./progress.js";

/** A training run at work: what `fit` begins, and what it gives back. */
export class Training implements Run {
  readonly model: Module;
  readonly optimizer: Optimizer;
  history: History;
  stopped: string | undefined;
  private readonly data: Dataset;
  private readonly options: FitOptions;
  private readonly loss: Loss;
  /** Undefined where each step takes the whole training set. */
  private readonly batches: MiniBatches | undefined;
  private readonly stepsPerEpoch: number;
  private readonly steps: number;
  private readonly devEvery: number;
  private readonly stopping: EarlyStopping | undefined;
  private step = 0;
  private batch: Dataset;
  private readonly begun: number = performance.now();
  private secondsBefore = 0;
  private final: Checkpoint | undefined;

  constructor(model: Module, data: Dataset, options: FitOptions) {
    const { optimizer: rule = sgd(), groups, clip, batchSize, batchSeed = 0, loss = usualLoss } = options;
    this.model = model;
    this.data = data;
    this.batch = data;
    this.options = options;
    this.loss = loss;
    const grouped = new Set(groups?.flatMap((group) => group.parameters));
    const parameters = model.parameters().map((p) => p.value);
    this.optimizer = new Optimizer(
      rule,
      parameters.filter((p) => !grouped.has(p)),
      { groups, clip },
    );
    if (batchSize !== undefined)
      this.batches = new MiniBatches(data, { size: batchSize, seed: batchSeed, reuse: true });
    this.stepsPerEpoch = this.batches?.count ?? 1;
    this.steps = options.steps ?? (options.epochs ?? 0) * this.stepsPerEpoch;
    this.devEvery = options.devEvery ?? Math.max(1, Math.floor(this.steps / this.stepsPerEpoch / 100));
    if (options.earlyStopping !== undefined) {
      this.stopping = new EarlyStopping(options.earlyStopping, Object.keys(options.metrics ?? {}));
    }
    this.history = new History(this.stepsPerEpoch);
    if (options.resume !== undefined) this.resume(options.resume);
  }

  /** Everything needed to go on from here; after the end, from where it stopped. */
  get checkpoint(): Checkpoint {
    return this.final ?? this.takeCheckpoint();
  }

  run(): void {
    const { model, options } = this;
    const progress = (options.progress ?? true) ? trainingProgress(this.steps, options.name) : undefined;
    const checkInterrupt = interruptCheck();
    model.train();
    try {
      for (let going = true; going; going = this.step < this.steps && this.stopped === undefined) {
        this.look();
        if (this.stopped !== undefined) break;
        this.runEpoch((J) => {
          progress?.update(this.step, J);
          checkInterrupt();
        });
      }
      if (this.stopped === undefined) this.look();
    } finally {
      model.eval();
      progress?.done(this.history.finalCost);
    }
    this.final = this.takeCheckpoint();
    this.stopping?.restore(model);
  }

  private runEpoch(afterStep: (cost: number) => void): void {
    const { optimizer, options, stepsPerEpoch } = this;
    const epoch = this.epoch;
    const batches = this.batches?.epoch(epoch) ?? [this.data];
    for (let i = this.step % stepsPerEpoch; i < batches.length && this.step < this.steps; i++) {
      if (options.schedule !== undefined) {
        const time = options.scheduleBy === "step" ? this.step : epoch;
        optimizer.learningRate = options.schedule(optimizer.rule.learningRate, time);
      }
      this.batch = batches[i];
      afterStep(this.takeStep());
    }
    if (options.onEpoch?.(epoch, this) === "stop") this.stopped = `onEpoch said so after epoch ${epoch}`;
  }

  /** One step on `batch`; J before it. */
  private takeStep(): number {
    const { history, step } = this;
    const J = this.optimizer.step(this.cost);
    history.record(step, J, this.secondsBefore + (performance.now() - this.begun) / 1000);
    this.step += 1;
    if (!Number.isFinite(J)) {
      const { learningRate } = this.optimizer;
      throw new DivergenceError({ step, cost: J, learningRate, data: this.data, model: this.model, history });
    }
    this.options.onStep?.(step, J);
    return J;
  }

  private readonly cost = (): Tensor => {
    const { model, batch } = this;
    const { l1 = 0, l2 = 0 } = this.options;
    let J = this.loss(model.forward(batch.x), batch.y);
    if (l2 !== 0) J = J.add(l2Penalty(model, l2, batch.size));
    if (l1 !== 0) J = J.add(l1Penalty(model, l1, batch.size));
    return J;
  };

  /** Looks at the dev set and the metrics, before every so many epochs and at the end. */
  private look(): void {
    const { model, history, step, options } = this;
    const { dev, metrics = {} } = options;
    const isEnd = step === this.steps;
    if (step % this.stepsPerEpoch !== 0 && !isEnd) return;
    if (this.epoch % this.devEvery !== 0 && !isEnd) return;
    if (dev !== undefined && history.devStep.at(-1) !== step) {
      history.recordDev(
        step,
        evaluating(model, () => this.loss(model.forward(dev.x), dev.y).item()),
      );
    }
    for (const [name, metric] of Object.entries(metrics)) {
      if (history.metrics[name]?.step.at(-1) === step) continue;
      history.recordMetric(name, step, metric(model, this.data), dev && metric(model, dev));
    }
    if (this.stopping?.isOver(this.epoch, history, model)) {
      this.stopped = `nothing better since epoch ${this.stopping.best?.epoch}, whose weights the model has`;
    }
  }

  /** The epoch that the next step belongs to. */
  private get epoch(): number {
    return Math.floor(this.step / this.stepsPerEpoch);
  }

  private takeCheckpoint(): Checkpoint {
    return Checkpoint.take(this.step, { ...this, best: this.stopping?.best });
  }

  private resume(checkpoint: Checkpoint): void {
    const { history, best } = checkpoint.restore(this.model, this.optimizer);
    this.step = checkpoint.step;
    this.history = history;
    this.secondsBefore = history.seconds.at(-1) ?? 0;
    if (this.stopping !== undefined) this.stopping.best = best;
  }
}
