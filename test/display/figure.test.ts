import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Figure, PLOTLY_MIME } from "../../src/display/figure.js";

const figure = new Figure(
  { data: [{ y: [1 / 3, Number.NaN, 2] }], layout: { title: { text: "t" } } },
  "A line.",
);

test("a figure shows itself as plotly.js JSON and in words", () => {
  const show: unknown = Reflect.get(figure, Symbol.for("Jupyter.display"));
  const bundle: unknown = typeof show === "function" ? show.call(figure) : null;
  expect(bundle).toEqual({ [PLOTLY_MIME]: figure.toJSON(), "text/plain": "A line." });
});

test("its numbers have six digits, and what is no number is a gap", () => {
  expect(JSON.stringify(figure.data)).toBe('[{"y":[0.333333,null,2]}]');
});

test("it fits the cell and follows its width", () => {
  expect(figure.config).toMatchObject({ responsive: true, displaylogo: false });
});

test("a terminal prints the words", () => {
  expect(inspect(figure)).toBe("A line.");
  expect(String(figure)).toBe("A line.");
});
