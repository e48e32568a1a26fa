import type { RandomState } from "../../random/random-state.js";
import type { Dataset } from "../dataset.js";

/**
 * A random order in which every class is spread evenly: wherever it is cut, each part has its share of every
 * class, to within a sample or two.
 *
 * The n samples of a class, in random order, stand at (k + ½) / n for k = 0 … n − 1, from 0 to 1 at equal
 * distances, and then all samples are sorted by where they stand. So that small classes do not all stand on
 * one spot, each class is moved by a random number of up to half of 1/n²: a class of one stands anywhere.
 * Where every label is different, as measured values are, the order is simply random.
 */
export function stratifiedOrder(data: Dataset, rng: RandomState): number[] {
  const shuffled = rng.permutation(data.size);
  const place = new Float64Array(data.size);
  for (const rows of membersOfClasses(data, shuffled)) {
    const n = rows.length;
    const moved = (rng.rand() - 0.5) / n;
    rows.forEach((row, k) => {
      place[row] = (k + 0.5 + moved) / n;
    });
  }
  return shuffled.sort((a, b) => place[a] - place[b]);
}

/** The samples of each class, in the order given; classes as they come up in it. */
function membersOfClasses(data: Dataset, order: readonly number[]): Iterable<readonly number[]> {
  const classes = new Map<number | string, number[]>();
  for (const row of order) {
    const label = labelOf(data, row);
    const members = classes.get(label);
    if (members === undefined) classes.set(label, [row]);
    else members.push(row);
  }
  return classes.values();
}

/** The label as something to compare: a number, or a one-hot row written out. */
function labelOf(data: Dataset, row: number): number | string {
  const width = data.y.size / data.size;
  const labels = data.y.data;
  return width === 1 ? labels[row] : labels.slice(row * width, (row + 1) * width).join();
}
