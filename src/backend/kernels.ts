/** The numbers of a tensor, row by row. A kernel's arguments are all of one kind. */
export type Floats = Float64Array | Float32Array;

/** y = f(x), element by element. */
export type UnaryName =
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
  | "sigmoid"
  | "tanh"
  | "relu"
  | "softplus";

/**
 * z = f(a, b), element by element. Comparisons give 1 or 0. Those that pass a gradient dy back through an
 * activation y = f(x) take dy as `a`, and as `b`:
 *
 *     gate(dy, y)             dy where y > 0, else 0                ReLU
 *     sigmoidGradient(dy, y)  dy · y · (1 − y)
 *     tanhGradient(dy, y)     dy · (1 − y²)
 */
export type BinaryName =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  | "maximum"
  | "minimum"
  | "gate"
  | "sigmoidGradient"
  | "tanhGradient"
  | "equal"
  | "greater"
  | "greaterEqual"
  | "less"
  | "lessEqual";

/** Many numbers into one. */
export type ReduceName = "sum" | "sumOfSquares" | "max" | "min";

/**
 * How a binary kernel walks its operands: out is (rows, columns), and element (i, j) of an operand is at
 * i · row + j · column. A stride of 0 repeats the operand along that axis: this is broadcasting.
 */
export interface BinaryLayout {
  readonly rows: number;
  readonly columns: number;
  readonly aRow: number;
  readonly aColumn: number;
  readonly bRow: number;
  readonly bColumn: number;
}

/**
 * The hot loops. Lengths are checked by the callers; outputs may be operands only where a comment says so.
 * Matrices are row by row. Every kernel takes arrays from anywhere; from `allocate` inside a step and from
 * `persistent` (memory.ts) it takes them without a copy.
 */
export interface Kernels {
  readonly name: string;

  /** out[i] = f(x[i]); out may be x. */
  unary(f: UnaryName, x: Floats, out: Floats): void;

  /** out[i, j] = f(a[i, j], b[i, j]); out may be an operand of the same layout. */
  binary(f: BinaryName, a: Floats, b: Floats, out: Floats, layout: BinaryLayout): void;

  /** out[i] = scale · x[i] + shift; out may be x. */
  affine(x: Floats, scale: number, shift: number, out: Floats): void;

  /** out[i] ← out[i] + scale · x[i]: adds up gradients, and penalties to them. */
  addScaled(out: Floats, x: Floats, scale: number): void;

  /** out[o, i] = f over k of x[o, k, i], where x is (outer, count, inner) and out is (outer, inner). */
  reduce(f: ReduceName, x: Floats, out: Floats, outer: number, count: number, inner: number): void;

  /**
   * C = A · B, or C += A · B when `accumulate`; C is (m, n), A (m, k), B (k, n). With `aTransposed`, a holds
   * Aᵀ, that is (k, m); likewise b.
   */
  matmul(
    m: number,
    n: number,
    k: number,
    a: Floats,
    aTransposed: boolean,
    b: Floats,
    bTransposed: boolean,
    c: Floats,
    accumulate: boolean,
  ): void;

  /** out = x · wᵀ + bias on each row: x is (m, k), w (n, k), bias (n) or null, out (m, n). */
  linear(m: number, n: number, k: number, x: Floats, w: Floats, bias: Floats | null, out: Floats): void;

  /** Each row of out = e^x / Σ e^x; out may be x. */
  softmax(x: Floats, out: Floats, rows: number, columns: number): void;

  /** Each row of out = x − ln Σ e^x; out may be x. */
  logSoftmax(x: Floats, out: Floats, rows: number, columns: number): void;

  /** For y = softmax(x): out = y · (dy − Σ dy · y) on each row. */
  softmaxGradient(dy: Floats, y: Floats, out: Floats, rows: number, columns: number): void;

  /** For y = logSoftmax(x): out = dy − e^y · Σ dy on each row. */
  logSoftmaxGradient(dy: Floats, y: Floats, out: Floats, rows: number, columns: number): void;

  /**
   * Cross-entropy of targets t in [0, 1] with σ(z), from the logits z: scale · Σ (softplus(z) − t · z).
   * Writes its gradient, scale · (σ(z) − t), into dz. The mean has scale 1 / z.length.
   */
  binaryCrossEntropy(z: Floats, target: Floats, dz: Floats, scale: number): number;

  /**
   * Cross-entropy of rows of target probabilities t (one-hot, say) with softmax(z): scale · Σ −t · logSoftmax(z).
   * Writes its gradient, scale · (softmax(z) · Σ t − t), into dz. The mean over rows has scale 1 / rows.
   */
  crossEntropy(z: Floats, target: Floats, dz: Floats, rows: number, columns: number, scale: number): number;

  /**
   * Inverted dropout: x / keep where uniform < keep, else 0. The backward pass is the same call on dy: the
   * uniform draws are the mask. out may be x.
   */
  dropout(x: Floats, uniform: Floats, keep: number, out: Floats): void;

  /**
   * Batch normalization of the columns of x (rows, columns): writes each column's mean μ and variance σ²
   * (divided by rows) and out = γ · (x − μ) / √(σ² + ε) + β. x, out: (rows, columns), the others (columns).
   */
  batchNorm(
    x: Floats,
    gamma: Floats,
    beta: Floats,
    epsilon: number,
    out: Floats,
    mean: Floats,
    variance: Floats,
    rows: number,
    columns: number,
  ): void;

  /**
   * The gradients of batchNorm, through μ and σ² too. With x̂ = (x − μ) / √(σ² + ε):
   * dβ = Σ dy, dγ = Σ dy · x̂, dx = γ / √(σ² + ε) · (dy − dβ / rows − x̂ · dγ / rows).
   */
  batchNormGradient(
    dy: Floats,
    x: Floats,
    gamma: Floats,
    mean: Floats,
    variance: Floats,
    epsilon: number,
    dx: Floats,
    dgamma: Floats,
    dbeta: Floats,
    rows: number,
    columns: number,
  ): void;

  /** w ← w − rate · g */
  descend(w: Floats, g: Floats, rate: number): void;

  /** v ← β · v + share · g; w ← w − rate · v. The lectures' share is 1 − β; the other convention's is 1. */
  momentum(w: Floats, g: Floats, v: Floats, rate: number, beta: number, share: number): void;

  /** s ← s + g²; w ← w − rate · g / (√s + ε) */
  adagrad(w: Floats, g: Floats, s: Floats, rate: number, epsilon: number): void;

  /** s ← β · s + (1 − β) · g²; w ← w − rate · g / (√s + ε) */
  rmsprop(w: Floats, g: Floats, s: Floats, rate: number, beta: number, epsilon: number): void;

  /**
   * v ← β₁ · v + (1 − β₁) · g; s ← β₂ · s + (1 − β₂) · g²; w ← w − rate · v̂ / (√ŝ + ε), where v̂ = v / c₁ and
   * ŝ = s / c₂. The corrections at step t are c₁ = 1 − β₁^t and c₂ = 1 − β₂^t.
   */
  adam(w: Floats, g: Floats, v: Floats, s: Floats, update: AdamUpdate): void;
}

/** The numbers of one Adam step, the same for all parameters. */
export interface AdamUpdate {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly correction1: number;
  readonly correction2: number;
}
