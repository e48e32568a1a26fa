import type { Data, Layout } from "plotly.js";
import { ValueError } from "../tensor/errors.js";
import { Figure } from "./figure.js";
import { lineTrace } from "./lines.js";
import { namedEntries } from "./names.js";
import { inWords } from "./numbers.js";
import { type Style, stylesFor } from "./palette.js";
import { axis, baseLayout, legendRow } from "./theme.js";

/** The error of a numeric derivative at one ε. */
export interface EpsilonPoint {
  readonly epsilon: number;
  readonly error: number;
}

/** How the picture is to be. */
export interface EpsilonPlotOptions {
  readonly title?: string;
  /** Looks that you prefer, by name. */
  readonly styles?: Readonly<Record<string, Partial<Style>>>;
}

/**
 * The error of numeric derivatives against ε, both logarithmic: too large an ε cuts the curve's bend off, too
 * small a one leaves nothing but rounding; between them is the best.
 *
 * @throws ValueError when there are no points, or an ε is not above 0
 * @example epsilonPlot({ "two-sided": [{ epsilon: 1e-7, error: 2e-10 }, …], "one-sided": … })
 */
export function epsilonPlot(
  formulas: Readonly<Record<string, readonly EpsilonPoint[]>>,
  options: EpsilonPlotOptions = {},
): Figure {
  const entries = namedEntries("epsilonPlot", formulas, 'epsilonPlot({ "two-sided": [{ epsilon, error }] })');
  const styles = stylesFor(
    entries.map(([name]) => name),
    options.styles,
  );
  const curves = entries.map(([name, points]) => ({ name, points: sorted(name, points) }));
  const data = curves.map(({ name, points }): Data => {
    const x = points.map(({ epsilon }) => epsilon);
    const y = points.map(({ error }) => (error > 0 ? error : Number.NaN));
    return lineTrace({ name, x, y, style: styles.get(name) as Style }, 600, { withDots: true });
  });
  const base = baseLayout(options.title ?? "Error of the numeric derivative", 400);
  const layout: Partial<Layout> = {
    ...base,
    legend: legendRow(base),
    showlegend: true,
    xaxis: axis("ε", { type: "log", exponentformat: "power", dtick: 2 }),
    yaxis: axis("relative error", { type: "log", exponentformat: "power", dtick: 2 }),
  };
  const lines = curves.map(({ name, points }) => {
    const best = points.reduce((lowest, point) => (point.error < lowest.error ? point : lowest));
    const zeros = points.filter(({ error }) => error === 0).length;
    const exact =
      zeros > 0 ? `; exact at ${zeros} of ${points.length} ε, which a logarithmic axis cannot show` : "";
    return `- ${name}: smallest error ${inWords(best.error)} at ε = ${inWords(best.epsilon)}${exact}.`;
  });
  return new Figure({ data, layout }, ["Error of numeric derivatives against ε.", ...lines].join("\n"));
}

function sorted(name: string, points: readonly EpsilonPoint[]): readonly EpsilonPoint[] {
  if (points.length > 0 && points.every(({ epsilon }) => epsilon > 0)) {
    return [...points].sort((a, b) => a.epsilon - b.epsilon);
  }
  throw new ValueError(`epsilonPlot: "${name}" has no points, or an ε that is not above 0`, {
    expected: "one or more { epsilon, error }",
    received: points,
    help: "try ε = 10⁻¹, 10⁻², … 10⁻¹²",
  });
}
