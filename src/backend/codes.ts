import type { BinaryName, ReduceName, UnaryName } from "./kernels.js";

/*
 * The numbers by which compiled kernels know a function: its place in the list, which is the order of the enum of
 * the same name in wasm/. Calls pass numbers, so that one call site serves all functions and stays fast.
 */

export const unaryCodes: Readonly<Record<UnaryName, number>> = numbered([
  "neg",
  "abs",
  "sign",
  "exp",
  "expm1",
  "log",
  "log1p",
  "sqrt",
  "square",
  "sin",
  "cos",
  "sigmoid",
  "tanh",
  "relu",
  "softplus",
]);

export const binaryCodes: Readonly<Record<BinaryName, number>> = numbered([
  "add",
  "sub",
  "mul",
  "div",
  "pow",
  "maximum",
  "minimum",
  "gate",
  "sigmoidGradient",
  "tanhGradient",
  "equal",
  "greater",
  "greaterEqual",
  "less",
  "lessEqual",
]);

export const reduceCodes: Readonly<Record<ReduceName, number>> = numbered([
  "sum",
  "sumOfSquares",
  "max",
  "min",
]);

function numbered<N extends string>(names: readonly N[]): Record<N, number> {
  return Object.fromEntries(names.map((name, code) => [name, code])) as Record<N, number>;
}
