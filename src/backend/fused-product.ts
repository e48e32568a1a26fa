import { fusedProducts } from "./fused.js";
import type { Floats } from "./kernels.js";
import { parallelProduct } from "./parallel-product.js";
import { reserve } from "./reserve.js";
import { openFusedProduct, type ProductModule } from "./wasm-module.js";

let double: ProductModule | null = null;
let single: ProductModule | null = null;

/** The fused product for arrays of this kind, opened when it is first asked for; null while it is off. */
export function fusedFor(values: Floats): ProductModule | null {
  if (!fusedProducts()) return null;
  if (values.BYTES_PER_ELEMENT === 8) {
    double ??= open(8);
    return double;
  }
  single ??= open(4);
  return single;
}

function open(size: 8 | 4): ProductModule {
  const module = openFusedProduct(size === 8 ? "fused64" : "fused32", reserve);
  return { product: parallelProduct(module, { size, fused: true }) };
}
