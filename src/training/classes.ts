import type { Dataset } from "../data/dataset.js";

/** A model's raw outputs, row by row: one logit for two classes, else one for each class. */
export interface Outputs {
  readonly values: ArrayLike<number>;
  readonly width: number;
}

/** The class of each row: that of the largest output, or 1 where the only logit is above 0. */
export function classesOf({ values, width }: Outputs): number[] {
  if (width === 1) return Array.from(values, (logit) => (logit > 0 ? 1 : 0));
  return Array.from({ length: values.length / width }, (_, row) => {
    let best = 0;
    for (let k = 1; k < width; k++) if (values[row * width + k] > values[row * width + best]) best = k;
    return best;
  });
}

/** The label of each sample as a number, also where the labels are one-hot. */
export function labelsOf({ y, size }: Dataset): number[] {
  const width = y.size / size;
  return width > 1 ? classesOf({ values: y.data, width }) : Array.from(y.data);
}
