import type { Floats } from "../backend/kernels.js";
import { formatShape, type Shape } from "./shape.js";

/** What is needed of a tensor to print it. */
interface Printable {
  readonly shape: Shape;
  readonly dtype: string;
  readonly data: Floats;
}

/** Above this many elements, only the first and last three of each axis are printed, as NumPy does. */
const SUMMARY_SIZE = 1000;
const EDGE = 3;

/** As NumPy prints: one width for all numbers, at most 8 decimals, brackets nested as the axes are. */
export function formatTensor(x: Printable): string {
  const values = x.data;
  const short = values.length > SUMMARY_SIZE;
  const shown: number[] = [];
  visit(x.shape, short, (position) => shown.push(values[position]));
  const format = numberFormat(shown);
  const body = formatAxis(x.shape, short, 0, 0, values.length, "tensor(".length, (p) => format(values[p]));
  const shape = short || values.length === 0 ? `, shape ${formatShape(x.shape)}` : "";
  const dtype = x.dtype === "float64" ? "" : `, ${x.dtype}`;
  return `tensor(${body}${shape}${dtype})`;
}

/** Calls `see` with the position of each element that is printed. */
function visit(shape: Shape, short: boolean, see: (position: number) => void): void {
  const walk = (axis: number, start: number, size: number): void => {
    if (axis === shape.length) {
      see(start);
      return;
    }
    const step = size / shape[axis];
    for (const i of shownIndices(shape[axis], short)) if (i !== null) walk(axis + 1, start + i * step, step);
  };
  walk(
    0,
    0,
    shape.reduce((size, n) => size * n, 1),
  );
}

/** The indices of an axis that are printed; null stands for the dots between. */
function shownIndices(length: number, short: boolean): (number | null)[] {
  if (!short || length <= 2 * EDGE) return Array.from({ length }, (_, i) => i);
  const edge = Array.from({ length: EDGE }, (_, i) => i);
  return [...edge, null, ...edge.map((i) => length - EDGE + i)];
}

function formatAxis(
  shape: Shape,
  short: boolean,
  axis: number,
  start: number,
  size: number,
  indent: number,
  format: (position: number) => string,
): string {
  if (axis === shape.length) return format(start).trim();
  const step = size / shape[axis];
  const parts = shownIndices(shape[axis], short).map((i) => {
    if (i === null) return "...";
    if (axis === shape.length - 1) return format(start + i * step);
    return formatAxis(shape, short, axis + 1, start + i * step, step, indent + 1, format);
  });
  if (axis === shape.length - 1) return `[${parts.join(", ")}]`;
  const gap = "\n".repeat(shape.length - 1 - axis);
  return `[${parts.join(`,${gap}${" ".repeat(indent + 1)}`)}]`;
}

/** One way to write all of the given numbers: whole, decimal or with a power of ten. */
function numberFormat(numbers: readonly number[]): (x: number) => string {
  const finite = numbers.filter(Number.isFinite);
  const sizes = finite.map(Math.abs).filter((x) => x > 0);
  const largest = Math.max(0, ...sizes);
  const smallest = Math.min(Number.POSITIVE_INFINITY, ...sizes);
  const scientific = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1e6;
  const write = scientific ? scientificFormat(finite) : decimalFormat(finite);
  const text = (x: number): string => (Number.isFinite(x) ? write(x) : writeNonFinite(x));
  const width = Math.max(0, ...numbers.map((x) => text(x).length));
  return (x) => text(x).padStart(width);
}

function decimalFormat(numbers: readonly number[]): (x: number) => string {
  const decimals = Math.max(
    0,
    ...numbers.map((x) => Number(x.toFixed(8)).toString().split(".")[1]?.length ?? 0),
  );
  return (x) => x.toFixed(decimals);
}

function scientificFormat(numbers: readonly number[]): (x: number) => string {
  const digits = (x: number): number =>
    Number(x.toExponential(8)).toExponential().split("e")[0].split(".")[1]?.length ?? 0;
  const decimals = Math.max(0, ...numbers.map(digits));
  return (x) => x.toExponential(decimals);
}

function writeNonFinite(x: number): string {
  if (Number.isNaN(x)) return "nan";
  return x > 0 ? "inf" : "-inf";
}
