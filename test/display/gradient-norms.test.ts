import { tensor } from "gradbook";
import { expect, test } from "vitest";
import { gradientNorms } from "../../src/display/gradient-norms.js";

const figure = gradientNorms({
  he: [
    { step: 0, layers: [tensor([3, 4]), 0.5] },
    { step: 100, layers: [tensor([0, 0]), 0.25] },
  ],
});

test("the norm of each layer's gradient is a point over its number", () => {
  expect(figure.data).toMatchObject([
    { x: [1, 2], y: [5, 0.5], visible: true },
    { y: [null, 0.25], visible: false },
  ]);
});

test("the axis is logarithmic and stays when the step changes", () => {
  expect(figure.layout).toMatchObject({
    yaxis: { type: "log" },
    sliders: [{ steps: [{ label: "0" }, { label: "100" }] }],
  });
});

test("the axis has a label for each decade, and at most ten labels", () => {
  const dtick = (...layers: number[]): unknown => {
    const { layout } = gradientNorms({ he: [{ step: 0, layers }] }) as {
      layout: { yaxis?: { dtick?: number } };
    };
    return layout.yaxis?.dtick;
  };
  expect(dtick(1e-3, 1e3)).toBe(1);
  expect(dtick(1e-16, 1e16)).toBe(4);
});

test("the summary has both ends, and the zeros that the axis cannot show", () => {
  expect(figure.summary).toBe(
    "Norm of the gradient in each of 2 layers, logarithmic.\n" +
      "- he: at step 0 from 5 in layer 1 to 0.5 in layer 2; at step 100 from 0 in layer 1 to 0.25 in layer 2, " +
      "0 in 1 layer, which a logarithmic axis cannot show.",
  );
});

test("gradients that are all zero or not finite are told, not hidden", () => {
  const { summary } = gradientNorms({ zeros: [{ step: 0, layers: [0, Number.NaN] }] });
  expect(summary).toContain("0 in 1 layer");
  expect(summary).toContain("no finite number in 1 layer");
});

test("no gradients are an error that says what to do", () => {
  expect(() => gradientNorms({ he: [] })).toThrow(/"he" has no gradients[\s\S]*help: collect/);
  expect(() => gradientNorms({ he: [{ step: 0, layers: [] }] })).toThrow(/"he" has no gradients/);
});
