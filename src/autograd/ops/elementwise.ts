import { binary, select, unary } from "../../tensor/elementwise.js";
import type { Ops } from "./op.js";

/** Two operands. */
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
    vjp: ({ dy, needs }) => [dy, needs[1] ? dy.neg() : null],
  },
  /** z = a · b;  da = dz · b,  db = dz · a */
  mul: {
    forward: ([a, b]) => binary("mul", a, b),
    vjp: ({ dy, inputs: [a, b], needs }) => [needs[0] ? dy.mul(b) : null, needs[1] ? dy.mul(a) : null],
  },
  /** z = a / b;  da = dz / b,  db = −dz · z / b */
  div: {
    forward: ([a, b]) => binary("div", a, b),
    vjp: ({ dy, y, inputs: [, b], needs }) => [
      needs[0] ? dy.div(b) : null,
      needs[1] ? dy.mul(y).div(b).neg() : null,
    ],
  },
  /** z = aᵇ;  da = dz · b · aᵇ⁻¹,  db = dz · z · ln a (0 where a is 0) */
  pow: {
    forward: ([a, b]) => binary("pow", a, b),
    vjp: ({ dy, y, inputs: [a, b], needs }) => [
      needs[0] ? dy.mul(b).mul(a.pow(b.sub(1))) : null,
      needs[1] ? dy.mul(y).mul(a.maximum(Number.MIN_VALUE).log()) : null,
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
  /** z = a where the condition holds, else b;  da = dz where it holds, db = dz elsewhere */
  where: {
    forward: ([condition, a, b]) => select(condition, a, b),
    vjp: ({ dy, inputs: [condition] }) => {
      const holds = condition.equal(0).rsub(1);
      return [null, dy.mul(holds), dy.mul(holds.rsub(1))];
    },
  },
};

/** Comparisons: 1 or 0, flat almost everywhere, so no gradient. */
export const comparisonOps: Ops<"equal" | "greater" | "greaterEqual" | "less" | "lessEqual"> = {
  equal: { forward: ([a, b]) => binary("equal", a, b), vjp: () => [null, null] },
  greater: { forward: ([a, b]) => binary("greater", a, b), vjp: () => [null, null] },
  greaterEqual: { forward: ([a, b]) => binary("greaterEqual", a, b), vjp: () => [null, null] },
  less: { forward: ([a, b]) => binary("less", a, b), vjp: () => [null, null] },
  lessEqual: { forward: ([a, b]) => binary("lessEqual", a, b), vjp: () => [null, null] },
};

/** One operand. */
export const unaryOps: Ops<
  "neg" | "abs" | "sign" | "exp" | "expm1" | "log" | "log1p" | "sqrt" | "square" | "sin" | "cos"
> = {
  /** y = −x;  dx = −dy */
  neg: {
    forward: ([x]) => unary("neg", x),
    vjp: ({ dy }) => [dy.neg()],
  },
  /** y = |x|;  dx = dy · sign(x) */
  abs: {
    forward: ([x]) => unary("abs", x),
    vjp: ({ dy, inputs: [x] }) => [dy.mul(x.sign())],
  },
  /** y = sign(x), flat almost everywhere */
  sign: {
    forward: ([x]) => unary("sign", x),
    vjp: () => [null],
  },
  /** y = eˣ;  dx = dy · y */
  exp: {
    forward: ([x]) => unary("exp", x),
    vjp: ({ dy, y }) => [dy.mul(y)],
  },
  /** y = eˣ − 1;  dx = dy · (y + 1) */
  expm1: {
    forward: ([x]) => unary("expm1", x),
    vjp: ({ dy, y }) => [dy.mul(y.add(1))],
  },
  /** y = ln x;  dx = dy / x */
  log: {
    forward: ([x]) => unary("log", x),
    vjp: ({ dy, inputs: [x] }) => [dy.div(x)],
  },
  /** y = ln(1 + x);  dx = dy / (1 + x) */
  log1p: {
    forward: ([x]) => unary("log1p", x),
    vjp: ({ dy, inputs: [x] }) => [dy.div(x.add(1))],
  },
  /** y = √x;  dx = dy / 2y */
  sqrt: {
    forward: ([x]) => unary("sqrt", x),
    vjp: ({ dy, y }) => [dy.div(y.mul(2))],
  },
  /** y = x²;  dx = dy · 2x */
  square: {
    forward: ([x]) => unary("square", x),
    vjp: ({ dy, inputs: [x] }) => [dy.mul(x).mul(2)],
  },
  /** y = sin x;  dx = dy · cos x */
  sin: {
    forward: ([x]) => unary("sin", x),
    vjp: ({ dy, inputs: [x] }) => [dy.mul(x.cos())],
  },
  /** y = cos x;  dx = −dy · sin x */
  cos: {
    forward: ([x]) => unary("cos", x),
    vjp: ({ dy, inputs: [x] }) => [dy.mul(x.sin()).neg()],
  },
};
