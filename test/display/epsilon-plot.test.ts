import { expect, test } from "vitest";
import { epsilonPlot } from "../../src/display/epsilon-plot.js";

const points = [
  { epsilon: 1e-2, error: 3e-4 },
  { epsilon: 1e-8, error: 2e-6 },
  { epsilon: 1e-5, error: 1e-11 },
];

test("errors are in the order of ε, on two logarithmic axes", () => {
  const { data, layout } = epsilonPlot({ "two-sided": points });
  expect(data).toMatchObject([{ x: [1e-8, 1e-5, 1e-2], y: [2e-6, 1e-11, 3e-4] }]);
  expect(layout).toMatchObject({ xaxis: { type: "log" }, yaxis: { type: "log" } });
});

test("the summary has the best ε, and where the derivative is exact", () => {
  expect(epsilonPlot({ "two-sided": points }).summary).toContain("smallest error 1 × 10⁻¹¹ at ε = 1 × 10⁻⁵.");
  expect(epsilonPlot({ line: [{ epsilon: 0.1, error: 0 }] }).summary).toContain("exact at 1 of 1 ε");
});

test("no points, or an ε of 0, are errors that say what to do", () => {
  expect(() => epsilonPlot({ a: [] })).toThrow(/"a" has no points[\s\S]*help/);
  expect(() => epsilonPlot({ a: [{ epsilon: 0, error: 1 }] })).toThrow(/not above 0/);
});
