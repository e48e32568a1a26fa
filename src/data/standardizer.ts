import { ShapeError } from "../tensor/errors.js";
import { formatShape, sizeOf } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { Dataset, type Splits } from "./dataset.js";

/**
 * Brings inputs to mean 0 and standard deviation 1, column by column: (x − μ) / σ.
 *
 * μ and σ are those of the set it was fitted on, the train set; dev and test are moved by the same numbers,
 * so that a sample means the same to the model wherever it comes from. A column that never changes becomes 0.
 *
 * @example
 * const inputs = Standardizer.fit(train);
 * inputs.apply(dev);
 */
export class Standardizer {
  /** μ, one for each column, (n). */
  readonly mean: Tensor;
  /** σ, one for each column, (n); divided by m, as the lecture does. 0 where a column is constant. */
  readonly deviation: Tensor;

  private constructor(mean: Tensor, deviation: Tensor) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Takes μ and σ from a train set.
   *
   * @param train  a data set, or its samples, (m, n)
   * @throws ShapeError when there is no sample
   */
  static fit(train: Dataset | Tensor): Standardizer {
    const x = train instanceof Dataset ? train.x : train;
    const [m, ...columns] = x.shape;
    if (x.rank < 2 || m === 0) {
      throw new ShapeError(`Standardizer.fit: no mean to take of samples ${formatShape(x.shape)}`, {
        expected: "(m, n), m ≥ 1",
        received: x.shape,
        help: "x is (m, n), one sample a row",
      });
    }
    const n = sizeOf(columns);
    const values = x.data;
    const mean = columnMeans(values, n, (value) => value);
    for (let j = 0; j < n; j++) {
      // A sum of equal numbers, divided by their count, may miss the number by a digit; σ would not be 0.
      if (isConstant(values, j, n)) mean[j] = values[j];
    }
    const variance = columnMeans(values, n, (value, j) => (value - mean[j]) ** 2);
    return new Standardizer(new Tensor(mean, columns), new Tensor(variance.map(Math.sqrt), columns));
  }

  /**
   * (x − μ) / σ
   *
   * @param data  a data set, or samples, (m, n)
   * @throws ShapeError when they have other columns than those it was fitted on
   */
  apply(data: Dataset): Dataset;
  apply(data: Tensor): Tensor;
  apply(data: Dataset | Tensor): Dataset | Tensor {
    const move = (x: number, mean: number, scale: number): number => (x - mean) / scale;
    if (data instanceof Dataset) return data.withSamples(this.moved("apply", data.x, move));
    return this.moved("apply", data, move);
  }

  /**
   * x · σ + μ: from standardized back to the original units.
   *
   * @throws ShapeError when they have other columns than those it was fitted on
   */
  invert(data: Dataset): Dataset;
  invert(data: Tensor): Tensor;
  invert(data: Dataset | Tensor): Dataset | Tensor {
    const move = (x: number, mean: number, scale: number): number => x * scale + mean;
    if (data instanceof Dataset) return data.withSamples(this.moved("invert", data.x, move));
    return this.moved("invert", data, move);
  }

  private moved(asked: string, x: Tensor, move: (x: number, mean: number, scale: number) => number): Tensor {
    const columns = x.shape.slice(1);
    if (formatShape(columns) !== formatShape(this.mean.shape)) {
      throw new ShapeError(
        `Standardizer.${asked}: samples ${formatShape(x.shape)}, but fitted on columns ${formatShape(this.mean.shape)}`,
        {
          expected: [x.shape[0], ...this.mean.shape],
          received: x.shape,
          help: "fit it on the train set of the same data",
        },
      );
    }
    const n = sizeOf(columns);
    const mean = this.mean.data;
    const scale = this.deviation.data.map((deviation) => (deviation === 0 ? 1 : deviation));
    const values = x.data;
    return new Tensor(
      values.map((value, i) => move(value, mean[i % n], scale[i % n])),
      x.shape,
    );
  }
}

/**
 * Standardizes all three sets by the mean and the deviation of the train set.
 *
 * @example const { train, dev, test } = standardize(datasets.football());
 */
export function standardize({ train, dev, test }: Splits): Splits {
  const inputs = Standardizer.fit(train);
  return { train: inputs.apply(train), dev: inputs.apply(dev), test: inputs.apply(test) };
}

function columnMeans(
  values: ArrayLike<number>,
  n: number,
  of: (value: number, column: number) => number,
): Float64Array {
  const m = values.length / n;
  const sums = new Float64Array(n);
  for (let i = 0; i < values.length; i++) sums[i % n] += of(values[i], i % n);
  return sums.map((sum) => sum / m);
}

function isConstant(values: ArrayLike<number>, column: number, n: number): boolean {
  for (let i = column; i < values.length; i += n) if (values[i] !== values[column]) return false;
  return true;
}
