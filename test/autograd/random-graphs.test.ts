import fc from "fast-check";
import { expect, test } from "vitest";
import { checkGrads, type Tensor } from "../../src/index.js";
import { dtypes, tensors } from "../helpers/arbitraries.js";

/*
 * Operations that keep numbers of moderate size and are smooth, so that any chain of them can be checked
 * against differences. All tensors of a graph are (3, 4).
 */
const unary: readonly ((x: Tensor) => Tensor)[] = [
  (x) => x.tanh(),
  (x) => x.sigmoid(),
  (x) => x.sin(),
  (x) => x.softplus(),
  (x) => x.softmax(),
  (x) => x.logSoftmax(0).mul(0.3),
  (x) => x.square().add(1).sqrt(),
  (x) => x.rsub(1).mul(0.5),
  (x) => x.flip(1),
  (x) => x.T.clone().T,
  (x) => x.sub(x.mean(0)),
  (x) => x.div(x.square().add(0.5).norm(1, true)),
  (x) => x.take([2, 0, 0]),
  (x) => x.reshape(4, 3).T,
  (x) => x.exp().log1p(),
];
const binary: readonly ((a: Tensor, b: Tensor) => Tensor)[] = [
  (a, b) => a.add(b),
  (a, b) => a.sub(b),
  (a, b) => a.mul(b.tanh()),
  (a, b) => a.div(b.square().add(1)),
  (a, b) => a.matmul(b.T).matmul(a).tanh(),
  (a, b) => a.mul(b.sum(1, true)).sin(),
  (a, b) => a.add(b.select(0)),
];

/** One step of a graph: which operation, and which of the tensors so far it takes. */
type Step = readonly [operation: number, left: number, right: number];

const step: fc.Arbitrary<Step> = fc.tuple(fc.nat(), fc.nat(), fc.nat());

function run(steps: readonly Step[], inputs: readonly Tensor[]): Tensor {
  const found = [...inputs];
  for (const [operation, left, right] of steps) {
    const a = found[left % found.length];
    const choice = operation % (unary.length + binary.length);
    found.push(
      choice < unary.length
        ? unary[choice](a)
        : binary[choice - unary.length](a, found[right % found.length]),
    );
  }
  // Everything counts, so that gradients meet from many sides.
  return found.reduce((sum, x) => sum.add(x.sum()), found[0].mean());
}

test.each(dtypes)("any graph of operations has the differences' gradient, %s", (dtype) => {
  const property = fc.property(
    fc.array(step, { minLength: 1, maxLength: 12 }),
    tensors([3, 4], { dtype, min: -1, max: 1 }),
    tensors([3, 4], { dtype, min: -1, max: 1 }),
    (steps, a, b) => {
      const report = checkGrads((x, y) => run(steps, [x, y]), a, b, {
        name: `graph ${JSON.stringify(steps)}`,
      });
      expect(report.compared).toBe(25);
    },
  );
  fc.assert(property, { numRuns: 60 });
});

test("any short graph has the differences' second derivatives", () => {
  const property = fc.property(
    fc.array(step, { minLength: 1, maxLength: 5 }),
    tensors([3, 4], { min: -1, max: 1 }),
    tensors([3, 4], { min: -1, max: 1 }),
    (steps, a, b) => {
      checkGrads((x, y) => run(steps, [x, y]), a, b, { order: 2, elements: 6, name: "graph" });
    },
  );
  fc.assert(property, { numRuns: 30 });
});
