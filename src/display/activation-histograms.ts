import type { Annotations, Data } from "plotly.js";
import { ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { Figure } from "./figure.js";
import { histogram, meanAndSpread, quantileOfSorted, shareWhere } from "./histogram.js";
import { namedEntries } from "./names.js";
import { count, inWords, percent } from "./numbers.js";
import { pale, type Style, stylesFor } from "./palette.js";
import { type PanelPlace, panelAxes, panelPlaces, panelTitle } from "./panels.js";
import { evenly, SLIDER_ROOM, type Stop, traceSlider } from "./slider.js";
import { axis, baseLayout } from "./theme.js";

/** The activations of a network at one step. */
export interface ActivationSnapshot {
  readonly step: number;
  /** One tensor for each layer, of any shape. */
  readonly layers: readonly Tensor[];
}

/** How the picture is to be. */
export interface ActivationHistogramsOptions {
  readonly title?: string;
  /** What counts as saturated; default: guessed from the values. */
  readonly activation?: Activation;
  /** What is shown, on the horizontal axis; default "activation". */
  readonly quantity?: string;
  /** Whether all networks share one axis, to be compared by their spread; default false: each has its own. */
  readonly sameAxis?: boolean;
}

export type Activation = "relu" | "tanh" | "sigmoid" | "linear";

/** One network's layer: a panel. */
interface Panel {
  readonly model: string;
  readonly style: Style;
  readonly layer: number;
  readonly snapshots: readonly ActivationSnapshot[];
  readonly activation: Activation;
  /** The same for all layers of a network, so that a signal that dies away or blows up is seen. */
  readonly range: readonly [number, number];
}

const BINS = 40;
const TOP = 108;
/** Histograms that a figure may have: about 150 kB of JSON. */
const MOST_HISTOGRAMS = 200;

/**
 * How the activations of each layer are distributed, a row for each network; a slider goes through the steps.
 * Above each panel: mean, standard deviation, and the share that is saturated, where the gradient dies.
 *
 * @param networks  by name, a snapshot for each step
 * @throws ValueError when a network has no snapshots, or they differ in their layers
 * @example activationHistograms({ he: [{ step: 0, layers: [a1, a2, a3] }], zeros: … })
 */
export function activationHistograms(
  networks: Readonly<Record<string, readonly ActivationSnapshot[]>>,
  options: ActivationHistogramsOptions = {},
): Figure {
  const panels = panelsOf(networks, options);
  const quantity = options.quantity ?? "activation";
  const columns = Math.max(...panels.map((panel) => panel.layer)) + 1;
  const steps = Math.max(...panels.map((panel) => panel.snapshots.length));
  const shown = Array.from({ length: steps }, (_, i) => i);
  const { places, height } = panelPlaces(panels.length, { columns, rowHeight: 120, gap: 0.02, head: 64 });
  const titles = (stop: number): Partial<Annotations>[] =>
    panels.map((panel, i) => panelTitle(places[i], titleOf(panel, networks), factsOf(panel, stop)));
  const stops = shown.map(
    (stop): Stop => ({
      label: String(snapshotAt(panels[0], stop).step),
      visible: panels.flatMap(() => shown.map((other) => other === stop)),
      layout: { annotations: titles(stop) },
    }),
  );
  const below = 56 + (shown.length > 1 ? SLIDER_ROOM : 0);
  const base = baseLayout(options.title ?? "Activations by layer", TOP + height + below);
  const layout = {
    ...base,
    ...Object.assign({}, ...panels.map((panel, i) => histogramAxes(panel, places[i], quantity))),
    margin: { ...base.margin, l: 40, t: TOP, b: below },
    bargap: 0,
    showlegend: false,
    annotations: titles(0),
    ...(shown.length > 1 && { sliders: [traceSlider(stops, "step")] }),
  };
  const data = panels.flatMap((panel, i) => shown.map((stop) => bars(panel, places[i], stop, stop === 0)));
  return new Figure({ data, layout }, describe(panels, quantity));
}

function panelsOf(
  networks: Readonly<Record<string, readonly ActivationSnapshot[]>>,
  { activation, sameAxis = false }: ActivationHistogramsOptions,
): Panel[] {
  const example = "activationHistograms({ he: [{ step: 0, layers: [a1, a2] }] })";
  const entries = namedEntries("activationHistograms", networks, example);
  const styles = stylesFor(entries.map(([name]) => name));
  for (const [model, snapshots] of entries) checkSnapshots(model, snapshots);
  const layers = entries.reduce((sum, [, [first]]) => sum + first.layers.length, 0);
  const most = Math.max(2, Math.floor(MOST_HISTOGRAMS / layers));
  const kept = entries.map(([model, every]) => {
    const snapshots = evenly(every.length, most).map((i) => every[i]);
    return { model, snapshots, values: valuesOf(snapshots) };
  });
  const common = sameAxis ? rangeOf(kept.flatMap(({ values }) => values)) : null;
  return kept.flatMap(({ model, snapshots, values }) => {
    const network = {
      model,
      style: styles.get(model) as Style,
      snapshots,
      activation: activation ?? guessed(values),
      range: common ?? rangeOf(values),
    };
    return snapshots[0].layers.map((_, layer): Panel => ({ ...network, layer }));
  });
}

function valuesOf(snapshots: readonly ActivationSnapshot[]): number[] {
  return snapshots.flatMap((snapshot) => snapshot.layers.flatMap((layer) => Array.from(layer.data)));
}

function bars(panel: Panel, place: PanelPlace, stop: number, visible: boolean): Data {
  const { color } = panel.style;
  const { start, width, shares } = histogram(valuesAt(panel, stop), panel.range, BINS);
  return {
    type: "bar",
    x0: start,
    dx: width,
    y: shares.map((share) => Number((100 * share).toPrecision(3))),
    visible,
    marker: { color: pale(color, 0.75), line: { width: 0 } },
    hovertemplate: "about %{x:.3g}: %{y:.3g} %<extra></extra>",
    ...place.axes,
  } as Data;
}

function histogramAxes(panel: Panel, place: PanelPlace, quantity: string): object {
  const [low, high] = panel.range;
  return panelAxes(
    place,
    axis(place.isBottom ? quantity : "", {
      nticks: 4,
      tickangle: 0,
      ticklabeloverflow: "hide past domain",
      showgrid: false,
      range: [low - 0.04 * (high - low), high],
    }),
    axis("", { showticklabels: false, ticks: "", range: [0, heightOf(panel)] }),
  );
}

function titleOf({ model, layer }: Panel, networks: object): string {
  const name = `layer ${layer + 1}`;
  return layer === 0 && Object.keys(networks).length > 1 ? `${model} · ${name}` : name;
}

/** "0.31 ± 0.52" and below "43.2 % are 0" */
function factsOf(panel: Panel, stop: number): string {
  const { mean, spread } = meanAndSpread(valuesAt(panel, stop));
  const saturated = saturationOf(panel, stop);
  return `${brief(mean)} ± ${brief(spread)}${saturated === "" ? "" : `<br>${saturated}`}`;
}

/** Two digits, or as much of a tiny number as a narrow panel holds: "4e−5". */
function brief(x: number): string {
  return x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential(0).replaceAll("-", "−") : inWords(x, 2);
}

function saturationOf(panel: Panel, stop: number): string {
  const values = valuesAt(panel, stop);
  switch (panel.activation) {
    case "relu":
      return `${percent(shareWhere(values, (a) => a <= 0))} are 0`;
    case "tanh":
      return `${percent(shareWhere(values, (a) => Math.abs(a) > 0.97))} saturated`;
    case "sigmoid":
      return `${percent(shareWhere(values, (a) => a < 0.03 || a > 0.97))} saturated`;
    case "linear":
      return "";
  }
}

/** High enough for all bins but a lonely peak, such as a ReLU's zeros, which is cut off at the top. */
function heightOf(panel: Panel): number {
  const heights = panel.snapshots.map((_, stop) => {
    const { shares } = histogram(valuesAt(panel, stop), panel.range, BINS);
    const [first, second] = [...shares].sort((a, b) => b - a);
    return first > 3 * second && second > 0.01 ? 2 * second : 1.08 * first;
  });
  return 100 * Math.max(...heights, 0.02);
}

/** ReLU gives nothing below 0 and often 0 itself; a sigmoid lies within (0, 1), tanh within (−1, 1). */
function guessed(values: readonly number[]): Activation {
  if (values.some((a) => Math.abs(a) > 1)) return values.some((a) => a < 0) ? "linear" : "relu";
  if (values.some((a) => a < 0)) return "tanh";
  return values.some((a) => a === 0) ? "relu" : "sigmoid";
}

/** Where nearly all values lie; a single far one does not squeeze the others into one bin. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const low = quantileOfSorted(sorted, 0.002);
  const high = quantileOfSorted(sorted, 0.998);
  if (!Number.isFinite(low)) return [-1, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function snapshotAt({ snapshots }: Panel, stop: number): ActivationSnapshot {
  return snapshots[Math.min(stop, snapshots.length - 1)];
}

function valuesAt(panel: Panel, stop: number): ArrayLike<number> {
  return snapshotAt(panel, stop).layers[panel.layer].data;
}

function describe(panels: readonly Panel[], quantity: string): string {
  const lines = panels.map((panel) => {
    const last = panel.snapshots.length - 1;
    const at = (stop: number): string => {
      const { mean, spread } = meanAndSpread(valuesAt(panel, stop));
      const saturated = saturationOf(panel, stop);
      const facts = `mean ${inWords(mean)}, standard deviation ${inWords(spread)}`;
      return `step ${inWords(snapshotAt(panel, stop).step)}: ${facts}${saturated === "" ? "" : `, ${saturated}`}`;
    };
    return `- ${panel.model}, layer ${panel.layer + 1}: ${last === 0 ? at(0) : `${at(0)}; ${at(last)}`}.`;
  });
  const what = quantity === "activation" ? "the activations" : quantity;
  return [`Histograms of ${what} of ${count(panels.length, "layer")}.`, ...lines].join("\n");
}

function checkSnapshots(model: string, snapshots: readonly ActivationSnapshot[]): void {
  const layers = snapshots[0]?.layers?.length ?? 0;
  const whole = snapshots.length > 0 && layers > 0;
  if (whole && snapshots.every((s) => s.layers.length === layers && s.layers.every((a) => a.size > 0)))
    return;
  throw new ValueError(
    whole
      ? `activationHistograms: the snapshots of "${model}" differ in their layers, or a layer is empty`
      : `activationHistograms: "${model}" has no activations`,
    {
      expected: "one or more { step, layers }, all with the same number of layers",
      received: snapshots,
      help: "collect the layers' outputs in a list at some steps: [{ step: 0, layers: [a1, a2, a3] }]",
    },
  );
}
