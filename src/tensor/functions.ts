import { operandError, tensorError } from "./argument-errors.js";
import { described } from "./describe.js";
import { operations } from "./dispatch.js";
import { ValueError } from "./errors.js";
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
    return isNumber("add", other) ? affine(this, 1, other) : operations.add([this, other]);
  }
  /** this − other */
  sub(this: Tensor, other: Operand): Tensor {
    return isNumber("sub", other) ? affine(this, 1, -other) : operations.sub([this, other]);
  }
  /** other − this */
  rsub(this: Tensor, other: Operand): Tensor {
    return isNumber("rsub", other) ? affine(this, -1, other) : operations.sub([other, this]);
  }
  /** this · other, element by element */
  mul(this: Tensor, other: Operand): Tensor {
    // Adding −0, and not 0, leaves every product as it is, −0 too.
    return isNumber("mul", other) ? affine(this, other, -0) : operations.mul([this, other]);
  }
  /** this / other */
  div(this: Tensor, other: Operand): Tensor {
    return operations.div([this, asTensor("div", other, this)]);
  }
  /** other / this */
  rdiv(this: Tensor, other: Operand): Tensor {
    return operations.div([asTensor("rdiv", other, this), this]);
  }
  /** this ^ other */
  pow(this: Tensor, other: Operand): Tensor {
    return operations.pow([this, asTensor("pow", other, this)]);
  }
  /** The larger of the two; NaN where either is. */
  maximum(this: Tensor, other: Operand): Tensor {
    return operations.maximum([this, asTensor("maximum", other, this)]);
  }
  /** The smaller of the two; NaN where either is. */
  minimum(this: Tensor, other: Operand): Tensor {
    return operations.minimum([this, asTensor("minimum", other, this)]);
  }
  /** This where `open` is above 0, and 0 elsewhere: how a gradient passes a ReLU. */
  gate(this: Tensor, open: Tensor): Tensor {
    if (!(open instanceof Values)) throw tensorError("gate", open);
    return operations.gate([this, open]);
  }
  /** `yes` where this is not 0, `no` where it is: x.greater(0).where(x, 0). */
  where(this: Tensor, yes: Operand, no: Operand): Tensor {
    const like = isNumber("where", yes) ? (isNumber("where", no) ? this : no) : yes;
    return operations.where([this, asTensor("where", yes, like), asTensor("where", no, like)]);
  }

  // Comparisons, which have no gradient ---------------------------------------------------------------

  /** 1 where equal, else 0 */
  equal(this: Tensor, other: Operand): Tensor {
    return operations.equal([this, asTensor("equal", other, this)]);
  }
  /** 1 where different, else 0; NaN differs from everything. */
  notEqual(this: Tensor, other: Operand): Tensor {
    return this.equal(other).rsub(1);
  }
  /** 1 where this > other, else 0 */
  greater(this: Tensor, other: Operand): Tensor {
    return operations.greater([this, asTensor("greater", other, this)]);
  }
  /** 1 where this ≥ other, else 0 */
  greaterEqual(this: Tensor, other: Operand): Tensor {
    return operations.greaterEqual([this, asTensor("greaterEqual", other, this)]);
  }
  /** 1 where this < other, else 0 */
  less(this: Tensor, other: Operand): Tensor {
    return operations.less([this, asTensor("less", other, this)]);
  }
  /** 1 where this ≤ other, else 0 */
  lessEqual(this: Tensor, other: Operand): Tensor {
    return operations.lessEqual([this, asTensor("lessEqual", other, this)]);
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
  /**
   * Limited to [low, high]; the gradient is 0 outside.
   *
   * @throws ValueError when a bound is missing
   */
  clip(this: Tensor, low: number, high: number): Tensor {
    if (typeof low !== "number" || typeof high !== "number") throw boundsError(low, high);
    return operations.clip([this], { low, high });
  }
}

/** scale · x + shift */
function affine(x: Tensor, scale: number, shift: number): Tensor {
  return operations.affine([x], { scale, shift });
}

function asTensor(operation: string, operand: Operand, like: Tensor): Tensor {
  return isNumber(operation, operand) ? like.scalar(operand) : operand;
}

/**
 * Whether an operand is a number, and not a tensor.
 *
 * @throws ValueError when it is neither
 */
function isNumber(operation: string, operand: Operand): operand is number {
  if (typeof operand === "number") return true;
  if (operand instanceof Values) return false;
  throw operandError(operation, operand);
}

function boundsError(low: unknown, high: unknown): ValueError {
  return new ValueError(`clip: from ${described(low)} to ${described(high)}`, {
    expected: "two numbers",
    received: [low, high],
    help: "x.clip(low, high); for one bound: x.maximum(low), x.minimum(high)",
  });
}
