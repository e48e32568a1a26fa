import { valueAndGrad } from "../autograd/gradients.js";
import type { Dataset } from "../data/dataset.js";
import { Dropout } from "../nn/layers/dropout.js";
import type { Module } from "../nn/module.js";
import { l1Penalty, l2Penalty } from "../nn/penalties.js";
import { zeros } from "../tensor/create.js";
import { GradientError, ShapeError, ValueError } from "../tensor/errors.js";
import { formatShape, sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { type Loss, usualLoss } from "./loss.js";

/** Tensors by name: { W1, b1, W2, b2 }. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** The cost of a model: the one that `fit` would minimize. */
export interface ModelCost {
  /** Default the cross-entropy of logits, binary where the model has one output. */
  readonly loss?: Loss;
  /** λ of the L2 penalty (λ/2m) Σ‖W‖²; default 0. */
  readonly l2?: number;
  /** λ of the L1 penalty (λ/2m) Σ|W|; default 0. */
  readonly l1?: number;
}

/** What a gradient check looks at: a cost that can be computed again and again. */
export interface Subject {
  readonly parameters: NamedTensors;
  /** J with other numbers in one parameter. */
  readonly cost: (name: string, numbers: Tensor) => Tensor;
  /** The gradients to check. */
  readonly analytic: () => NamedTensors;
}

/**
 * The cost of a model on a data set, as a function of its parameters.
 *
 * @throws GradientError when dropout would draw a new mask for each pass
 */
export function modelSubject(model: Module, data: Dataset, options: ModelCost): Subject {
  refuseDropout(model);
  const { loss = usualLoss, l1 = 0, l2 = 0 } = options;
  const parameters = Object.fromEntries(model.parameters().map(({ name, value }) => [name, value]));
  const cost = (): Tensor => {
    let J = loss(model.forward(data.x), data.y);
    if (l2 !== 0) J = J.add(l2Penalty(model, l2, data.size));
    if (l1 !== 0) J = J.add(l1Penalty(model, l1, data.size));
    return J;
  };
  return {
    parameters,
    cost: (name, numbers) => withNumbers(parameters[name], numbers, cost),
    analytic: () => backwardGradients(parameters, cost),
  };
}

/**
 * A function of tensors.
 *
 * @param byHand  its gradients, worked out by hand; undefined for autograd's
 * @throws ShapeError  when a gradient has not its parameter's shape
 * @throws ValueError  when a parameter has no gradient, or a gradient no parameter
 */
export function functionSubject(
  f: (parameters: NamedTensors) => Tensor,
  parameters: NamedTensors,
  byHand: NamedTensors | undefined,
): Subject {
  const names = Object.keys(parameters);
  const byName = (values: readonly Tensor[]): NamedTensors =>
    Object.fromEntries(names.map((name, k) => [name, values[k]]));
  if (byHand !== undefined) checkGradients(parameters, byHand);
  return {
    parameters,
    cost: (name, numbers) => f({ ...parameters, [name]: numbers }),
    analytic: () => {
      if (byHand !== undefined) return byHand;
      const both = valueAndGrad((...values) => f(byName(values)));
      return byName(both(...Object.values(parameters).map((p) => p.detach())).gradients);
    },
  };
}

/** Computes with other numbers in a tensor, which then gets its own back. */
function withNumbers<T>(x: Tensor, numbers: Tensor, compute: () => T): T {
  const before = x.storage.slice();
  x.storage.set(numbers.data);
  try {
    return compute();
  } finally {
    x.storage.set(before);
  }
}

/** What `backward()` leaves in `.grad`; whatever was there before is there again afterwards. */
function backwardGradients(parameters: NamedTensors, cost: () => Tensor): NamedTensors {
  const before = Object.values(parameters).map((p) => p.grad);
  try {
    for (const p of Object.values(parameters)) p.grad = null;
    cost().backward();
    return Object.fromEntries(
      Object.entries(parameters).map(([name, p]) => [name, p.grad?.keep() ?? zeros(p.shape)]),
    );
  } finally {
    Object.values(parameters).forEach((p, k) => {
      p.grad = before[k];
    });
  }
}

function refuseDropout(model: Module): void {
  if (model instanceof Dropout && model.isTraining && model.keep < 1 && !model.fixedMask) {
    throw new GradientError(`gradientCheck: ${model} draws a new mask for each pass`, {
      expected: "the same cost each time it is computed",
      received: "a model with dropout, in training",
      help: "each step of ε would be taken on another network; check with model.eval(), then switch dropout on",
    });
  }
  for (const layer of model.children()) refuseDropout(layer);
}

function checkGradients(parameters: NamedTensors, byHand: NamedTensors): void {
  const [wanted, given] = [Object.keys(parameters), Object.keys(byHand)];
  const odd = wanted.find((name) => !(name in byHand)) ?? given.find((name) => !(name in parameters));
  if (odd !== undefined) {
    const has = odd in parameters ? "no gradient" : "a gradient, but is no parameter";
    throw new ValueError(`gradientCheck: ${odd} has ${has}`, {
      expected: wanted,
      received: given,
      help: `gradients: { ${wanted.map((name) => `${name}: d${name}`).join(", ")} }`,
    });
  }
  for (const name of wanted) {
    const [shape, received] = [parameters[name].shape, byHand[name].shape];
    if (sameShape(shape, received)) continue;
    throw new ShapeError(
      `gradientCheck: ${name} has shape ${formatShape(shape)}, its gradient ${formatShape(received)}`,
      { expected: shape, received, help: "a gradient has the shape of what it belongs to" },
    );
  }
}
