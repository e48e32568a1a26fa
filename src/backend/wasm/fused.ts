/*
 * The product as a module of its own: for runtimes that have fused multiply-adds, it is compiled with them
 * (scripts/build-wasm.mjs).
 */
import { product as productOf, Way } from "./product";

export function product(
  way: Way,
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  aLead: usize,
  aTransposed: bool,
  b: usize,
  bLead: usize,
  bTransposed: bool,
  c: usize,
  cLead: usize,
  from: usize,
  fromLead: usize,
  pack: usize,
): void {
  productOf<Real>(way, m, n, k, a, aLead, aTransposed, b, bLead, bTransposed, c, cLead, from, fromLead, pack);
}
