import type { Attributes, OpName } from "../../tensor/dispatch.js";
import type { Tensor, VjpContext } from "../../tensor/tensor.js";

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
