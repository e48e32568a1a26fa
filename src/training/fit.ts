import type { Dataset } from "../data/dataset.js";
import type { Module } from "../nn/module.js";
import { ValueError } from "../tensor/errors.js";
import type { FitOptions, Run } from "./fit-options.js";
import { Training } from "./training.js";

let latest: Run | undefined;

/**
 * Trains a model in place and leaves it ready for use.
 *
 * @throws ValueError       when an option is out of range
 * @throws DivergenceError  when the cost is no longer a finite number; it carries the history up to there
 * @example
 * const run = fit(mlp([2, 20, 3, 1]), train, { optimizer: sgd({ learningRate: 0.3 }), epochs: 30_000 });
 */
export function fit(model: Module, data: Dataset, options: FitOptions): Run {
  checkLength(options);
  if (options.earlyStopping !== undefined && options.dev === undefined) {
    throw new ValueError("fit: early stopping has no dev set to watch", {
      expected: "dev: a data set",
      received: undefined,
      help: "fit(model, train, { dev, earlyStopping: { patience: 50 }, … })",
    });
  }
  const training = new Training(model, data, options);
  latest = training;
  training.run();
  return training;
}

/**
 * The run that was begun last: also one that was interrupted, or that failed. Its model has the weights that it had
 * then, its history all steps up to there, and its checkpoint lets it go on.
 */
export function lastRun(): Run | undefined {
  return latest;
}

function checkLength({ epochs, steps, devEvery }: FitOptions): void {
  if ((epochs === undefined) === (steps === undefined)) {
    throw new ValueError(
      `fit: ${epochs === undefined ? "neither epochs nor steps" : "both epochs and steps"}`,
      {
        expected: "epochs or steps",
        received: { epochs, steps },
        help: "epochs: 1000",
      },
    );
  }
  for (const [name, value] of Object.entries({ epochs, steps, devEvery })) {
    if (value === undefined || (Number.isInteger(value) && value > 0)) continue;
    throw new ValueError(`fit: ${value} ${name}`, {
      expected: "a whole number above 0",
      received: value,
      help: `${name}: 1000`,
    });
  }
}
