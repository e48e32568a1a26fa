import { expect, test } from "vitest";
import { gradientCheckTable } from "../../src/display/gradient-check-table.js";
import { tensor } from "../../src/tensor/create.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { gradientCheck } from "../../src/training/gradient-check.js";

const cost = ({ W, b }: { W: Tensor; b: Tensor }): Tensor => W.square().sum().add(b.mul(3));
const at = { W: tensor([[1, 2], [3, 4]]), b: tensor(0.5) }; // biome-ignore format: one line
const wrong = gradientCheck(cost, at, { gradients: { W: tensor([[2, 4], [6, 16]]), b: tensor(3) } }); // biome-ignore format: one line

test("each parameter is a row with its worst element, and the last row is all of them", () => {
  const { rows, caption } = gradientCheckTable(wrong).content;
  expect(rows.map(({ title }) => title)).toEqual(["W (2, 2)", "b ()", "all together"]);
  expect(rows[0].cells.slice(1, 4)).toEqual(["✗ wrong", "[1, 1]", "16"]);
  expect(rows[0].cells[4]).toMatch(/^8|^7\.99999/);
  expect(rows[1].cells.slice(1, 3)).toEqual(["✓ great", ""]);
  expect(rows[2].cells.slice(1)).toEqual(["✗ wrong", "", "", ""]);
  expect(caption).toBe("Gradient check of 5 derivatives, two-sided, ε = 1 × 10⁻⁷: wrong in W");
});

test("a caption of one's own comes first", () => {
  const right = gradientCheck(cost, at, { sides: 1, epsilon: 1e-4 });
  const { caption } = gradientCheckTable(right, { caption: "Before training" }).content;
  expect(caption).toBe("Before training. Gradient check of 5 derivatives, one-sided, ε = 0.0001: look again");
});

test("a check shows itself as this table", () => {
  const show = Reflect.get(wrong, Symbol.for("Jupyter.display"));
  expect(show.call(wrong)["text/html"]).toContain("✗ wrong");
  expect(String(wrong)).toContain("all together");
});
