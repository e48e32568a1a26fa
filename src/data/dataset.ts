import { ShapeError } from "../tensor/errors.js";
import { formatShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { takeRows } from "./rows.js";

/** Samples with their labels. */
export class Dataset {
  /** What it is called in tables and figures: "train", "dev", "test". */
  readonly name: string;
  /** One sample in each row, (m, n). */
  readonly x: Tensor;
  /** One label in each row: (m, 1), 0 or 1 or the number of a class; or (m, k), one-hot. */
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

  /**
   * Some of the samples, as a data set of their own.
   *
   * @param rows  the numbers of the samples, in the order wanted
   * @throws ValueError when there is no such sample
   * @example data.select([0, 1, 2], "the first three")
   */
  select(rows: readonly number[], name: string = this.name): Dataset {
    return new Dataset(name, takeRows(this.x, rows), takeRows(this.y, rows));
  }

  /** The same labels on other samples: standardized, augmented … */
  withSamples(x: Tensor): Dataset {
    return new Dataset(this.name, x, this.y);
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
