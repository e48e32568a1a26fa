import { readFileSync, writeFileSync } from "node:fs";
import type { Floats } from "../backend/kernels.js";
import type { ModelState, Module } from "../nn/module.js";
import type { Optimizer, OptimizerState } from "../optim/optimizer.js";
import type { RandomSnapshot } from "../random/random-state.js";
import { ValueError } from "../tensor/errors.js";
import type { Shape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import type { BestSoFar } from "./early-stopping.js";
import { History, type HistoryData } from "./history.js";

/** All that a training run is made of at one moment. */
interface Contents {
  /** How many steps were taken. */
  readonly step: number;
  readonly weights: ModelState;
  readonly optimizer: OptimizerState;
  /** The generators that the model draws from, such as dropout's. */
  readonly generators: readonly RandomSnapshot[];
  readonly history: HistoryData;
  /** The best weights so far, where early stopping keeps them. */
  readonly best?: BestSoFar;
}

/**
 * A training run at one moment. Resumed from it, training goes on to the same digits as if it had never stopped.
 *
 * @example
 * run.checkpoint.save("half-way.json");
 * fit(model, train, { ...options, epochs: 2000, resume: Checkpoint.load("half-way.json") });
 */
export class Checkpoint {
  readonly step: number;
  private readonly contents: Contents;

  constructor(contents: Contents) {
    this.step = contents.step;
    this.contents = contents;
  }

  /** Takes a copy of everything. */
  static take(
    step: number,
    { model, optimizer, history, best }: { readonly best?: BestSoFar } & Parts,
  ): Checkpoint {
    return new Checkpoint({
      step,
      weights: model.state(),
      optimizer: optimizer.state(),
      generators: model.generators().map((generator) => generator.snapshot()),
      history: History.from(history.toJSON()).toJSON(),
      best,
    });
  }

  /**
   * Gives a model and an optimizer everything back.
   *
   * @returns  the history so far, and the best weights
   * @throws ValueError when the model or the optimizer is not of the same make
   */
  restore(model: Module, optimizer: Optimizer): { history: History; best: BestSoFar | undefined } {
    const generators = model.generators();
    if (generators.length !== this.contents.generators.length) {
      throw new ValueError("fit: the checkpoint is of a model with other random layers", {
        expected: this.contents.generators.length,
        received: generators.length,
        help: "resume with a model made by the same call",
      });
    }
    model.load(this.contents.weights);
    optimizer.load(this.contents.optimizer);
    generators.forEach((generator, i) => {
      generator.restore(this.contents.generators[i]);
    });
    return { history: History.from(this.contents.history), best: this.contents.best };
  }

  /** Writes it to a file, as JSON. */
  save(path: string): void {
    writeFileSync(path, JSON.stringify(this));
  }

  /**
   * Reads what `save` wrote.
   *
   * @throws ValueError when the file holds something else
   */
  static load(path: string): Checkpoint {
    const data: unknown = JSON.parse(readFileSync(path, "utf8"), revive);
    if (isContents(data)) return new Checkpoint(data);
    throw new ValueError(`Checkpoint.load: ${path} is no checkpoint`, {
      expected: "what checkpoint.save(path) wrote",
      received: path,
      help: "is it the right file?",
    });
  }

  /** Plain data, digits and all. */
  toJSON(): unknown {
    return JSON.parse(JSON.stringify({ format: FORMAT, ...this.contents }, pack));
  }
}

interface Parts {
  readonly model: Module;
  readonly optimizer: Optimizer;
  readonly history: History;
}

const FORMAT = "gradbook checkpoint 1";

/** Arrays of numbers go through JSON as their bytes: short, and exact. */
interface Packed {
  readonly dtype: "float64" | "float32";
  readonly base64: string;
  /** That of a tensor; a bare array has none. */
  readonly shape?: Shape;
}

function pack(_key: string, value: unknown): unknown {
  if (value instanceof Tensor) return { ...packed(value.data), shape: value.shape };
  return value instanceof Float64Array || value instanceof Float32Array ? packed(value) : value;
}

function packed(values: Floats): Packed {
  const dtype = values instanceof Float64Array ? "float64" : "float32";
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return { dtype, base64: bytes.toString("base64") };
}

function revive(_key: string, value: unknown): unknown {
  if (!isPacked(value)) return value;
  const bytes = Uint8Array.from(Buffer.from(value.base64, "base64")).buffer;
  const values = value.dtype === "float64" ? new Float64Array(bytes) : new Float32Array(bytes);
  return value.shape === undefined ? values : new Tensor(values, value.shape);
}

function isPacked(value: unknown): value is Packed {
  return typeof value === "object" && value !== null && "base64" in value && "dtype" in value;
}

function isContents(value: unknown): value is Contents {
  return typeof value === "object" && value !== null && "format" in value && value.format === FORMAT;
}
