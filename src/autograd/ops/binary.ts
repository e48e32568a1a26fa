import { binary, choose } from "../../tensor/elementwise.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { Ops } from "./op.js";

/** Two operands, element by element. Shapes broadcast; the backward walk undoes it. */
export const binaryOps: Ops<
  "add" | "sub" | "mul" | "div" | "pow" | "maximum" | "minimum" | "gate" | "where"
> = {
  /** z = a + b;  da = dz,  db = dz */
  add: {
    forward: ([a, b]) => binary("add", a, b),
    vjp: ({ dy }) => [dy, dy],
  },
  /** z = a − b;  da = dz,  db = −dz */
  sub: {
    forward: ([a, b]) => binary("sub", a, b),
    vjp: ({ dy, inputs: [, b] }) => [dy, b.requiresGrad ? dy.neg() : null],
  },
  /** z = a · b;  da = dz · b,  db = dz · a */
  mul: {
    forward: ([a, b]) => binary("mul", a, b),
    vjp: ({ dy, inputs: [a, b] }) => [a.requiresGrad ? dy.mul(b) : null, b.requiresGrad ? dy.mul(a) : null],
  },
  /** z = a / b;  da = dz / b,  db = −dz · z / b */
  div: {
    forward: ([a, b]) => binary("div", a, b),
    vjp: ({ dy, y, inputs: [a, b] }) => [
      a.requiresGrad ? dy.div(b) : null,
      b.requiresGrad ? dy.mul(y).div(b).neg() : null,
    ],
  },
  /**
   * z = aᵇ;  da = dz · b · aᵇ⁻¹,  db = dz · z · ln a
   *
   * Where b is 0, so is da; and where a is 0 (and b is not below), so is db. There aᵇ⁻¹ and ln a would be infinite,
   * and 0 · ∞ is NaN, if not in this derivative then in the next: such places get a harmless number beforehand.
   */
  pow: {
    forward: ([a, b]) => binary("pow", a, b),
    vjp: ({ dy, y, inputs: [a, b] }) => [
      a.requiresGrad ? dy.mul(b.mul(a.pow(exponentBelow(a, b)))) : null,
      b.requiresGrad ? dy.mul(timesLog(a, b, y)) : null,
    ],
  },
  /** z = max(a, b);  the larger takes the gradient, equal ones half of it each */
  maximum: {
    forward: ([a, b]) => binary("maximum", a, b),
    vjp: ({ dy, inputs: [a, b] }) => {
      const left = a.greater(b).add(a.equal(b).mul(0.5));
      return [dy.mul(left), dy.mul(left.rsub(1))];
    },
  },
  /** z = min(a, b);  the smaller takes the gradient, equal ones half of it each */
  minimum: {
    forward: ([a, b]) => binary("minimum", a, b),
    vjp: ({ dy, inputs: [a, b] }) => {
      const left = a.less(b).add(a.equal(b).mul(0.5));
      return [dy.mul(left), dy.mul(left.rsub(1))];
    },
  },
  /** z = a where b > 0, else 0;  da = dz where b > 0 */
  gate: {
    forward: ([a, b]) => binary("gate", a, b),
    vjp: ({ dy, inputs: [, b] }) => [dy.gate(b), null],
  },
  /** z = a where the condition is not 0, else b;  da = dz where it is not 0, db = dz elsewhere */
  where: {
    forward: ([condition, a, b]) => choose(condition, a, b),
    vjp: ({ dy, inputs: [condition, a, b] }) => [
      null,
      a.requiresGrad ? condition.where(dy, 0) : null,
      b.requiresGrad ? condition.equal(0).where(dy, 0) : null,
    ],
  },
};

/** b − 1, and 0 where b is 0 and aᵇ⁻¹ could be infinite. */
function exponentBelow(a: Tensor, b: Tensor): Tensor {
  const isZero = b.equal(0);
  // A b that asks for a gradient has the mixed derivative aᵇ⁻¹, which is finite where a is not 0.
  return (b.requiresGrad ? isZero.mul(a.equal(0)) : isZero).where(1, b).sub(1);
}

/** z · ln a, and 0 where z is 0 or 0⁰. */
function timesLog(a: Tensor, b: Tensor, z: Tensor): Tensor {
  const isFlat = z.equal(0).add(a.equal(0).mul(b.equal(0)));
  return isFlat.where(0, z).mul(isFlat.where(1, a).log());
}

/** Comparisons: 1 or 0, flat almost everywhere, so no gradient. */
export const comparisonOps: Ops<"equal" | "greater" | "greaterEqual" | "less" | "lessEqual"> = {
  equal: { forward: ([a, b]) => binary("equal", a, b), vjp: () => [null, null] },
  greater: { forward: ([a, b]) => binary("greater", a, b), vjp: () => [null, null] },
  greaterEqual: { forward: ([a, b]) => binary("greaterEqual", a, b), vjp: () => [null, null] },
  less: { forward: ([a, b]) => binary("less", a, b), vjp: () => [null, null] },
  lessEqual: { forward: ([a, b]) => binary("lessEqual", a, b), vjp: () => [null, null] },
};
