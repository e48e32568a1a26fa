import { hasFusedMultiplyAdd } from "./wasm-module.js";

let isOn = false;

/**
 * Whether matrix products may use the processor's fused multiply-add (WebAssembly's relaxed SIMD); off by default.
 *
 * A fused a · b + c rounds once instead of twice: large products become up to 1.4 times as quick and a little
 * more exact, but their last digits are no longer the same on every machine, and a long training makes large
 * differences out of small ones. Leave it off where figures are to be repeated. On one machine they still repeat, with
 * any number of threads. It holds for the thread that calls it, and for the helpers that compute its products.
 *
 * Node has it from version 22 on; Node 20 when started with --experimental-wasm-relaxed-simd.
 *
 * @returns whether it is on now: false where the runtime does not have it
 * @example setFusedProducts(true)
 */
export function setFusedProducts(on: boolean): boolean {
  isOn = on && hasFusedMultiplyAdd();
  return isOn;
}

/** Whether products are fused; see `setFusedProducts`. */
export function fusedProducts(): boolean {
  return isOn;
}
