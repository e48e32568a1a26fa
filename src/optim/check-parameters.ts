import { GradientError, ValueError } from "../tensor/errors.js";
import { formatShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * Whether these tensors can be trained: an update goes through a tensor's storage and its gradient side by side, from
 * first to last.
 *
 * @throws GradientError when one was computed from others: backward() leaves no gradient on it
 * @throws ValueError    when one is a view with gaps or in another order, or is in two groups
 */
export function checkParameters(parameters: readonly Tensor[]): void {
  const seen = new Set<Tensor>();
  for (const [i, parameter] of parameters.entries()) {
    const which = `Optimizer: parameter ${i}, ${parameter.label ?? `of shape ${formatShape(parameter.shape)}`},`;
    if (parameter.origin !== null && !parameter.keepsGrad) {
      throw new GradientError(`${which} was computed, by ${parameter.origin.name}: it gets no gradient`, {
        expected: "leaves",
        received: parameter.origin.name,
        help: `train what it was computed from, or make it a leaf: ${OWN_LEAF}`,
      });
    }
    if (parameter.viewStrides !== null || parameter.storage.length !== parameter.size) {
      throw new ValueError(`${which} is a view whose numbers do not stand row by row`, {
        expected: "numbers row by row, without gaps",
        received: parameter.strides,
        help: `train the tensor that it is a view of, or give it numbers of its own: ${OWN_LEAF}`,
      });
    }
    if (seen.has(parameter)) {
      throw new ValueError(`${which} is in two groups`, {
        expected: "one rule for each parameter",
        received: "two",
        help: "name it in one group only",
      });
    }
    seen.add(parameter);
  }
}

const OWN_LEAF = "w = w.detach().clone(); w.requiresGrad = true";
