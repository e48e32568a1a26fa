import { operations } from "./dispatch.js";
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
    return typeof other === "number" ? affine(this, 1, other) : operations.add([this, other]);
  }
  /** this − other */
  sub(this: Tensor, other: Operand): Tensor {
    return typeof other === "number" ? affine(this, 1, -other) : operations.sub([this, other]);
  }
  /** other − this */
  rsub(this: Tensor, other: Operand): Tensor {
    return typeof other === "number" ? affine(this, -1, other) : operations.sub([other, this]);
  }
  /** this · other, element by element */
  mul(this: Tensor, other: Operand): Tensor {
    // Adding −0, and not 0, leaves every product as it is, −0 too.
    return typeof other === "number" ? affine(this, other, -0) : operations.mul([this, other]);
  }
  /** this / other */
  div(this: Tensor, other: Operand): Tensor {
    return operations.div([this, asTensor(other, this)]);
  }
  /** other / this */
  rdiv(this: Tensor, other: Operand): Tensor {
    return operations.div([asTensor(other, this), this]);
  }
  /** this ^ other */
  pow(this: Tensor, other: Operand): Tensor {
    return operations.pow([this, asTensor(other, this)]);
  }
  /** The larger of the two; NaN where either is. */
  maximum(this: Tensor, other: Operand): Tensor {
    return operations.maximum([this, asTensor(other, this)]);
  }
  /** The smaller of the two; NaN where either is. */
  minimum(this: Tensor, other: Operand): Tensor {
    return operations.minimum([this, asTensor(other, this)]);
  }
  /** This where `open` is above 0, and 0 elsewhere: how a gradient passes a ReLU. */
  gate(this: Tensor, open: Tensor): Tensor {
    return operations.gate([this, open]);
  }
  /** `yes` where this is not 0, `no` where it is: x.greater(0).where(x, 0). */
  where(this: Tensor, yes: Operand, no: Operand): Tensor {
    const like = typeof yes === "number" ? (typeof no === "number" ? this : no) : yes;
    return operations.where([this, asTensor(yes, like), asTensor(no, like)]);
  }

  // Comparisons, which have no gradient ---------------------------------------------------------------

  /** 1 where equal, else 0 */
  equal(this: Tensor, other: Operand): Tensor {
    return operations.equal([this, asTensor(other, this)]);
  }
  /** 1 where different, else 0; NaN differs from everything. */
  notEqual(this: Tensor, other: Operand): Tensor {
    return this.equal(other).rsub(1);
  }
  /** 1 where this > other, else 0 */
  greater(this: Tensor, other: Operand): Tensor {
    return operations.greater([this, asTensor(other, this)]);
  }
  /** 1 where this ≥ other, else 0 */
  greaterEqual(this: Tensor, other: Operand): Tensor {
    return operations.greaterEqual([this, asTensor(other, this)]);
  }
  /** 1 where this < other, else 0 */
  less(this: Tensor, other: Operand): Tensor {
    return operations.less([this, asTensor(other, this)]);
  }
  /** 1 where this ≤ other, else 0 */
  lessEqual(this: Tensor, other: Operand): Tensor {
    return operations.lessEqual([this, asTensor(other, this)]);
  }

  // One operand ---------------------------------------------------------------------------------------

  /** −x */
  neg(this: Tensor): Tensor {
    return operations.neg([this]);
  }
  /** |x| */
  abs(this: Tensor): Tensor {
    return operations.abs([this]);
  }
  /** −1, 0 or 1 */
  sign(this: Tensor): Tensor {
    return operations.sign([this]);
  }
  /** e^x */
  exp(this: Tensor): Tensor {
    return operations.exp([this]);
  }
  /** e^x − 1, exact for small x */
  expm1(this: Tensor): Tensor {
    return operations.expm1([this]);
  }
  /** The natural logarithm. */
  log(this: Tensor): Tensor {
    return operations.log([this]);
  }
  /** ln(1 + x), exact for small x */
  log1p(this: Tensor): Tensor {
    return operations.log1p([this]);
  }
  /** √x; NaN below 0. */
  sqrt(this: Tensor): Tensor {
    return operations.sqrt([this]);
  }
  /** x² */
  square(this: Tensor): Tensor {
    return operations.square([this]);
  }
  /** sin x, x in radians */
  sin(this: Tensor): Tensor {
    return operations.sin([this]);
  }
  /** cos x, x in radians */
  cos(this: Tensor): Tensor {
    return operations.cos([this]);
  }
  /** 1 / (1 + e^−x) */
  sigmoid(this: Tensor): Tensor {
    return operations.sigmoid([this]);
  }
  /** The hyperbolic tangent. */
  tanh(this: Tensor): Tensor {
    return operations.tanh([this]);
  }
  /** max(x, 0) */
  relu(this: Tensor): Tensor {
    return operations.relu([this]);
  }
  /** x where x > 0, slope · x elsewhere */
  leakyRelu(this: Tensor, slope: number = 0.01): Tensor {
    return operations.leakyRelu([this], { slope });
  }
  /** ln(1 + e^x), without overflow */
  softplus(this: Tensor): Tensor {
    return operations.softplus([this]);
  }
  /** Limited to [low, high]; the gradient is 0 outside. */
  clip(this: Tensor, low: number, high: number): Tensor {
    return operations.clip([this], { low, high });
  }
}

/** scale · x + shift */
function affine(x: Tensor, scale: number, shift: number): Tensor {
  return operations.affine([x], { scale, shift });
}

function asTensor(operand: Operand, like: Tensor): Tensor {
  return typeof operand === "number" ? like.scalar(operand) : operand;
}
