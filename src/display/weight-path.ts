import type { Data, Layout } from "plotly.js";
import { ShapeError, ValueError } from "../tensor/errors.js";
import { Figure } from "./figure.js";
import { shareWhere } from "./histogram.js";
import { count, inWords, percent } from "./numbers.js";
import { COLORS, pale } from "./palette.js";
import { evenly } from "./slider.js";
import { axis, baseLayout, GRID, legendRow } from "./theme.js";
import { type WeightSource, weightsOf } from "./weights.js";

/** A model trained with one strength of regularization. */
export interface PathPoint {
  readonly lambda: number;
  readonly weights: WeightSource;
}

/** How the picture is to be. */
export interface WeightPathOptions {
  readonly title?: string;
  /** Below which size a weight counts as zero; default 0.001. */
  readonly zero?: number;
}

const MOST_WEIGHTS = 120;

/**
 * What becomes of each weight as λ grows: a pale line for each weight, and a strong one for the norm of them all.
 *
 * @param points  the same network, trained with different λ
 * @throws ValueError when there are fewer than two, or λ is negative; ShapeError when the networks differ
 * @example weightPath(lambdas.map((lambda) => ({ lambda, weights: train(lambda) })))
 */
export function weightPath(points: readonly PathPoint[], options: WeightPathOptions = {}): Figure {
  const { zero = 1e-3 } = options;
  const sorted = sortedPath(points);
  const lambdas = sorted.map(({ lambda }) => lambda);
  const norms = sorted.map(({ values }) => Math.sqrt(values.reduce((sum, w) => sum + w * w, 0)));
  const zeros = sorted.map(({ values }) => shareWhere(values, (w) => Math.abs(w) < zero));
  const positions = logPositions(lambdas);
  const single = evenly(sorted[0].values.length, MOST_WEIGHTS).map(
    (weight, i): Data => ({
      type: "scatter",
      mode: "lines",
      name: "one weight",
      legendgroup: "weights",
      showlegend: i === 0,
      x: positions,
      y: sorted.map(({ values }) => values[weight]),
      line: { color: pale(COLORS.blue, 0.5), width: 1 },
      hovertemplate: `weight ${weight}: %{y:.3g}<extra></extra>`,
    }),
  );
  const norm: Data = {
    type: "scatter",
    mode: "lines+markers",
    name: "‖W‖ of all",
    x: positions,
    y: norms,
    customdata: lambdas.map((lambda, i) => [inWords(lambda), percent(zeros[i])]),
    line: { color: COLORS.orange, width: 2.5 },
    marker: { size: 6 },
    hovertemplate: "λ = %{customdata[0]}: ‖W‖ = %{y:.3g}, %{customdata[1]} zero<extra></extra>",
  };
  const base = baseLayout(options.title ?? "Weights against λ", 420);
  const layout: Partial<Layout> = {
    ...base,
    legend: legendRow(base),
    xaxis: axis("λ", {
      tickvals: positions,
      ticktext: lambdas.map((lambda) => inWords(lambda)),
      tickangle: 0,
    }),
    yaxis: axis("weight", { zeroline: true, zerolinecolor: GRID, zerolinewidth: 2 }),
  };
  const first = `norm ${inWords(norms[0])}, ${percent(zeros[0])} below ${inWords(zero)}`;
  const last = sorted.length - 1;
  const summary = [
    `How ${count(sorted[0].values.length, "weight")} change with λ.`,
    `At λ = ${inWords(lambdas[0])}: ${first}.`,
    `At λ = ${inWords(lambdas[last])}: norm ${inWords(norms[last])}, ${percent(zeros[last])} below ${inWords(zero)}.`,
  ];
  return new Figure({ data: [...single, norm], layout }, summary.join("\n"));
}

/** log₁₀ λ; a λ of 0 stands half a decade, or as far as its neighbours are apart, to the left of the next. */
function logPositions(lambdas: readonly number[]): number[] {
  const logs = lambdas.filter((lambda) => lambda > 0).map(Math.log10);
  const step = logs.length > 1 ? (logs[logs.length - 1] - logs[0]) / (logs.length - 1) : 1;
  return lambdas.map((lambda) => (lambda > 0 ? Math.log10(lambda) : (logs[0] ?? 0) - Math.max(0.5, step)));
}

function sortedPath(points: readonly PathPoint[]): { lambda: number; values: Float64Array }[] {
  if (
    points.length < 2 ||
    points.some(({ lambda }) => !(lambda >= 0) || lambda === Number.POSITIVE_INFINITY)
  ) {
    throw new ValueError(
      `weightPath: λ = ${points.map(({ lambda }) => lambda).join(", ") || "nothing"} is no path`,
      {
        expected: "two or more λ, none below 0",
        received: points.map(({ lambda }) => lambda),
        help: "train the same network with several λ, such as 0, 0.01, 0.1, 1",
      },
    );
  }
  const path = points
    .map(({ lambda, weights }) => ({ lambda, values: weightsOf("weightPath", `λ = ${lambda}`, weights) }))
    .sort((a, b) => a.lambda - b.lambda);
  for (const { lambda, values } of path) {
    if (values.length === path[0].values.length) continue;
    throw new ShapeError(
      `weightPath: the network of λ = ${lambda} has ${values.length} weights, that of λ = ${path[0].lambda} has ${path[0].values.length}`,
      { expected: path[0].values.length, received: values.length, help: "train the same network for each λ" },
    );
  }
  return path;
}
