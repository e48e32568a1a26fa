import { fusedProducts } from "./fused.js";
import type { Floats } from "./kernels.js";
import { parallelProduct } from "./parallel-product.js";
import type { ProductKernel } from "./product.js";
import { reserve } from "./reserve.js";
import { openFusedProduct } from "./wasm-module.js";

let double: ProductKernel | null = null;
let single: ProductKernel | null = null;

/** The fused product for arrays of this kind, opened when it is first asked for; null where it is off. */
export function fusedFor(values: Floats): ProductKernel | null {
  const which = fusedProducts();
  if (which === "none") return null;
  if (values.BYTES_PER_ELEMENT === 4) {
    single ??= open(4);
    return single;
  }
  if (which !== "all") return null;
  double ??= open(8);
  return double;
}

function open(size: 8 | 4): ProductKernel {
  const module = openFusedProduct(size === 8 ? "fused64" : "fused32", reserve);
  return { product: parallelProduct(module, { size, fused: true }), isFused: true };
}
