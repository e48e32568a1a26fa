import type { Shape } from "../tensor/shape.js";
import type { Origin, Tensor } from "../tensor/tensor.js";
import type { NestedNumbers } from "../tensor/values.js";
import { walkBack } from "./backward.js";

/** A tensor in a drawing of a computation. */
export interface GraphNode {
  /** Its place in the list of nodes. */
  readonly id: number;
  /** Whether it was computed, asks for a gradient itself, or is given. */
  readonly kind: "operation" | "leaf" | "constant";
  /** What it is called: its label, else the operation that made it ("mul", "+ 1"), else nothing. */
  readonly name: string;
  readonly shape: Shape;
  /** Its numbers; null where they are more than were asked for. */
  readonly value: NestedNumbers | null;
  /** dy/dthis; null where there is none, or where y is no single number. */
  readonly gradient: NestedNumbers | null;
}

/** An input of an operation. */
export interface GraphEdge {
  /** The node that goes in, and the node that comes out. */
  readonly from: number;
  readonly to: number;
  /** Which argument of the operation it is, from 0. */
  readonly argument: number;
}

/** A computation as plain data, inputs before results: what a figure draws. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * How y was computed, with all values and, where y is a single number, the gradients at every node. The
 * tensors' own `.grad` stays as it is.
 *
 * @param y                 computed from at least one tensor with `requiresGrad`, and not in noGrad
 * @param options.maxSize   larger tensors are drawn without their numbers; default 64 elements
 * @example graphOf(w.mul(x).add(b).sigmoid())
 */
export function graphOf(y: Tensor, { maxSize = 64 }: { readonly maxSize?: number } = {}): Graph {
  const tensors = inputsFirst(y);
  const gradients = new Map<Tensor, Tensor>();
  if (y.requiresGrad && y.size === 1) {
    walkBack(y, { createGraph: false, onGradient: (x, dx) => gradients.set(x, dx) });
  }
  const ids = new Map(tensors.map((x, id) => [x, id]));
  const numbers = (x: Tensor | undefined): NestedNumbers | null =>
    x === undefined || x.size > maxSize ? null : x.toArray();
  const nodes = tensors.map((x, id): GraphNode => {
    const kind = x.origin !== null ? "operation" : x.requiresGrad ? "leaf" : "constant";
    const name = x.label ?? (x.origin === null ? "" : operationName(x.origin));
    return { id, kind, name, shape: x.shape, value: numbers(x), gradient: numbers(gradients.get(x)) };
  });
  const edges = tensors.flatMap((x, to) =>
    (x.origin?.inputs ?? []).map((input, argument) => ({ from: ids.get(input) ?? 0, to, argument })),
  );
  return { nodes, edges };
}

/** Everything that y was computed from, y last; each after its own inputs. */
function inputsFirst(y: Tensor): Tensor[] {
  const finished = new Set<Tensor>();
  const path: { readonly x: Tensor; next: number }[] = [{ x: y, next: 0 }];
  // Not by recursion: a deep graph would overflow the stack.
  for (let end = path.at(-1); end !== undefined; end = path.at(-1)) {
    const inputs = end.x.origin?.inputs ?? [];
    while (end.next < inputs.length && finished.has(inputs[end.next])) end.next++;
    if (end.next < inputs.length) path.push({ x: inputs[end.next], next: 0 });
    else {
      finished.add(end.x);
      path.pop();
    }
  }
  return [...finished];
}

/** "mul", or what an operation with a plain number does: "· 2", "+ 1", "· 2 + 1". */
function operationName({ name, attributes }: Origin): string {
  if (name !== "affine" || attributes === undefined || !("scale" in attributes)) return name;
  const { scale, shift } = attributes;
  if (scale === -1 && shift !== 0) return `${signed(shift)} −`;
  const times = scale === 1 ? [] : [`· ${signed(scale)}`];
  const plus = shift === 0 ? [] : [shift < 0 ? `− ${-shift}` : `+ ${shift}`];
  return [...times, ...plus].join(" ") || "· 1";
}

function signed(x: number): string {
  return x < 0 ? `−${-x}` : `${x}`;
}
