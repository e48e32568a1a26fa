import type { Floats } from "../backend/kernels.js";
import { beforeRecycling } from "../backend/memory.js";
import { GradientError, ShapeError } from "../tensor/errors.js";
import { sumTo } from "../tensor/reduce.js";
import { formatShape, sameShape } from "../tensor/shape.js";
import type { GradientHook, Origin, Tensor } from "../tensor/tensor.js";
import { checkedVjp, isDetectingAnomaly } from "./anomaly.js";
import { LatestFirst } from "./latest-first.js";
import { isRecording, setRecording } from "./recording.js";

/** How to walk back. */
export interface WalkOptions {
  /** The gradient to begin with; 1 where y is a single number. */
  readonly dy?: Tensor;
  /** Whether the gradients can be differentiated again. */
  readonly createGraph: boolean;
  /** Tensors beyond which nobody wants to know. */
  readonly until?: ReadonlySet<Tensor>;
  /** Is told the gradient of each tensor when it is complete. */
  readonly onGradient: (x: Tensor, dx: Tensor) => void;
}

/** `y.backward(dy)`: adds the gradients of y to `.grad` of the leaves that ask for one. */
export function backward(y: Tensor, dy?: Tensor): void {
  walkBack(y, { dy: dy?.clone(), createGraph: false, onGradient: accumulate });
}

function accumulate(x: Tensor, dx: Tensor): void {
  const isLeaf = x.origin === null;
  if (!isLeaf && !x.keepsGrad) return;
  if (x.grad !== null) x.grad = x.grad.add(dx);
  else x.grad = isLeaf && dx.viewStrides === null ? dx : dx.clone();
  if (x.grad.isOfStep) holders.push(x);
}

/**
 * Who was given a gradient in this step. What is still there when the next step begins is copied: a gradient lasts
 * until somebody takes it away, and those of several steps add up. Optimizers take theirs away in time.
 */
const holders: Tensor[] = [];

beforeRecycling(() => {
  for (const { grad } of holders) grad?.outlastStep();
  holders.length = 0;
});

/**
 * Walks from y back to everything it was computed from that asks for a gradient, the latest operation first:
 * operations are numbered as they are recorded, so whatever used a result has a higher number than it, and has
 * given its part of the gradient before.
 */
export function walkBack(y: Tensor, { dy, createGraph, until, onGradient }: WalkOptions): void {
  const frontier: Frontier = { operations: new LatestFirst(), leaves: [], until };
  const first = firstGradient(y, dy);
  const wasRecording = isRecording();
  setRecording(createGraph);
  try {
    gather(y, first, frontier);
    for (let x = frontier.operations.take(); x !== undefined; x = frontier.operations.take()) {
      const dx = complete(x);
      onGradient(x, dx);
      pullBack(x, x.origin!, dx, createGraph, frontier);
    }
    for (const x of frontier.leaves) onGradient(x, complete(x));
  } finally {
    setRecording(wasRecording);
    for (const x of frontier.operations.rest) x.gathered = null;
    for (const x of frontier.leaves) x.gathered = null;
  }
}

/** The tensors that have gathered a part of their gradient, or all of it. */
interface Frontier {
  readonly operations: LatestFirst;
  readonly leaves: Tensor[];
  readonly until: ReadonlySet<Tensor> | undefined;
}

/** Adds a part of x's gradient. */
function gather(x: Tensor, dx: Tensor, { operations, leaves, until }: Frontier): void {
  if (x.gathered !== null) {
    x.gathered = x.gathered.add(dx);
    return;
  }
  x.gathered = dx;
  if (x.origin === null || until?.has(x)) leaves.push(x);
  else operations.add(x);
}

/** The whole gradient of x, after its hooks have seen it. */
function complete(x: Tensor): Tensor {
  let dx = x.gathered!;
  x.gathered = null;
  for (const hook of x.gradientHooks ?? NO_HOOKS) {
    const instead = hook(dx);
    if (instead !== undefined && !sameShape(instead.shape, x.shape)) throw wrongReplacement(instead, x);
    dx = instead ?? dx;
  }
  return dx;
}

const NO_HOOKS: readonly GradientHook[] = [];

/** One operation's part of the walk: its inputs' gradients, each in its input's shape. */
function pullBack(y: Tensor, origin: Origin, dy: Tensor, createGraph: boolean, frontier: Frontier): void {
  const { name, inputs, attributes } = origin;
  const context = { dy, y, inputs, attributes, createGraph };
  const found = isDetectingAnomaly() ? checkedVjp(name, dy, () => origin.vjp(context)) : origin.vjp(context);
  let given: Floats | null = null;
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    const raw = found[i];
    if (raw === null || !input.requiresGrad) continue;
    // The one place where broadcasting is undone, and where gradients are checked.
    const dInput = sumTo(raw, input.shape);
    if (!sameShape(dInput.shape, input.shape)) throw wrongShape(name, i, dInput, input);
    // Two leaves never share one gradient's numbers, so that an optimizer may clip them in place.
    gather(input, dInput.storage === given ? dInput.clone() : dInput, frontier);
    given = dInput.storage;
  }
}

/** Whether y depends on tensors that ask for a gradient and are not our own, nor end there. */
export function dependsOnOthers(y: Tensor, own: ReadonlySet<Tensor>): boolean {
  if (!y.requiresGrad) return false;
  const seen = new Set<Tensor>([y]);
  // A set's loop goes on to what is added on the way.
  for (const x of seen) {
    if (own.has(x) ? x.origin !== null : x.origin === null) return true;
    if (own.has(x)) continue;
    for (const input of x.origin?.inputs ?? []) if (input.requiresGrad) seen.add(input);
  }
  return false;
}

function wrongReplacement(instead: Tensor, x: Tensor): ShapeError {
  return new ShapeError(
    `onGradient: the hook gives a gradient of shape ${formatShape(instead.shape)} for a tensor of shape ${formatShape(x.shape)}`,
    { expected: x.shape, received: instead.shape, help: "return one of the tensor's shape, or nothing" },
  );
}

function wrongShape(name: string, argument: number, dx: Tensor, x: Tensor): ShapeError {
  return new ShapeError(
    `${name}: the gradient of argument ${argument} has shape ${formatShape(dx.shape)}, the argument ${formatShape(x.shape)}`,
    { expected: x.shape, received: dx.shape, help: "a gradient has the shape of what it belongs to" },
  );
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
  return dy ?? y.scalar(1).reshape(...y.shape);
}
