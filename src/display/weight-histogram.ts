import type { Data } from "plotly.js";
import { Figure } from "./figure.js";
import { histogram, shareWhere } from "./histogram.js";
import { namedEntries } from "./names.js";
import { count, extent, inWords, percent } from "./numbers.js";
import { pale, type Style, stylesFor } from "./palette.js";
import { panelAxes, panelPlaces, panelTitle } from "./panels.js";
import { axis, baseLayout } from "./theme.js";
import { type WeightSource, weightsOf } from "./weights.js";

/** How the picture is to be. */
export interface WeightHistogramOptions {
  readonly title?: string;
  /** Below which size a weight counts as zero; default 0.001. */
  readonly zero?: number;
  /** Looks that you prefer, by name. */
  readonly styles?: Readonly<Record<string, Partial<Style>>>;
}

interface NamedWeights {
  readonly name: string;
  readonly values: Float64Array;
}

const BINS = 61;
const TOP = 108;

/**
 * How large a model's weights are: a panel for each model, all on the same axes. Above each: the norm of the
 * weights and how many are zero, or nearly.
 *
 * @param models  models, runs or tensors, by name; biases are left out
 * @throws ValueError when there are none, or one has no weights
 * @example weightHistogram({ plain, L2: l2, L1: l1 })
 */
export function weightHistogram(
  models: Readonly<Record<string, WeightSource>>,
  options: WeightHistogramOptions = {},
): Figure {
  const { zero = 1e-3 } = options;
  const entries = namedEntries("weightHistogram", models, "weightHistogram({ plain, L1: l1 })");
  const named = entries.map(([name, source]) => ({
    name,
    values: weightsOf("weightHistogram", name, source),
  }));
  const styles = stylesFor(
    named.map(({ name }) => name),
    options.styles,
  );
  const largest =
    Math.max(...(extent(named.flatMap(({ values }) => Array.from(values))) ?? [1]).map(Math.abs)) || 1;
  const range = [-largest, largest] as const;
  const { places, height } = panelPlaces(named.length, { rowHeight: 220, head: 60 });
  const base = baseLayout(options.title ?? "Weights", TOP + height + 56);
  const data = named.map(({ name, values }, i): Data => {
    const { color } = styles.get(name) as Style;
    const { start, width, shares } = histogram(values, range, BINS);
    return {
      type: "bar",
      name,
      x0: start,
      dx: width,
      y: shares.map((share) => 100 * share),
      marker: { color: pale(color, 0.8), line: { width: 0 } },
      hovertemplate: `about %{x:.3g}: %{y:.3g} %<extra>${name}</extra>`,
      ...places[i].axes,
    } as Data;
  });
  const layout = {
    ...base,
    ...Object.assign(
      {},
      ...places.map((place) =>
        panelAxes(
          place,
          axis(place.isBottom ? "weight" : "", {
            nticks: 5,
            tickangle: 0,
            ticklabeloverflow: "hide past domain",
            showgrid: false,
            matches: matched("x", place.index),
          }),
          axis(place.isLeft ? "% of the weights" : "", {
            matches: matched("y", place.index),
            rangemode: "tozero",
            ...(!place.isLeft && { showticklabels: false, ticks: "" as const }),
          }),
        ),
      ),
    ),
    margin: { ...base.margin, t: TOP },
    bargap: 0.08,
    showlegend: false,
    annotations: named.map((weights, i) =>
      panelTitle(
        places[i],
        weights.name,
        `‖W‖ = ${inWords(normOf(weights))}<br>${percent(zeroShare(weights, zero))} below ${inWords(zero)}`,
      ),
    ),
  };
  return new Figure({ data, layout }, describe(named, zero));
}

function matched(letter: "x" | "y", index: number): "x" | "y" | undefined {
  return index > 0 ? letter : undefined;
}

function normOf({ values }: NamedWeights): number {
  return Math.sqrt(values.reduce((sum, w) => sum + w * w, 0));
}

function zeroShare({ values }: NamedWeights, zero: number): number {
  return shareWhere(values, (w) => Math.abs(w) < zero);
}

function describe(named: readonly NamedWeights[], zero: number): string {
  const lines = named.map((weights) => {
    const [low, high] = extent(weights.values) ?? [Number.NaN, Number.NaN];
    const lost = weights.values.filter((w) => !Number.isFinite(w)).length;
    const facts = [
      `${count(weights.values.length, "weight")} from ${inWords(low)} to ${inWords(high)}`,
      `norm ${inWords(normOf(weights))}`,
      `${percent(zeroShare(weights, zero))} below ${inWords(zero)}`,
      ...(lost > 0 ? [`${inWords(lost)} not finite`] : []),
    ];
    return `- ${weights.name}: ${facts.join(", ")}.`;
  });
  return ["Histograms of the weights, biases left out.", ...lines].join("\n");
}
