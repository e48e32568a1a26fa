import type { Floats } from "../backend/kernels.js";
import { described } from "./describe.js";
import { DTypeError } from "./errors.js";

/** Double precision is the default: gradient checks need it, and NumPy's figures are double. */
export type DType = "float64" | "float32";

export function dtypeOf(values: Floats): DType {
  return values.BYTES_PER_ELEMENT === 8 ? "float64" : "float32";
}

/** The dtype that operands share; mixing them silently would lose digits, or speed. */
export function commonDType(operation: string, a: DType, b: DType): DType {
  if (a === b) return a;
  throw new DTypeError(`${operation}: a ${a} and a ${b} tensor`, {
    expected: a,
    received: b,
    help: `convert one of them: .to("${a}")`,
  });
}

/** What a user calls a dtype; "float32" and "float64" there are, and no others. */
export function checkedDType(operation: string, dtype: unknown): DType {
  if (dtype === "float64" || dtype === "float32") return dtype;
  throw new DTypeError(`${operation}: ${described(dtype)} is no dtype`, {
    expected: ["float64", "float32"],
    received: dtype,
    help: '"float64" has about 16 digits, "float32" about 7; whole numbers are exact in both',
  });
}
