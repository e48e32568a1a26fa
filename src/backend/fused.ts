import { hasFusedMultiplyAdd } from "./wasm-module.js";

/** Which matrix products are fused: those of single precision, all, or none. */
export type FusedProducts = "float32" | "all" | "none";

let wanted: FusedProducts = "float32";
let isPossible: boolean | null = null;

/**
 * Which matrix products use the processor's fused multiply-add (WebAssembly's relaxed SIMD); by default those of single
 * precision.
 *
 * A fused a · b + c rounds once instead of twice: large products become up to 1.7 times as quick and a little
 * more exact, but their last digits are not those of a machine that rounds twice, and a long training makes large
 * differences out of small ones. Figures in double precision are there to be repeated, so their products are not
 * fused unless asked for. On one machine all figures repeat, with any number of threads; on two they do where both
 * fuse, as practically all made since 2013 can. It holds for the thread that calls it, and for the helpers that compute
 * its products.
 *
 * @param which  "none" where single precision, too, has to give the digits of a machine that rounds twice
 * @returns what is in force now: "none" where the runtime has no fused multiply-add
 * @throws RangeError when `which` is none of the three
 * @example setFusedProducts("all")
 */
export function setFusedProducts(which: FusedProducts): FusedProducts {
  if (which !== "float32" && which !== "all" && which !== "none") {
    throw new RangeError(
      `setFusedProducts: ${JSON.stringify(which)} is no choice\n  help: "float32", "all" or "none"`,
    );
  }
  wanted = which;
  return fusedProducts();
}

/** Which products are fused; see `setFusedProducts`. */
export function fusedProducts(): FusedProducts {
  if (wanted === "none") return "none";
  isPossible ??= hasFusedMultiplyAdd();
  return isPossible ? wanted : "none";
}
