import type { Attributes, OpName } from "../../tensor/dispatch.js";
import type { Tensor } from "../../tensor/tensor.js";

/** What a vjp sees. */
export interface VjpContext<A> {
  /** The gradient of the output, of the output's shape. */
  readonly dy: Tensor;
  /** The output. */
  readonly y: Tensor;
  /** The inputs; those with `requiresGrad` want a gradient. */
  readonly inputs: readonly Tensor[];
  readonly attributes: A;
  /** Whether the gradient will be differentiated itself; where not, a fused kernel may compute it. */
  readonly createGraph: boolean;
}

/**
 * An operation and its derivative, side by side. `vjp` (vector-Jacobian product) takes dJ/dy and gives
 * dJ/dx for each input x, or null for one that does not need it. It is written with operations of tensors,
 * so it can be differentiated again; and it need not undo broadcasting, the backward walk does.
 */
export interface Op<A> {
  readonly forward: (inputs: readonly Tensor[], attributes: A) => Tensor;
  readonly vjp: (context: VjpContext<A>) => readonly (Tensor | null)[];
}

/** A part of the op table. */
export type Ops<N extends OpName> = { readonly [K in N]: Op<Attributes[K]> };
