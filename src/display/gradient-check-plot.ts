import type { Data, Layout } from "plotly.js";
import { ShapeError } from "../tensor/errors.js";
import { Tensor } from "../tensor/tensor.js";
import { Figure } from "./figure.js";
import { namedEntries } from "./names.js";
import { extent, inWords } from "./numbers.js";
import { COLORS } from "./palette.js";
import { panelAxes, panelPlaces, panelTitle } from "./panels.js";
import { evenly } from "./slider.js";
import { axis, baseLayout, INK, legendRow } from "./theme.js";

/** A parameter's gradient, found in two ways. */
export interface GradientPair {
  readonly analytic: Tensor | readonly number[];
  readonly numeric: Tensor | readonly number[];
}

/** How the picture is to be. */
export interface GradientCheckPlotOptions {
  readonly title?: string;
}

interface Compared {
  readonly name: string;
  readonly analytic: readonly number[];
  readonly numeric: readonly number[];
  /** ‖numeric − analytic‖ / (‖numeric‖ + ‖analytic‖) */
  readonly difference: number;
}

const MOST_POINTS = 1500;
const TOP = 104;
/** The lectures' reading of the difference: below 10⁻⁷ great, around 10⁻⁵ look again, above 10⁻³ wrong. */
const THRESHOLDS = [1e-7, 1e-5, 1e-3];

/**
 * Numeric against analytic gradients. Left: each element; what is right lies on the diagonal. Right: the relative
 * difference of each parameter; a bar over 10⁻³ names the one that is wrong.
 *
 * @param parameters  by name, both gradients of the same shape
 * @throws ShapeError when a parameter's two gradients do not have the same size
 * @example gradientCheckPlot({ W1: { analytic: W1.grad, numeric: numericGradient(cost, W1) } })
 */
export function gradientCheckPlot(
  parameters: Readonly<Record<string, GradientPair>>,
  options: GradientCheckPlotOptions = {},
): Figure {
  const example = "gradientCheckPlot({ W1: { analytic: W1.grad, numeric } })";
  const compared = namedEntries("gradientCheckPlot", parameters, example).map(([name, pair]) =>
    compare(name, pair),
  );
  const { places, height } = panelPlaces(2, { rowHeight: 300, gap: 0.12 });
  const most = Math.max(4, Math.floor(MOST_POINTS / compared.length));
  const colors = Object.values(COLORS);
  const points = compared.map(({ name, analytic, numeric }, i): Data => {
    const kept = evenly(analytic.length, most);
    return {
      type: "scatter",
      mode: "markers",
      name,
      x: kept.map((k) => analytic[k]),
      y: kept.map((k) => numeric[k]),
      customdata: kept,
      marker: { color: colors[i % colors.length], size: 6, symbol: i % 16 },
      hovertemplate: `${name}, element %{customdata}: analytic %{x:.4g}, numeric %{y:.4g}<extra></extra>`,
      ...places[0].axes,
    };
  });
  const ends = extent(compared.flatMap(({ analytic, numeric }) => [...analytic, ...numeric])) ?? [-1, 1];
  const diagonal: Data = {
    type: "scatter",
    mode: "lines",
    x: [...ends],
    y: [...ends],
    line: { color: INK, width: 1, dash: "dot" },
    hoverinfo: "skip",
    showlegend: false,
    ...places[0].axes,
  };
  const differences = {
    type: "bar",
    x: compared.map(({ name }) => name),
    y: compared.map(({ difference }) => Math.max(difference, 1e-17)),
    marker: { color: compared.map(({ difference }) => verdictColor(difference)) },
    text: compared.map(({ difference }) => brief(difference)),
    textposition: "outside",
    textfont: { size: 11 },
    constraintext: "none",
    cliponaxis: false,
    showlegend: false,
    hovertemplate: "%{x}: %{text}<extra></extra>",
    ...places[1].axes,
  } as Data;
  const base = baseLayout(options.title ?? "Gradient check", TOP + height + 56);
  const layout: Partial<Layout> = {
    ...base,
    ...panelAxes(places[0], axis("analytic"), axis("numeric")),
    ...panelAxes(
      places[1],
      axis("parameter", { type: "category", showgrid: false }),
      axis("", { type: "log", exponentformat: "power", dtick: 2, range: barRange(compared) }),
    ),
    margin: { ...base.margin, t: TOP },
    showlegend: true,
    legend: legendRow(base),
    shapes: THRESHOLDS.map((y) => ({
      type: "line",
      xref: "x2 domain" as "x2",
      yref: "y2",
      x0: 0,
      x1: 1,
      y0: y,
      y1: y,
      line: { color: INK, width: 1, dash: "dot" },
    })),
    annotations: [
      panelTitle(places[0], "element by element", ""),
      panelTitle(places[1], "relative difference", ""),
    ],
  };
  return new Figure({ data: [diagonal, ...points, differences], layout }, describe(compared));
}

function compare(name: string, pair: GradientPair): Compared {
  const [analytic, numeric] = [pair.analytic, pair.numeric].map((g) =>
    Array.from(g instanceof Tensor ? g.data : g),
  );
  if (analytic.length !== numeric.length) {
    throw new ShapeError(
      `gradientCheckPlot: "${name}" has ${analytic.length} analytic, ${numeric.length} numeric elements`,
      {
        expected: analytic.length,
        received: numeric.length,
        help: "both are gradients of the same parameter",
      },
    );
  }
  const size = norm(numeric) + norm(analytic);
  return {
    name,
    analytic,
    numeric,
    difference: size === 0 ? 0 : norm(numeric.map((v, i) => v - analytic[i])) / size,
  };
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

/** Short enough to stand above a narrow bar: "0.3", "2e−7". */
function brief(difference: number): string {
  return difference >= 1e-3 ? inWords(difference, 1) : difference.toExponential(0).replace("-", "−");
}

function verdictColor(difference: number): string {
  if (difference < THRESHOLDS[0]) return COLORS.teal;
  return difference < THRESHOLDS[2] ? COLORS.orange : COLORS.red;
}

/** From below the smallest difference, or 10⁻⁸, to above the largest, or 10⁻². */
function barRange(compared: readonly Compared[]): [number, number] {
  const logs = compared
    .map(({ difference }) => Math.log10(Math.max(difference, 1e-17)))
    .filter(Number.isFinite);
  return [Math.min(-8, ...logs) - 1, Math.max(-2, ...logs) + 1];
}

function describe(compared: readonly Compared[]): string {
  const lines = compared.map(({ name, analytic, difference }) => {
    const verdict =
      difference < THRESHOLDS[0] ? "right" : difference < THRESHOLDS[2] ? "worth a second look" : "wrong";
    return `- ${name} (${inWords(analytic.length)} elements): relative difference ${inWords(difference)}, ${verdict}.`;
  });
  return ["Numeric against analytic gradients.", ...lines].join("\n");
}
