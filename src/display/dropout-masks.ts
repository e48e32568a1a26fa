import type { Annotations, Data } from "plotly.js";
import { ShapeError, ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { Figure } from "./figure.js";
import { namedEntries } from "./names.js";
import { count, percent } from "./numbers.js";
import { COLORS, pale } from "./palette.js";
import { type PanelPlace, panelAxes, panelPlaces, panelTitle } from "./panels.js";
import { evenly, SLIDER_ROOM, type Stop, traceSlider } from "./slider.js";
import { axis, baseLayout } from "./theme.js";

/** How the picture is to be. */
export interface DropoutMasksOptions {
  readonly title?: string;
}

/** The masks of one dropout layer over the steps. */
interface Panel {
  readonly name: string;
  readonly masks: readonly Tensor[];
}

const MOST_SAMPLES = 32;
const MOST_UNITS = 48;
const MOST_STEPS = 24;
const TOP = 96;

/**
 * Which units a dropout layer keeps, sample by sample; a slider goes through the steps.
 *
 * @param masks  by name, a mask for each step, (m, n): 0 where a unit is dropped, anything else where it stays
 * @throws ValueError when a name has no masks; ShapeError when a mask is no matrix
 * @example dropoutMasks({ "fresh masks": freshMasks, "one fixed mask": sameMasks })
 */
export function dropoutMasks(
  masks: Readonly<Record<string, readonly Tensor[]>>,
  options: DropoutMasksOptions = {},
): Figure {
  const example = "dropoutMasks({ dropout: [maskOfStep0, maskOfStep1] })";
  const panels = namedEntries("dropoutMasks", masks, example).map(([name, own]) => checked(name, own));
  const steps = Math.max(...panels.map((panel) => panel.masks.length));
  const shown = evenly(steps, MOST_STEPS);
  const { places, height } = panelPlaces(panels.length, { rowHeight: 250 });
  const data = panels.flatMap((panel, i) =>
    shown.map((step) => maskTrace(panel, places[i], step, step === 0)),
  );
  const titles = (step: number): Partial<Annotations>[] =>
    panels.map((panel, i) => panelTitle(places[i], panel.name, factsOf(panel, step)));
  const stops = shown.map(
    (step): Stop => ({
      label: String(step + 1),
      visible: panels.flatMap(() => shown.map((other) => other === step)),
      layout: { annotations: titles(step) },
    }),
  );
  const base = baseLayout(options.title ?? "Dropout masks", TOP + height + 56 + SLIDER_ROOM);
  const layout = {
    ...base,
    ...Object.assign({}, ...places.map(maskAxes)),
    margin: { ...base.margin, t: TOP, b: 56 + SLIDER_ROOM },
    annotations: titles(0),
    ...(shown.length > 1 && { sliders: [traceSlider(stops, "step")] }),
  };
  return new Figure({ data, layout }, describe(panels));
}

function maskTrace(panel: Panel, place: PanelPlace, step: number, visible: boolean): Data {
  const mask = maskAt(panel, step);
  const [samples, units] = mask.shape;
  const kept = mask.data;
  const z = evenly(samples, MOST_SAMPLES).map((sample) =>
    evenly(units, MOST_UNITS).map((unit) => (kept[sample * units + unit] === 0 ? 0 : 1)),
  );
  const trace = {
    type: "heatmap",
    z,
    x0: 1,
    dx: 1,
    y0: 1,
    dy: 1,
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, pale(COLORS.slate, 0.12)],
      [1, COLORS.teal],
    ],
    xgap: 1.5,
    ygap: 1.5,
    showscale: false,
    visible,
    hovertemplate: "sample %{y}, unit %{x}: %{z:d}<extra></extra>",
    ...place.axes,
  };
  return trace as Data;
}

function maskAxes(place: PanelPlace): object {
  const quiet = { showgrid: false, showline: false, ticks: "" as const };
  return panelAxes(
    place,
    axis(place.isBottom ? "unit" : "", quiet),
    axis(place.isLeft ? "sample" : "", { ...quiet, autorange: "reversed", showticklabels: place.isLeft }),
  );
}

/** "85.4 % stay · 23.3 % other than before" */
function factsOf(panel: Panel, step: number): string {
  const stays = `${percent(keptShare([maskAt(panel, step)]))} stay`;
  if (step === 0) return stays;
  return `${stays} · ${percent(changedShare(maskAt(panel, step - 1), maskAt(panel, step)))} other than before`;
}

function describe(panels: readonly Panel[]): string {
  const lines = panels.map(({ name, masks }) => {
    const [samples, units] = masks[0].shape;
    const size = `${count(units, "unit")} for ${count(samples, "sample")} over ${count(masks.length, "step")}`;
    const changes = masks.slice(1).map((mask, i) => changedShare(masks[i], mask));
    const change = changes.reduce((sum, share) => sum + share, 0) / changes.length;
    const course =
      changes.length === 0
        ? ""
        : change === 0
          ? "; the mask never changes"
          : `; from one step to the next ${percent(change)} of them change between kept and dropped`;
    return `- ${name}: ${size}, ${percent(keptShare(masks))} kept${course}.`;
  });
  return ["Dropout masks: which units stay, by sample and step.", ...lines].join("\n");
}

/** The mask of a step; the last one where a panel has fewer steps than its neighbours. */
function maskAt({ masks }: Panel, step: number): Tensor {
  return masks[Math.min(step, masks.length - 1)];
}

function keptShare(masks: readonly Tensor[]): number {
  const values = masks.flatMap((mask) => Array.from(mask.data));
  return values.filter((value) => value !== 0).length / values.length;
}

function changedShare(before: Tensor, after: Tensor): number {
  const old = before.data;
  return Array.from(after.data).filter((value, i) => (value === 0) !== (old[i] === 0)).length / after.size;
}

function checked(name: string, masks: readonly Tensor[]): Panel {
  if (!Array.isArray(masks) || masks.length === 0) {
    throw new ValueError(`dropoutMasks: "${name}" has no masks`, {
      expected: "a list with a mask for each step",
      received: masks,
      help: "collect the layer's lastMask after each forward pass in training",
    });
  }
  const shape = masks[0].shape;
  for (const mask of masks) {
    if (mask.rank === 2 && mask.size > 0 && mask.shape.every((n: number, i: number) => n === shape[i]))
      continue;
    throw new ShapeError(`dropoutMasks: a mask of "${name}" has shape (${mask.shape.join(", ")})`, {
      expected: shape.length === 2 ? shape : "(samples, units)",
      received: mask.shape,
      help: "all masks of a layer are (samples, units), for the same samples",
    });
  }
  return { name, masks };
}
