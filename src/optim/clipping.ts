import { kernels } from "../backend/backend.js";
import type { Tensor } from "../tensor/tensor.js";

/** How gradients are kept from growing too large before an update. */
export interface Clipping {
  /** The largest Euclidean norm of all gradients together; longer ones are scaled down to it. */
  readonly norm?: number;
  /** The largest size of each number in a gradient; larger ones are cut. */
  readonly value?: number;
}

/** Clips the parameters' gradients in place. */
export function clipGradients(parameters: readonly Tensor[], { norm, value }: Clipping): void {
  const gradients = parameters.flatMap(({ grad }) => (grad === null ? [] : [grad.rowMajor]));
  if (value !== undefined) {
    for (const g of gradients)
      for (let i = 0; i < g.length; i++) g[i] = Math.min(value, Math.max(-value, g[i]));
  }
  if (norm === undefined) return;
  let squares = 0;
  for (const g of gradients) for (let i = 0; i < g.length; i++) squares += g[i] * g[i];
  const length = Math.sqrt(squares);
  if (length > norm) for (const g of gradients) kernels.affine(g, norm / length, 0, g);
}
