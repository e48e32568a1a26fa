import type { Floats } from "../backend/kernels.js";
import { persistent } from "../backend/memory.js";
import { ordinaryArray, section } from "../backend/reserve.js";
import { RandomState } from "../random/random-state.js";
import type { DType } from "../tensor/dtype.js";
import { ValueError } from "../tensor/errors.js";
import { Tensor } from "../tensor/tensor.js";
import { Dataset } from "./dataset.js";
import { copyRows } from "./rows.js";

/** How to cut a data set into mini-batches. */
export interface MiniBatchOptions {
  /** Samples in a mini-batch; default 64. */
  readonly size?: number;
  /** Default 0. */
  readonly seed?: number;
  /**
   * Whether each epoch's mini-batches may take the place of the last one's. Quicker, and right for a training
   * loop, which is done with a mini-batch before the next epoch; default false.
   */
  readonly reuse?: boolean;
}

/**
 * A data set, shuffled anew in each epoch and cut into mini-batches: neighbours after the shuffle, and the
 * last one short where the size does not divide m.
 *
 * Epoch number e is shuffled by `RandomState(seed + e).permutation(m)`, as in the optimization exercise,
 * whose epochs begin with seed 11. So every epoch can be had without those before it.
 *
 * @example
 * const batches = new MiniBatches(train, { size: 64, seed: 11 });
 * for (const { x, y } of batches.epoch(0)) …
 */
export class MiniBatches {
  readonly data: Dataset;
  readonly size: number;
  readonly seed: number;
  private readonly reused: Epoch | null;

  /** @throws ValueError when size is no positive whole number */
  constructor(data: Dataset, { size = 64, seed = 0, reuse = false }: MiniBatchOptions = {}) {
    if (!Number.isInteger(size) || size < 1) {
      throw new ValueError(`MiniBatches: ${size} samples in a mini-batch`, {
        expected: "a whole number from 1",
        received: size,
        help: "size: 64; the size of the data set for batch gradient descent, 1 for stochastic",
      });
    }
    this.data = data;
    this.size = size;
    this.seed = seed;
    this.reused = reuse ? emptyEpoch(data, size, persistent) : null;
  }

  /** How many mini-batches an epoch has, the short one included. */
  get count(): number {
    return Math.ceil(this.data.size / this.size);
  }

  /** The mini-batches of an epoch in their order; epochs count from 0. */
  epoch(epoch: number): readonly Dataset[] {
    const { x, y, batches } = this.reused ?? emptyEpoch(this.data, this.size, ordinaryArray);
    const order = new RandomState(this.seed + epoch).permutation(this.data.size);
    copyRows(this.data.x, order, x);
    copyRows(this.data.y, order, y);
    return batches;
  }
}

/** Room for a shuffled data set, and the mini-batches that it falls into. */
interface Epoch {
  readonly x: Floats;
  readonly y: Floats;
  readonly batches: readonly Dataset[];
}

function emptyEpoch(
  { name, x, y, size: m }: Dataset,
  size: number,
  allocate: (dtype: DType, length: number) => Floats,
): Epoch {
  const shuffledX = allocate(x.dtype, x.size);
  const shuffledY = allocate(y.dtype, y.size);
  const batches: Dataset[] = [];
  for (let start = 0; start < m; start += size) {
    const end = Math.min(start + size, m);
    batches.push(new Dataset(name, rowsOf(shuffledX, x, start, end), rowsOf(shuffledY, y, start, end)));
  }
  return { x: shuffledX, y: shuffledY, batches };
}

/** Rows `start` up to `end` of numbers laid out as `like`, on the same memory. */
function rowsOf(numbers: Floats, like: Tensor, start: number, end: number): Tensor {
  const width = like.size / like.shape[0];
  return new Tensor(section(numbers, start * width, end * width), [end - start, ...like.shape.slice(1)]);
}
