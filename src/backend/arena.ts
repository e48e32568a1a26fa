import type { Floats } from "./kernels.js";
import { ALIGNMENT, type FloatName, ordinaryArray, type Region, residentView } from "./reserve.js";

/** One request of a step: its place, and the views of it that were handed out. */
interface Slot {
  readonly address: number;
  readonly capacity: number;
  readonly views: View[];
  latest: View;
}

interface View {
  readonly dtype: FloatName;
  readonly length: number;
  readonly values: Floats;
}

/** A mini-batch and the shorter last one, in training and in evaluation. */
const VIEWS_PER_SLOT = 4;

/**
 * The memory of training steps, used again by each next one. Steps repeat themselves, so the i-th request of
 * a step gets what the i-th request of the step before it got: the same memory, and the same array object.
 */
export class Arena {
  private readonly slots: Slot[] = [];
  private next = 0;
  private top: number;
  private full = false;

  constructor(private readonly region: Region) {
    this.top = region.start;
  }

  /** Takes back everything that was handed out. */
  recycle(): void {
    this.next = 0;
    if (!this.full) return;
    this.full = false;
    this.slots.length = 0;
    this.top = this.region.start;
  }

  /** An array with whatever numbers it had before; an ordinary one where the arena is full. */
  allocate(dtype: FloatName, length: number): Floats {
    const slot = this.slots[this.next];
    if (slot !== undefined && slot.latest.length === length && slot.latest.dtype === dtype) {
      this.next++;
      return slot.latest.values;
    }
    return this.allocateAnew(dtype, length, slot);
  }

  private allocateAnew(dtype: FloatName, length: number, slot: Slot | undefined): Floats {
    const bytes = length * (dtype === "float64" ? 8 : 4);
    if (slot !== undefined && bytes <= slot.capacity) {
      this.next++;
      slot.latest = viewOf(slot, dtype, length);
      return slot.latest.values;
    }
    const capacity = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    if (this.top + capacity > this.region.end) {
      this.full = true;
      return ordinaryArray(dtype, length);
    }
    const view = { dtype, length, values: residentView(dtype, this.top, length) };
    this.slots[this.next++] = { address: this.top, capacity, views: [view], latest: view };
    this.top += capacity;
    return view.values;
  }
}

function viewOf(slot: Slot, dtype: FloatName, length: number): View {
  const known = slot.views.find((view) => view.length === length && view.dtype === dtype);
  if (known !== undefined) return known;
  const view = { dtype, length, values: residentView(dtype, slot.address, length) };
  if (slot.views.length === VIEWS_PER_SLOT) slot.views.shift();
  slot.views.push(view);
  return view;
}
