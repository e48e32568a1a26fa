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
