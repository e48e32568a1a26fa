import { formatTensor } from "./format.js";
import { formatShape } from "./shape.js";
import type { Values } from "./values.js";

/**
 * Lets Node, and a notebook, print the instances of a class by `write`. (A method whose name is computed
 * cannot be declared in a class under isolatedDeclarations.)
 */
export function printedBy<T extends object>(
  type: { readonly prototype: T },
  write: (value: T) => string,
): void {
  Object.defineProperty(type.prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value(this: T): string {
      return write(this);
    },
  });
}

/** What `console.log` shows of a tensor, also of one whose numbers are gone: to look at what holds it is no mistake. */
export function inspected(x: Values): string {
  return x.isOutdated ? `tensor(shape=${formatShape(x.shape)}) (of an earlier step)` : formatTensor(x);
}
