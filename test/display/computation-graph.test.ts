import { tensor } from "gradbook";
import { expect, test } from "vitest";
import { computationGraph } from "../../src/display/computation-graph.js";

const w = tensor(2, { requiresGrad: true });
w.label = "w";

test("the summary has every value and its gradient, inputs first", () => {
  expect(computationGraph(w.mul(3).square()).summary).toBe(
    [
      "Computation graph of 3 tensors, inputs first.",
      "1. w: 2, gradient 36",
      "2. · 3 of 1: 6, gradient 12",
      "3. square of 2: 36, gradient 1",
    ].join("\n"),
  );
});

test("there is a box for each tensor and an arrow for each input", () => {
  const { layout } = computationGraph(w.mul(w).add(w));
  const annotations: { showarrow: boolean }[] = Reflect.get(layout, "annotations");
  expect(annotations.filter(({ showarrow }) => showarrow)).toHaveLength(4);
  expect(annotations.filter(({ showarrow }) => !showarrow)).toHaveLength(3);
});

test("a large tensor is drawn by its shape", () => {
  const x = tensor(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    { requiresGrad: true },
  );
  expect(computationGraph(x.sum()).summary).toContain("input: shape (2, 3)");
});

test("a leaf, and too large a graph, are errors that say what to do", () => {
  expect(() => computationGraph(tensor(1))).toThrow(/was not computed[\s\S]*help: make the inputs/);
  let y = w;
  for (let i = 0; i < 70; i++) y = y.mul(w);
  expect(() => computationGraph(y)).toThrow(/too many to draw[\s\S]*help: draw a smaller/);
});
