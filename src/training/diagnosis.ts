import type { Dataset } from "../data/dataset.js";
import { Module } from "../nn/module.js";
import { ValueError } from "../tensor/errors.js";
import { accuracy } from "./evaluate.js";

/** How often a model errs, in per cent: 11 means 11 samples in 100. */
export interface Errors {
  /** On the samples it was trained on. */
  readonly train: number;
  /** On samples it has not seen, of the distribution that counts. */
  readonly dev: number;
}

/** What a diagnosis is measured against. */
export interface DiagnosisOptions {
  /** The error that nobody could avoid, in per cent; human error is a common estimate. Default 0. */
  readonly bayes?: number;
  /** From how many points of per cent on a gap is high; default 2. */
  readonly threshold?: number;
}

const AGAINST_BIAS: readonly string[] = ["a bigger network", "longer training"];
const AGAINST_VARIANCE: readonly string[] = ["more data", "regularization"];
const AGAINST_BOTH = "another architecture";

/** Where a model's errors come from, and what to try. */
export class Diagnosis {
  /** All three in per cent. */
  readonly train: number;
  readonly dev: number;
  readonly bayes: number;
  readonly highBias: boolean;
  readonly highVariance: boolean;

  constructor({ train, dev }: Errors, { bayes = 0, threshold = 2 }: DiagnosisOptions = {}) {
    for (const [name, value] of Object.entries({ train, dev, bayes })) checkPercent(name, value);
    if (!(threshold > 0)) {
      throw new ValueError(`diagnose: a threshold of ${threshold} points`, {
        expected: "a number above 0",
        received: threshold,
        help: "threshold: 2 calls a gap of 2 points high",
      });
    }
    this.train = train;
    this.dev = dev;
    this.bayes = bayes;
    this.highBias = this.bias >= threshold;
    this.highVariance = this.variance >= threshold;
  }

  /** The avoidable bias: how far the train error is above the Bayes error, in points. */
  get bias(): number {
    return difference(this.train, this.bayes);
  }

  /** How far the dev error is above the train error, in points. */
  get variance(): number {
    return difference(this.dev, this.train);
  }

  /** "high bias", "high variance", "high bias and high variance", or "low bias and low variance". */
  get verdict(): string {
    const high = [this.highBias ? "high bias" : [], this.highVariance ? "high variance" : []].flat();
    return high.length === 0 ? "low bias and low variance" : high.join(" and ");
  }

  /** What to try, in this order: bias before variance, since less bias may change the variance. */
  get remedies(): readonly string[] {
    if (!this.highBias && !this.highVariance) return [];
    const [bias, variance] = [this.highBias ? AGAINST_BIAS : [], this.highVariance ? AGAINST_VARIANCE : []];
    return [...bias, ...variance, AGAINST_BOTH];
  }

  /** What else is odd about the three numbers; empty where nothing is. */
  get note(): string {
    if (this.dev < this.bayes) return "the dev error is below the Bayes error: that estimate is too high";
    if (this.train < this.bayes)
      return "the train error is below the Bayes error: the model has learned noise by heart";
    return "";
  }
}

/**
 * Tells bias from variance by three errors: how far the train error is above the Bayes error, and how far the dev
 * error is above the train error.
 *
 * @param errors  in per cent
 * @throws ValueError when an error is not between 0 and 100
 * @example diagnose({ train: 1, dev: 11 }).verdict // "high variance"
 * @example diagnose({ train: 15, dev: 16, bayes: 15 }).verdict // "low bias and low variance"
 */
export function diagnose(errors: Errors & DiagnosisOptions): Diagnosis;
/**
 * The same for a classifier, whose errors are counted on the two sets.
 *
 * @example diagnose(run.model, { train, dev }, { bayes: 5 })
 */
export function diagnose(
  model: Module,
  sets: { readonly train: Dataset; readonly dev: Dataset },
  options?: DiagnosisOptions,
): Diagnosis;
export function diagnose(
  first: Module | (Errors & DiagnosisOptions),
  sets?: { readonly train: Dataset; readonly dev: Dataset },
  options: DiagnosisOptions = {},
): Diagnosis {
  if (!(first instanceof Module)) return new Diagnosis(first, first);
  if (sets === undefined) {
    throw new ValueError("diagnose: a model without data to judge it by", {
      expected: "{ train, dev }",
      received: sets,
      help: "diagnose(model, { train, dev })",
    });
  }
  const error = (data: Dataset): number => 100 * (1 - accuracy(first, data));
  return new Diagnosis({ train: error(sets.train), dev: error(sets.dev) }, options);
}

/** a − b without the dust of binary fractions: 15.3 − 15.2 is 0.1. */
function difference(a: number, b: number): number {
  return Number((a - b).toPrecision(12));
}

function checkPercent(name: string, value: number): void {
  if (value >= 0 && value <= 100) return;
  throw new ValueError(`diagnose: a ${name} error of ${value}`, {
    expected: "per cent, from 0 to 100",
    received: value,
    help: `11 per cent is ${name}: 11; an accuracy in [0, 1] becomes 100 * (1 - accuracy)`,
  });
}
