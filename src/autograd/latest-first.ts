import type { Tensor } from "../tensor/tensor.js";

/**
 * Results of recorded operations, to be taken out the latest first: a binary heap. The two below place i are at
 * 2i + 1 and 2i + 2, and neither is later than the one at i.
 */
export class LatestFirst {
  private readonly heap: Tensor[] = [];

  /** Those that have not been taken out, in no order. */
  get rest(): readonly Tensor[] {
    return this.heap;
  }

  add(x: Tensor): void {
    const { heap } = this;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (numberOf(heap[above]) > numberOf(x)) break;
      heap[place] = heap[above];
      place = above;
    }
    heap[place] = x;
  }

  /** Takes out the latest; undefined where there is none. */
  take(): Tensor | undefined {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return last;
    const latest = heap[0];
    let place = 0;
    for (let below = 1; below < heap.length; below = 2 * place + 1) {
      if (below + 1 < heap.length && numberOf(heap[below + 1]) > numberOf(heap[below])) below++;
      if (numberOf(last) > numberOf(heap[below])) break;
      heap[place] = heap[below];
      place = below;
    }
    heap[place] = last;
    return latest;
  }
}

function numberOf(x: Tensor): number {
  return x.origin!.number;
}
