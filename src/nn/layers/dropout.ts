import { allocate, persistent } from "../../backend/memory.js";
import { RandomState } from "../../random/random-state.js";
import { ValueError } from "../../tensor/errors.js";
import { sameShape } from "../../tensor/shape.js";
import { Tensor } from "../../tensor/tensor.js";
import { Module } from "../module.js";

/** What a dropout layer may be told. */
export interface DropoutOptions {
  /**
   * "inverted" (default): outputs that stay are divided by `keep` in training, and nothing is scaled in use.
   * "vanilla": nothing is scaled in training, and all outputs are multiplied by `keep` in use.
   */
  readonly scaling?: "inverted" | "vanilla";
  /** Whether the first mask serves for ever, instead of a fresh one for each batch; default false. */
  readonly fixedMask?: boolean;
  /** Where the masks are drawn from; layers that share one draw in the order in which they are passed. */
  readonly rng?: RandomState;
}

/**
 * Dropout (Srivastava et al. 2014): in training every output is kept with probability `keep` and is 0
 * otherwise; in use all outputs stay. Scaling makes both alike in expectation.
 *
 * Masks are drawn as the lectures draw them: a (units, samples) matrix of uniform numbers, row by row, kept
 * where below `keep`.
 *
 * @example new Dropout(0.86, { rng: new RandomState(1) })
 */
export class Dropout extends Module {
  readonly keep: number;
  private readonly scaling: "inverted" | "vanilla";
  readonly fixedMask: boolean;
  private readonly rng: RandomState;
  private mask: Tensor | null = null;

  /** @throws ValueError when `keep` is not in (0, 1] */
  constructor(keep: number, options: DropoutOptions = {}) {
    super();
    if (!(keep > 0 && keep <= 1)) {
      throw new ValueError(`Dropout: the probability to keep a unit is ${keep}`, {
        expected: "a number above 0, at most 1",
        received: keep,
        help: "this is the share that stays, not the share that is dropped: 0.86 drops 14 %",
      });
    }
    this.keep = keep;
    this.scaling = options.scaling ?? "inverted";
    this.fixedMask = options.fixedMask ?? false;
    this.rng = options.rng ?? new RandomState(0);
  }

  /** What the last training batch was multiplied by, for each sample and unit, (m, n); null before it. */
  get lastMask(): Tensor | null {
    return this.mask;
  }

  override forward(x: Tensor): Tensor {
    if (!this.isTraining) return this.scaling === "vanilla" ? x.mul(this.keep) : x;
    if (this.keep === 1) return x;
    const reusable = this.fixedMask && this.mask !== null && sameShape(this.mask.shape, x.shape);
    if (!reusable) this.mask = this.drawMask(x);
    return x.mul(this.mask as Tensor);
  }

  override remember(): () => void {
    const { mask } = this;
    const place = this.rng.snapshot();
    return () => {
      this.mask = mask;
      this.rng.restore(place);
    };
  }

  /** None for a fixed mask: it is drawn once, and a model made anew draws the same. */
  override generators(): readonly RandomState[] {
    return this.fixedMask ? [] : [this.rng];
  }

  override toString(): string {
    const kind = this.scaling === "vanilla" ? ", scaled at test time" : "";
    return `Dropout keep ${this.keep}${kind}${this.fixedMask ? ", fixed mask" : ""}`;
  }

  private drawMask(x: Tensor): Tensor {
    const rows = x.shape[0];
    const value = this.scaling === "vanilla" ? 1 : 1 / this.keep;
    // A mask that serves for ever must not lie in memory that the next step takes back.
    const mask = this.fixedMask ? persistent(x.dtype, x.size) : allocate(x.dtype, x.size);
    this.rng.fillBelow(mask, { value, limit: this.keep, rows, columns: x.size / rows });
    return new Tensor(mask, x.shape);
  }
}
