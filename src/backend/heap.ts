import type { Floats } from "./kernels.js";
import { ALIGNMENT, type FloatName, ordinaryArray, type Region, residentView } from "./reserve.js";

interface Block {
  readonly address: number;
  readonly capacity: number;
}

/**
 * More arrays than this are not watched over at a time: what watches over one takes a hundred bytes, and in a
 * synchronous loop it stays after the array has gone.
 */
const MOST_BLOCKS = 100_000;

/**
 * Memory for arrays that live long and are few: parameters, gradients, optimizer state.
 *
 * A block comes back when the garbage collector finds that nobody holds its array. In a synchronous loop that
 * does not happen until the loop ends; once the region is used up, arrays are ordinary ones: slower, not wrong, and
 * what thousands of dropped models hold on to has a bound.
 */
export class Heap {
  private top: number;
  private blocks = 0;
  /** Blocks that came back, by capacity. A loop that makes models makes the same sizes again and again. */
  private readonly free = new Map<number, number[]>();
  private readonly registry: FinalizationRegistry<Block>;

  constructor(private readonly region: Region) {
    this.top = region.start;
    this.registry = new FinalizationRegistry((block) => this.release(block));
  }

  /** An array of zeros. */
  allocate(dtype: FloatName, length: number): Floats {
    const block = this.take(roundUp(length * (dtype === "float64" ? 8 : 4)));
    if (block === null) return ordinaryArray(dtype, length);
    this.blocks += 1;
    const values = residentView(dtype, block.address, length).fill(0);
    this.registry.register(values, block);
    return values;
  }

  private take(capacity: number): Block | null {
    if (this.blocks === MOST_BLOCKS) return null;
    const address = this.free.get(capacity)?.pop();
    if (address !== undefined) return { address, capacity };
    if (this.top + capacity > this.region.end) return null;
    const block = { address: this.top, capacity };
    this.top += capacity;
    return block;
  }

  private release(block: Block): void {
    this.blocks -= 1;
    const list = this.free.get(block.capacity);
    if (list === undefined) this.free.set(block.capacity, [block.address]);
    else list.push(block.address);
  }
}

/** Whole cache lines; above 16 of them, eighths of a power of two, so that near sizes share their blocks. */
function roundUp(bytes: number): number {
  const step = Math.max(ALIGNMENT, 2 ** Math.floor(Math.log2(Math.max(bytes, 1)) - 3));
  return Math.max(ALIGNMENT, Math.ceil(bytes / step) * step);
}
