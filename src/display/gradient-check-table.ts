import { formatShape } from "../tensor/shape.js";
import { type CheckedElement, GradientCheck, type Verdict } from "../training/gradient-check-result.js";
import { looksLike } from "./looks.js";
import { count, inWords, list } from "./numbers.js";
import { type Row, Table } from "./table.js";

/** How a gradient check is shown. */
const SAYS: Readonly<Record<Verdict, string>> = {
  great: "✓ great",
  "look again": "? look again",
  wrong: "✗ wrong",
  "at a kink": "– at a kink",
  "lost in rounding": "– lost in rounding",
};

/**
 * What a gradient check found, parameter by parameter, with the element of each at which the two gradients are
 * furthest apart. A check that is the last value of a cell shows this by itself.
 *
 * @example gradientCheckTable(gradientCheck(model, train), { caption: "before training" })
 */
export function gradientCheckTable(check: GradientCheck, options: { readonly caption?: string } = {}): Table {
  const rows = check.parameters.map((parameter): Row => {
    const { analytic, numeric } = parameter.worst;
    const cells = [difference(parameter.difference), SAYS[parameter.verdict]];
    const title = `${parameter.name} ${formatShape(parameter.analytic.shape)}`;
    return { title, cells: [...cells, place(parameter.worst), exact(analytic), exact(numeric)] };
  });
  const all: Row = {
    title: "all together",
    cells: [difference(check.difference), SAYS[check.verdict], "", "", ""],
  };
  const worst = "furthest apart";
  return new Table({
    caption: [options.caption ?? [], summary(check)].flat().join(". "),
    corner: "parameter",
    columns: [
      { title: "relative difference" },
      { title: "verdict" },
      { title: "element", group: worst },
      { title: "analytic", group: worst },
      { title: "numeric", group: worst },
    ],
    rows: [...rows, all],
  });
}

looksLike(GradientCheck, (check) => gradientCheckTable(check));

/** "Gradient check of 47 derivatives, two-sided, ε = 1 × 10⁻⁷: wrong in W2 and b1" */
function summary(check: GradientCheck): string {
  const derivatives = check.parameters.reduce((sum, { analytic }) => sum + analytic.size, 0);
  const sides = check.sides === 2 ? "two-sided" : "one-sided";
  const wrong = check.wrong.map(({ name }) => name);
  const verdict = wrong.length === 0 ? check.verdict : `wrong in ${list(wrong)}`;
  return `Gradient check of ${count(derivatives, "derivative")}, ${sides}, ε = ${inWords(check.epsilon)}: ${verdict}`;
}

function difference(value: number): string {
  return value === 0 ? "0" : inWords(value, 4);
}

/** Enough digits to see two derivatives differ. */
function exact(value: number): string {
  return inWords(value, 7);
}

function place({ index }: CheckedElement): string {
  return index.length === 0 ? "" : `[${index.join(", ")}]`;
}
