import { fusedProducts } from "./fused.js";
import type { Floats } from "./kernels.js";
import { openFusedProduct, type ProductModule } from "./wasm-module.js";

let double: ProductModule | null = null;
let single: ProductModule | null = null;

/** The fused product for arrays of this kind, opened when it is first asked for; null while it is off. */
export function fusedFor(values: Floats): ProductModule | null {
  if (!fusedProducts()) return null;
  if (values.BYTES_PER_ELEMENT === 8) {
    double ??= openFusedProduct("fused64");
    return double;
  }
  single ??= openFusedProduct("fused32");
  return single;
}
