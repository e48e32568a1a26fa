import { expect } from "vitest";
import type { Dataset } from "../../../src/data/dataset.js";

/** Point number i. */
export function pointOf(data: Dataset, i: number): [number, number] {
  return [data.x.at(i, 0), data.x.at(i, 1)];
}

/** All labels, one digit each. */
export function labelsOf(data: Dataset): string {
  return Array.from(data.y.data).join("");
}

/** The sums of x₁ and of x₂: one wrong point of hundreds would show. */
export function columnSums(data: Dataset): [number, number] {
  const sum = (column: number): number =>
    Array.from(data.x.data).reduce((total, value, i) => (i % 2 === column ? total + value : total), 0);
  return [sum(0), sum(1)];
}

/** The number of points in each class. */
export function classSizes(data: Dataset): number[] {
  const sizes: number[] = [];
  for (const label of data.y.data) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

/** Equal but for the last digits, which sine, cosine and the order of a sum may change. */
export function expectPoint(point: readonly number[], expected: readonly number[]): void {
  point.forEach((value, axis) => {
    expect(value).toBeCloseTo(expected[axis], 11);
  });
}
