import { tensor } from "gradbook";
import { expect, test } from "vitest";
import { gradientCheckPlot } from "../../src/display/gradient-check-plot.js";

test("the relative difference is ‖n − a‖ / (‖n‖ + ‖a‖), and a verdict stands beside it", () => {
  const { summary } = gradientCheckPlot({
    W1: { analytic: tensor([[3, 4]]), numeric: [3, 4] },
    W2: { analytic: [0, 1], numeric: [0, 3] },
    b: { analytic: [1], numeric: [1.00002] },
  });
  expect(summary).toBe(
    [
      "Numeric against analytic gradients.",
      "- W1 (2 elements): relative difference 0, right.",
      "- W2 (2 elements): relative difference 0.5, wrong.",
      "- b (1 elements): relative difference 1 × 10⁻⁵, worth a second look.",
    ].join("\n"),
  );
});

test("each element is a point, and the bars are red where it is wrong", () => {
  const { data } = gradientCheckPlot({ W: { analytic: [1, 2], numeric: [1, 9] } });
  expect(data[1]).toMatchObject({ x: [1, 2], y: [1, 9] });
  expect(data[2]).toMatchObject({ type: "bar", x: ["W"], marker: { color: ["#c60c00"] } });
});

test("a parameter of a million elements stays within 200 kB", () => {
  const large = new Float64Array(1_000_000).map((_, i) => Math.sin(i));
  const pair = { analytic: tensor(large), numeric: tensor(large) };
  expect(JSON.stringify(gradientCheckPlot({ a: pair, b: pair })).length).toBeLessThanOrEqual(200_000);
});

test("gradients of different sizes are an error that says what to do", () => {
  expect(() => gradientCheckPlot({ W: { analytic: [1], numeric: [1, 2] } })).toThrow(
    /"W" has 1 analytic, 2 numeric[\s\S]*help/,
  );
});
