import { ValueError } from "../tensor/errors.js";

/** "heInit" and "he_init" as words in lower case: "he init". */
export function camelWords(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
}

/**
 * The entries of what a figure or table got by name, in the order written.
 *
 * @param asked    the function that was called, for the message
 * @param values   { plain, "L2, λ = 0.7": l2 }
 * @param example  a call that would have been right
 * @throws ValueError when there is no entry, or values have no names
 */
export function namedEntries<T>(
  asked: string,
  values: Readonly<Record<string, T>>,
  example: string,
): readonly (readonly [string, T])[] {
  const help = `give each a name, as in ${example}`;
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    const received = Array.isArray(values) ? "a list, which has no names" : String(values);
    throw new ValueError(`${asked}: got ${received}`, { expected: "an object", received: values, help });
  }
  const entries = Object.entries(values);
  if (entries.length === 0) {
    throw new ValueError(`${asked}: there is nothing to show`, {
      expected: "one or more",
      received: 0,
      help,
    });
  }
  for (const [name, value] of entries) {
    if (value !== undefined && value !== null) continue;
    throw new ValueError(`${asked}: "${name}" is ${value}`, {
      expected: "a value",
      received: value,
      help: "has the cell that makes it been run?",
    });
  }
  return entries;
}
