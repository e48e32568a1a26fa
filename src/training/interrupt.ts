/**
 * Throws where the reader of a notebook wants the cell to end; does nothing where no kernel can say so. A long loop
 * that calls it ends between two of its turns, with everything in order.
 */
export function interruptCheck(): () => void {
  const check: unknown = Reflect.get(globalThis, Symbol.for("Jupyter.checkInterrupt"));
  return typeof check === "function" ? () => check() : () => {};
}
