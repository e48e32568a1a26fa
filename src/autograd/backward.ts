import { full } from "../tensor/create.js";
import { GradientError, ShapeError } from "../tensor/errors.js";
import { sumTo } from "../tensor/reduce.js";
import { formatShape, sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { withRecording } from "./recording.js";

/** Gradients of one walk, by the tensor that they belong to. */
export type Gradients = Map<Tensor, Tensor>;

/** `y.backward(dy)`: adds the gradients of y to `.grad` of the leaves that ask for one. */
export function backward(y: Tensor, dy?: Tensor): void {
  for (const [x, dx] of gradientsOf(y, { dy, createGraph: false })) {
    if (x.origin !== null) continue;
    x.grad = x.grad === null ? dx : withRecording(false, () => (x.grad as Tensor).add(dx));
  }
}

/**
 * Walks from y back to everything it was computed from that asks for a gradient.
 *
 * @param options.dy           the gradient to begin with; 1 where y is a single number
 * @param options.createGraph  whether the gradients can be differentiated again
 */
export function gradientsOf(
  y: Tensor,
  options: { readonly dy?: Tensor; readonly createGraph: boolean },
): Gradients {
  const gradients: Gradients = new Map([[y, firstGradient(y, options.dy)]]);
  withRecording(options.createGraph, () => {
    for (const node of fromLastToFirst(y)) {
      const dNode = gradients.get(node);
      if (node.origin === null || dNode === undefined) continue;
      pullBack(node, dNode, gradients);
    }
  });
  return gradients;
}

/** One operation's part of the walk: its inputs' gradients, each in its input's shape. */
function pullBack(node: Tensor, dNode: Tensor, gradients: Gradients): void {
  const { name, inputs, pullBack: pull } = node.origin!;
  const found = pull(dNode, node);
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    const raw = found[i];
    if (raw === null || !input.requiresGrad) continue;
    const dInput = sumTo(raw, input.shape);
    if (!sameShape(dInput.shape, input.shape)) {
      throw new ShapeError(
        `${name}: the gradient of argument ${i} has shape ${formatShape(dInput.shape)}, the argument ${formatShape(input.shape)}`,
        { expected: input.shape, received: dInput.shape, help: `the vjp of ${name} is wrong` },
      );
    }
    const before = gradients.get(input);
    gradients.set(input, before === undefined ? dInput : before.add(dInput));
  }
}

/** Every tensor that y depends on and that asks for a gradient, each before the ones it was made of. */
function fromLastToFirst(y: Tensor): Tensor[] {
  const finished: Tensor[] = [];
  const seen = new Set<Tensor>([y]);
  const path: Tensor[] = [y];
  const nextInput: number[] = [0];
  while (path.length > 0) {
    const top = path.length - 1;
    const inputs = path[top].origin?.inputs ?? [];
    if (nextInput[top] === inputs.length) {
      finished.push(path[top]);
      path.pop();
      nextInput.pop();
      continue;
    }
    const input = inputs[nextInput[top]++];
    if (!input.requiresGrad || seen.has(input)) continue;
    seen.add(input);
    path.push(input);
    nextInput.push(0);
  }
  return finished.reverse();
}

function firstGradient(y: Tensor, dy: Tensor | undefined): Tensor {
  if (!y.requiresGrad) {
    throw new GradientError("backward: nothing that led to this tensor asks for a gradient", {
      expected: "requiresGrad: true on a leaf",
      received: "none",
      help: "make the leaf with { requiresGrad: true }, and compute outside of noGrad",
    });
  }
  if (dy === undefined && y.size !== 1) {
    throw new GradientError(`backward: from a tensor of shape ${formatShape(y.shape)}, not a single number`, {
      expected: [],
      received: y.shape,
      help: "reduce it first (.sum() or .mean()), or pass its gradient: backward(dy)",
    });
  }
  if (dy !== undefined && !sameShape(dy.shape, y.shape)) {
    throw new ShapeError(
      `backward: the gradient has shape ${formatShape(dy.shape)}, the tensor ${formatShape(y.shape)}`,
      { expected: y.shape, received: dy.shape, help: "both have the same shape" },
    );
  }
  return dy ?? full(y.shape, 1, { dtype: y.dtype });
}
