/*
 * The part of the kernels that several threads run at once. For them it is also compiled by itself, for a memory
 * that is shared.
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
