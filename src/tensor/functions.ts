import { dispatch } from "./dispatch.js";
import type { Tensor } from "./tensor.js";
import { Values } from "./values.js";

/** What an elementwise operation takes: a tensor, or a number that stands for a tensor full of it. */
export type Operand = Tensor | number;

/** A tensor's functions element by element. Two shapes broadcast as NumPy's do. */
export abstract class Functions extends Values {
  // Two operands --------------------------------------------------------------------------------------
  // With a number, addition and multiplication are one operation, scale · x + shift: exact, and the quickest.

  /** this + other */
  add(this: Tensor, other: Operand): Tensor {
    return typeof other === "number" ? affine(this, 1, other) : dispatch("add", [this, other], undefined);
  }
  /** this − other */
  sub(this: Tensor, other: Operand): Tensor {
    return typeof other === "number" ? affine(this, 1, -other) : dispatch("sub", [this, other], undefined);
  }
  /** other − this */
  rsub(this: Tensor, other: Operand): Tensor {
    return typeof other === "number" ? affine(this, -1, other) : dispatch("sub", [other, this], undefined);
  }
  /** this · other, element by element */
  mul(this: Tensor, other: Operand): Tensor {
    // Adding −0, and not 0, leaves every product as it is, −0 too.
    return typeof other === "number" ? affine(this, other, -0) : dispatch("mul", [this, other], undefined);
  }
  /** this / other */
  div(this: Tensor, other: Operand): Tensor {
    return dispatch("div", [this, asTensor(other, this)], undefined);
  }
  /** other / this */
  rdiv(this: Tensor, other: Operand): Tensor {
    return dispatch("div", [asTensor(other, this), this], undefined);
  }
  /** this ^ other */
  pow(this: Tensor, other: Operand): Tensor {
    return dispatch("pow", [this, asTensor(other, this)], undefined);
  }
  /** The larger of the two; NaN where either is. */
  maximum(this: Tensor, other: Operand): Tensor {
    return dispatch("maximum", [this, asTensor(other, this)], undefined);
  }
  /** The smaller of the two; NaN where either is. */
  minimum(this: Tensor, other: Operand): Tensor {
    return dispatch("minimum", [this, asTensor(other, this)], undefined);
  }
  /** This where `open` is above 0, and 0 elsewhere: how a gradient passes a ReLU. */
  gate(this: Tensor, open: Tensor): Tensor {
    return dispatch("gate", [this, open], undefined);
  }
  /** `yes` where this is not 0, `no` where it is: x.greater(0).where(x, 0). */
  where(this: Tensor, yes: Operand, no: Operand): Tensor {
    const like = typeof yes === "number" ? (typeof no === "number" ? this : no) : yes;
    return dispatch("where", [this, asTensor(yes, like), asTensor(no, like)], undefined);
  }

  // Comparisons, which have no gradient ---------------------------------------------------------------

  /** 1 where equal, else 0 */
  equal(this: Tensor, other: Operand): Tensor {
    return dispatch("equal", [this, asTensor(other, this)], undefined);
  }
  /** 1 where different, else 0; NaN differs from everything. */
  notEqual(this: Tensor, other: Operand): Tensor {
    return this.equal(other).rsub(1);
  }
  /** 1 where this > other, else 0 */
  greater(this: Tensor, other: Operand): Tensor {
    return dispatch("greater", [this, asTensor(other, this)], undefined);
  }
  /** 1 where this ≥ other, else 0 */
  greaterEqual(this: Tensor, other: Operand): Tensor {
    return dispatch("greaterEqual", [this, asTensor(other, this)], undefined);
  }
  /** 1 where this < other, else 0 */
  less(this: Tensor, other: Operand): Tensor {
    return dispatch("less", [this, asTensor(other, this)], undefined);
  }
  /** 1 where this ≤ other, else 0 */
  lessEqual(this: Tensor, other: Operand): Tensor {
    return dispatch("lessEqual", [this, asTensor(other, this)], undefined);
  }

  // One operand ---------------------------------------------------------------------------------------

  /** −x */
  neg(this: Tensor): Tensor {
    return dispatch("neg", [this], undefined);
  }
  /** |x| */
  abs(this: Tensor): Tensor {
    return dispatch("abs", [this], undefined);
  }
  /** −1, 0 or 1 */
  sign(this: Tensor): Tensor {
    return dispatch("sign", [this], undefined);
  }
  /** e^x */
  exp(this: Tensor): Tensor {
    return dispatch("exp", [this], undefined);
  }
  /** e^x − 1, exact for small x */
  expm1(this: Tensor): Tensor {
    return dispatch("expm1", [this], undefined);
  }
  /** The natural logarithm. */
  log(this: Tensor): Tensor {
    return dispatch("log", [this], undefined);
  }
  /** ln(1 + x), exact for small x */
  log1p(this: Tensor): Tensor {
    return dispatch("log1p", [this], undefined);
  }
  /** √x; NaN below 0. */
  sqrt(this: Tensor): Tensor {
    return dispatch("sqrt", [this], undefined);
  }
  /** x² */
  square(this: Tensor): Tensor {
    return dispatch("square", [this], undefined);
  }
  /** sin x, x in radians */
  sin(this: Tensor): Tensor {
    return dispatch("sin", [this], undefined);
  }
  /** cos x, x in radians */
  cos(this: Tensor): Tensor {
    return dispatch("cos", [this], undefined);
  }
  /** 1 / (1 + e^−x) */
  sigmoid(this: Tensor): Tensor {
    return dispatch("sigmoid", [this], undefined);
  }
  /** The hyperbolic tangent. */
  tanh(this: Tensor): Tensor {
    return dispatch("tanh", [this], undefined);
  }
  /** max(x, 0) */
  relu(this: Tensor): Tensor {
    return dispatch("relu", [this], undefined);
  }
  /** x where x > 0, slope · x elsewhere */
  leakyRelu(this: Tensor, slope: number = 0.01): Tensor {
    return dispatch("leakyRelu", [this], { slope });
  }
  /** ln(1 + e^x), without overflow */
  softplus(this: Tensor): Tensor {
    return dispatch("softplus", [this], undefined);
  }
  /** Limited to [low, high]; the gradient is 0 outside. */
  clip(this: Tensor, low: number, high: number): Tensor {
    return dispatch("clip", [this], { low, high });
  }
}

/** scale · x + shift */
function affine(x: Tensor, scale: number, shift: number): Tensor {
  return dispatch("affine", [x], { scale, shift });
}

function asTensor(operand: Operand, like: Tensor): Tensor {
  return typeof operand === "number" ? like.scalar(operand) : operand;
}
