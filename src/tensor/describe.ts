/** What an argument of no use is, for the message about it: the string "1", a list of 3, undefined. */
export function described(value: unknown): string {
  if (typeof value === "string") return `the string ${JSON.stringify(shortened(value))}`;
  if (typeof value === "bigint") return `the bigint ${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (isList(value)) return `a list of ${value.length}`;
  return hasShape(value) ? `a tensor of shape (${value.shape.join(", ")})` : "an object";
}

/** Whether it is an array, or a typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function shortened(value: string): string {
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST)}…`;
}

const LONGEST = 40;

function hasShape(value: object): value is { readonly shape: readonly number[] } {
  return "shape" in value && Array.isArray(value.shape);
}
