import { described, isList } from "./describe.js";
import { ValueError } from "./errors.js";

/** Something else where an operation takes a tensor or a number. */
export function operandError(operation: string, received: unknown): ValueError {
  return new ValueError(`${operation}: ${described(received)} is neither a tensor nor a number`, {
    expected: "a tensor or a number",
    received,
    help: helpFor(received),
  });
}

/** Something else where an operation takes a tensor. */
export function tensorError(
  operation: string,
  received: unknown,
  help: string = helpFor(received),
): ValueError {
  return new ValueError(`${operation}: ${described(received)} is no tensor`, {
    expected: "a tensor",
    received,
    help,
  });
}

function helpFor(received: unknown): string {
  if (received === undefined) return "is an argument missing?";
  if (typeof received === "number" || isList(received))
    return `make a tensor of it: tensor(${text(received)})`;
  if (["string", "bigint", "boolean"].includes(typeof received))
    return `a number is Number(${text(received)})`;
  return "tensor([1, 2]) makes a tensor";
}

/** A value as one would write it; long lists as dots. */
function text(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value);
  if (!isList(value)) return String(value);
  const written = value.length > 6 ? LONG : `[${Array.from(value, text).join(", ")}]`;
  return written.length > 40 ? LONG : written;
}

const LONG = "[…]";
