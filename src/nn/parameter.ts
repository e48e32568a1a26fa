import { persistent } from "../backend/memory.js";
import { Tensor } from "../tensor/tensor.js";

/** A tensor that training changes: its numbers live where the kernels reach them without a copy. */
export function parameter(initial: Tensor): Tensor {
  const storage = persistent(initial.dtype, initial.size);
  storage.set(initial.data);
  const made = new Tensor(storage, initial.shape);
  made.requiresGrad = true;
  return made;
}
