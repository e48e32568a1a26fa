import type { Kernels } from "./kernels.js";
import { reference } from "./reference.js";

/** The kernels in use. */
export const kernels: Kernels = reference;
