import type { Data, PlotData } from "plotly.js";
import { ValueError } from "../tensor/errors.js";
import type { ActivationSnapshot } from "./activation-histograms.js";
import { Figure } from "./figure.js";
import { quantileOfSorted } from "./histogram.js";
import { namedEntries } from "./names.js";
import { count, inWords } from "./numbers.js";
import { pale, type Style, stylesFor } from "./palette.js";
import { type PanelPlace, panelAxes, panelPlaces, panelTitle } from "./panels.js";
import { evenly } from "./slider.js";
import { axis, baseLayout, GRID } from "./theme.js";

/** How the picture is to be. */
export interface BatchNormBandsOptions {
  readonly title?: string;
}

/** One layer of one network over the steps. */
interface Band {
  readonly network: string;
  readonly layer: number;
  readonly style: Style;
  readonly steps: readonly number[];
  /** For each step the 15, 50 and 85 % quantile of z. */
  readonly quantiles: readonly (readonly [number, number, number])[];
}

const MOST_STEPS = 120;
const TOP = 96;

/**
 * How the distribution of z moves while a network learns: for each layer the median over the steps, and a band
 * from the 15 % to the 85 % quantile. A row for each network, a column for each layer.
 *
 * @param networks  by name, the layers' z at some steps
 * @throws ValueError when a network has no snapshots, or they differ in their layers
 * @example batchNormBands({ plain: snapshotsOfPlain, "batch norm": snapshotsOfNormed })
 */
export function batchNormBands(
  networks: Readonly<Record<string, readonly ActivationSnapshot[]>>,
  options: BatchNormBandsOptions = {},
): Figure {
  const entries = namedEntries("batchNormBands", networks, 'batchNormBands({ "batch norm": snapshots })');
  const styles = stylesFor(entries.map(([name]) => name));
  const bands = entries.flatMap(([name, own]) => bandsOf(name, own, styles.get(name) as Style));
  const columns = Math.max(...bands.map((band) => band.layer)) + 1;
  const { places, height } = panelPlaces(bands.length, { columns, rowHeight: 170, gap: 0.05, head: 44 });
  const base = baseLayout(options.title ?? "Distribution of z over the steps", TOP + height + 56);
  const data = bands.flatMap((band, i) => bandTraces(band, places[i]));
  const layout = {
    ...base,
    ...Object.assign({}, ...bands.map((_, i) => bandAxes(places[i], columns))),
    margin: { ...base.margin, t: TOP },
    showlegend: false,
    // The network's name has a line of its own, where it may reach over its neighbours.
    annotations: bands.map(({ network, layer }, i) =>
      panelTitle(places[i], layer === 0 ? network : "", `layer ${layer + 1}`),
    ),
  };
  return new Figure({ data, layout }, describe(bands));
}

function bandsOf(network: string, snapshots: readonly ActivationSnapshot[], style: Style): Band[] {
  const layers = snapshots[0]?.layers?.length ?? 0;
  if (layers === 0 || snapshots.some((snapshot) => snapshot.layers.length !== layers)) {
    throw new ValueError(`batchNormBands: "${network}" has no snapshots, or they differ in their layers`, {
      expected: "one or more { step, layers }",
      received: snapshots,
      help: "collect each layer's z at some steps: [{ step: 0, layers: [z1, z2] }, …]",
    });
  }
  const picked = evenly(snapshots.length, MOST_STEPS).map((i) => snapshots[i]);
  return Array.from({ length: layers }, (_, layer): Band => {
    const quantiles = picked.map((snapshot): [number, number, number] => {
      const sorted = Float64Array.from(snapshot.layers[layer].data).filter(Number.isFinite).sort();
      return [quantileOfSorted(sorted, 0.15), quantileOfSorted(sorted, 0.5), quantileOfSorted(sorted, 0.85)];
    });
    return { network, layer, style, steps: picked.map((snapshot) => snapshot.step), quantiles };
  });
}

function bandTraces({ steps, quantiles, style, network, layer }: Band, { axes }: PanelPlace): Data[] {
  const { color, dash } = style;
  const edge: Partial<PlotData> = {
    type: "scatter",
    mode: "lines",
    x: [...steps],
    line: { width: 0 },
    ...axes,
  };
  const [low, median, high] = [0, 1, 2].map((q) => quantiles.map((at) => at[q]));
  return [
    { ...edge, y: low, hoverinfo: "skip" },
    { ...edge, y: high, hoverinfo: "skip", fill: "tonexty", fillcolor: pale(color, 0.25) },
    {
      ...edge,
      y: median,
      line: { color, dash, width: 2 },
      hovertemplate: `step %{x}: median %{y:.3g}<extra>${network}, layer ${layer + 1}</extra>`,
    },
  ];
}

/** Panels of one row share the vertical axis. */
function bandAxes(place: PanelPlace, columns: number): object {
  const first = place.index - (place.index % columns);
  return panelAxes(
    place,
    axis(place.isBottom ? "step" : "", {
      nticks: 4,
      tickangle: 0,
      ...(place.index > 0 && { matches: "x" }),
    }),
    axis(place.isLeft ? "z" : "", {
      zeroline: true,
      zerolinecolor: GRID,
      ...(!place.isLeft && {
        matches: (first === 0 ? "y" : `y${first + 1}`) as "y",
        showticklabels: false,
        ticks: "" as const,
      }),
    }),
  );
}

function describe(bands: readonly Band[]): string {
  const lines = bands.map(({ network, layer, steps, quantiles }) => {
    const at = (i: number): string => {
      const [low, median, high] = quantiles[i].map((value) => inWords(value));
      return `step ${inWords(steps[i])} median ${median}, 15 to 85 % from ${low} to ${high}`;
    };
    const last = steps.length - 1;
    return `- ${network}, layer ${layer + 1}: ${last === 0 ? at(0) : `${at(0)}; ${at(last)}`}.`;
  });
  return [`Distribution of z over the steps in ${count(bands.length, "layer")}.`, ...lines].join("\n");
}
