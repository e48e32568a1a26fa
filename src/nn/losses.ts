import "../autograd/record.js";
import { tensor } from "../tensor/create.js";
import { dispatch } from "../tensor/dispatch.js";
import { ShapeError, ValueError } from "../tensor/errors.js";
import { formatShape, sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { classTargets } from "./class-targets.js";

/** How the examples' losses become one cost. */
export interface LossOptions {
  /** "mean" (default): their mean, a single number. "none": the loss of each example, (m, 1). */
  readonly reduction?: "mean" | "none";
}

/** Where the labels are classes, some may count more than others. */
export interface ClassLossOptions extends LossOptions {
  /**
   * What an example of each class counts; default 1. The mean is then Σ wᵢ·Lᵢ / Σ wᵢ: a weight of 2 is the same as
   * having each example of that class twice.
   */
  readonly classWeights?: readonly number[];
}

/**
 * The binary cross-entropy J = −(1/m) Σ [y ln a + (1 − y) ln(1 − a)] with a = σ(z), in the form that stays
 * finite for every z.
 *
 * @param logits  z, before the sigmoid, (m, 1)
 * @param labels  y, 0 or 1, of the same shape
 * @returns       a single number; with reduction "none" (m, 1)
 * @throws ShapeError when the shapes differ
 * @throws ValueError when there are not two class weights, each above 0
 */
export function binaryCrossEntropy(
  logits: Tensor,
  labels: Tensor,
  options: ClassLossOptions = NO_OPTIONS,
): Tensor {
  if (isPlain(options)) return dispatch("binaryCrossEntropy", [logits, labels], undefined);
  checkSame("binaryCrossEntropy", logits, labels);
  const losses = logits.softplus().sub(labels.mul(logits));
  return reduced(losses, binaryWeights("binaryCrossEntropy", labels, options), options);
}

/**
 * The cross-entropy of several classes, J = −(1/m) Σᵢ Σₖ yᵢₖ ln softmax(zᵢ)ₖ, from the logits, so that it stays
 * finite for every z. Its gradient is (softmax(z) − y) / m.
 *
 * @param logits  z, before the softmax, (m, classes)
 * @param labels  class numbers from 0, (m, 1); or one-hot rows, or other probabilities, (m, classes)
 * @returns       a single number; with reduction "none" (m, 1)
 * @throws ShapeError when the shapes do not fit
 * @throws ValueError when a label is no class, or there is not one class weight above 0 for each
 * @example crossEntropy(model.forward(x), y)
 */
export function crossEntropy(logits: Tensor, labels: Tensor, options: ClassLossOptions = NO_OPTIONS): Tensor {
  const targets = classTargets(logits, labels);
  if (isPlain(options)) return dispatch("crossEntropy", [logits, targets], undefined);
  const losses = targets.mul(logits.logSoftmax()).sum(1, true).neg();
  const weights = checkedWeights("crossEntropy", options, logits.shape[1]);
  const column = weights?.map((w) => [w]);
  return reduced(losses, column && targets.matmul(tensor(column, { dtype: targets.dtype })), options);
}

/**
 * Half the squared error, as in the lectures: J = (1/2m) Σᵢ ‖aᵢ − yᵢ‖². Its gradient is (a − y) / m.
 *
 * @param outputs  a, (m, n)
 * @param targets  y, of the same shape
 * @returns        a single number; with reduction "none" (m, 1)
 * @throws ShapeError when the shapes differ
 */
export function squaredError(outputs: Tensor, targets: Tensor, options: LossOptions = NO_OPTIONS): Tensor {
  checkSame("squaredError", outputs, targets);
  const squares = outputs.sub(targets).square();
  if (isPlain(options)) return squares.sum().mul(1 / (2 * outputs.shape[0]));
  return squares.sum(1, true).mul(0.5);
}

/**
 * The hinge loss of two classes, J = (1/m) Σ max(0, 1 − s·z), where s is −1 for class 0 and +1 for class 1: 0 for
 * examples that are right by a margin of 1 or more.
 *
 * @param scores  z, (m, 1)
 * @param labels  y, 0 or 1, of the same shape
 * @returns       a single number; with reduction "none" (m, 1)
 * @throws ShapeError when the shapes differ
 * @throws ValueError when there are not two class weights, each above 0
 */
export function hinge(scores: Tensor, labels: Tensor, options: ClassLossOptions = NO_OPTIONS): Tensor {
  checkSame("hinge", scores, labels);
  const losses = labels.mul(2).sub(1).mul(scores).rsub(1).relu();
  return reduced(losses, binaryWeights("hinge", labels, options), options);
}

const NO_OPTIONS: ClassLossOptions = {};

/** Whether the plain mean is wanted, which a single kernel may compute. */
function isPlain({ reduction, classWeights }: ClassLossOptions): boolean {
  return reduction !== "none" && classWeights === undefined;
}

function reduced(losses: Tensor, weights: Tensor | undefined, { reduction }: LossOptions): Tensor {
  if (weights === undefined) return reduction === "none" ? losses : losses.mean();
  const weighted = losses.mul(weights);
  return reduction === "none" ? weighted : weighted.sum().div(weights.sum());
}

/** What each example counts: w₀ where its label is 0, w₁ where it is 1. */
function binaryWeights(operation: string, labels: Tensor, options: ClassLossOptions): Tensor | undefined {
  const weights = checkedWeights(operation, options, 2);
  return weights && labels.mul(weights[1] - weights[0]).add(weights[0]);
}

function checkedWeights(
  operation: string,
  { classWeights }: ClassLossOptions,
  classes: number,
): readonly number[] | undefined {
  if (classWeights === undefined) return undefined;
  const right = classWeights.length === classes && classWeights.every((w) => w > 0 && Number.isFinite(w));
  if (right) return classWeights;
  throw new ValueError(`${operation}: class weights [${classWeights.join(", ")}] for ${classes} classes`, {
    expected: `${classes} numbers above 0`,
    received: classWeights,
    help: "one for each class, from class 0 on",
  });
}

function checkSame(operation: keyof typeof shapeHints, outputs: Tensor, labels: Tensor): void {
  if (outputs.rank === 2 && sameShape(outputs.shape, labels.shape)) return;
  throw new ShapeError(
    `${operation}: outputs ${formatShape(outputs.shape)} and labels ${formatShape(labels.shape)} do not fit`,
    { expected: outputs.shape, received: labels.shape, help: shapeHints[operation] },
  );
}

const shapeHints = {
  binaryCrossEntropy: "both are (m, 1): y.reshape(-1, 1)",
  squaredError: "both are (m, n); from class numbers: oneHot(y, classes)",
  hinge: "both are (m, 1): y.reshape(-1, 1)",
};
