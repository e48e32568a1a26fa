import type { Kernels } from "./kernels.js";
import { parallelKernels } from "./parallel-kernels.js";
import { reference } from "./reference.js";
import { reserve } from "./reserve.js";
import { simdKernels } from "./simd.js";
import type { Modules } from "./simd-modules.js";
import { hasSimd, openModule } from "./wasm-module.js";

/** The kernels in use: the compiled ones where the runtime has SIMD, the plain ones elsewhere. */
export const kernels: Kernels = hasSimd()
  ? simdKernels(modulesOf("kernels64", 8), modulesOf("kernels32", 4))
  : reference;

function modulesOf(name: "kernels64" | "kernels32", size: 8 | 4): Modules {
  const alone = openModule(name, reserve);
  return { alone, divided: parallelKernels(alone, size) };
}
