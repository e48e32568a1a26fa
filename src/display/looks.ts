import { printedBy } from "../tensor/inspect.js";
import type { Shown } from "./shown.js";

/**
 * Gives the instances of a class a look: for results of rooms below, which know nothing of tables and figures. A
 * notebook then shows them as the last value of a cell, and Node prints them so.
 */
export function looksLike<T extends object>(
  type: { readonly prototype: T },
  draw: (value: T) => Shown,
): void {
  Object.defineProperties(type.prototype, {
    [Symbol.for("Jupyter.display")]: {
      value(this: T) {
        return draw(this).mimeBundle();
      },
    },
    toString: {
      value(this: T) {
        return draw(this).toString();
      },
    },
  });
  printedBy(type, (value) => draw(value).toString());
}
