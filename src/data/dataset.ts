import { ShapeError } from "../tensor/errors.js";
import { formatShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";

/** Samples with their labels. */
export class Dataset {
  /** What it is called in tables and figures: "train", "dev", "test". */
  readonly name: string;
  /** One sample in each row, (m, n). */
  readonly x: Tensor;
  /** One label in each row, 0 or 1, (m, 1). */
  readonly y: Tensor;

  /** @throws ShapeError when there are not as many labels as samples */
  constructor(name: string, x: Tensor, y: Tensor) {
    if (x.rank < 2 || y.rank < 1 || x.shape[0] !== y.shape[0]) {
      throw new ShapeError(
        `Dataset "${name}": samples ${formatShape(x.shape)} and labels ${formatShape(y.shape)} do not fit`,
        {
          expected: [x.shape[0], 1],
          received: y.shape,
          help: "x is (m, n), one sample a row; y is (m, 1), one label a row",
        },
      );
    }
    this.name = name;
    this.x = x;
    this.y = y;
  }

  /** m, the number of samples. */
  get size(): number {
    return this.x.shape[0];
  }

  toString(): string {
    return `Dataset "${this.name}": ${this.size} samples, x ${formatShape(this.x.shape)}, y ${formatShape(this.y.shape)}`;
  }
}

/** Three samples of one distribution: to train on, to choose by, and to judge by once. */
export interface Splits {
  readonly train: Dataset;
  readonly dev: Dataset;
  readonly test: Dataset;
}
