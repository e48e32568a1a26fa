import { affine, unary, withNumber } from "../../tensor/elementwise.js";
import type { Ops } from "./op.js";

/** One operand, element by element. */
export const unaryOps: Ops<
  | "affine"
  | "neg"
  | "abs"
  | "sign"
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "sqrt"
  | "square"
  | "sin"
  | "cos"
  | "clip"
> = {
  /** y = scale · x + shift, two plain numbers;  dx = dy · scale */
  affine: {
    forward: ([x], { scale, shift }) => affine(x, scale, shift),
    vjp: ({ dy, attributes: { scale } }) => [scale === 1 ? dy : dy.mul(scale)],
  },
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
  /** y = eˣ − 1;  dx = dy · eˣ */
  expm1: {
    forward: ([x]) => unary("expm1", x),
    vjp: ({ dy, inputs: [x] }) => [dy.mul(x.exp())],
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
    vjp: ({ dy, inputs: [x] }) => [dy.mul(x.mul(2))],
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
  /** y = min(max(x, low), high);  dx = dy where low ≤ x ≤ high, else 0 */
  clip: {
    forward: ([x], { low, high }) => withNumber("minimum", withNumber("maximum", x, low), high),
    vjp: ({ dy, inputs: [x], attributes: { low, high } }) => [
      dy.mul(x.greaterEqual(low)).mul(x.lessEqual(high)),
    ],
  },
};
