import fc from "fast-check";
import { type DType, type Shape, type Tensor, tensor } from "../../src/index.js";

// The same random cases on every run: a test that fails fails again.
fc.configureGlobal({ seed: 20_190_611 });

/** Both precisions, for tests that hold in either. */
export const dtypes: readonly DType[] = ["float64", "float32"];

/** Shapes up to the given rank, with axes of 1 to 4. */
export function shapes(options: { minRank?: number; maxRank?: number } = {}): fc.Arbitrary<number[]> {
  const { minRank = 0, maxRank = 4 } = options;
  return fc.array(fc.integer({ min: 1, max: 4 }), { minLength: minRank, maxLength: maxRank });
}

/** Two shapes that broadcast: axes of the common shape left out in front, or shrunk to 1. */
export function broadcastingShapes(maxRank: number = 4): fc.Arbitrary<[number[], number[]]> {
  const part = (shape: readonly number[]): fc.Arbitrary<number[]> =>
    fc
      .tuple(
        fc.integer({ min: 0, max: shape.length }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      )
      .map(([missing, shrunk]) => shape.slice(missing).map((length, i) => (shrunk[i] ? 1 : length)));
  return shapes({ maxRank }).chain((shape) => fc.tuple(part(shape), part(shape)));
}

/** Everyday numbers between two bounds. */
export function numbers(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
}

/** A tensor of the given shape with everyday numbers. */
export function tensors(
  shape: Shape,
  options: { min?: number; max?: number; dtype?: DType } = {},
): fc.Arbitrary<Tensor> {
  const { min = -3, max = 3, dtype = "float64" } = options;
  const size = shape.reduce((product, length) => product * length, 1);
  return fc
    .array(numbers(min, max), { minLength: size, maxLength: size })
    .map((values) => tensor(Float64Array.from(values), { shape, dtype }));
}

/** A view of a tensor's numbers that is not laid out row by row (where it has two axes or more). */
export function strided(x: Tensor): Tensor {
  return x.T.clone().T;
}
