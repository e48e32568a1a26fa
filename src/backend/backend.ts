import type { Kernels } from "./kernels.js";
import { reference } from "./reference.js";
import { simdKernels } from "./simd.js";
import { hasSimd, openModule } from "./wasm-module.js";

/** The kernels in use: the compiled ones where the runtime has SIMD, the plain ones elsewhere. */
export const kernels: Kernels = hasSimd()
  ? simdKernels(openModule("kernels64"), openModule("kernels32"))
  : reference;
