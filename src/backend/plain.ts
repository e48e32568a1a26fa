import type { Floats, Kernels } from "./kernels.js";
import { mathematics } from "./reference.js";
import { mathematics as mathematics32 } from "./reference.js?float32";
import { learningKernels } from "./reference-learning.js";
import { learningKernels as learningKernels32 } from "./reference-learning.js?float32";

/*
 * The plain kernels, once for each precision. A loop that has seen both kinds of typed array is several times
 * slower from then on, and functions from one piece of source share what they have seen; so the modules are loaded
 * a second time, under another address, and each copy sees one kind.
 */

const double: Kernels = { ...mathematics, ...learningKernels };
const single: Kernels = { ...mathematics32, ...learningKernels32 };

/** The plain kernels for arrays of this kind. */
export function plainFor(values: Floats): Kernels {
  return values.BYTES_PER_ELEMENT === 8 ? double : single;
}
