import type { Data, Layout } from "plotly.js";
import type { Dataset } from "../data/dataset.js";
import type { Module } from "../nn/module.js";
import { ValueError } from "../tensor/errors.js";
import { type Classifier, modelOf } from "./classifier.js";
import { Figure } from "./figure.js";
import { namedEntries } from "./names.js";
import { count, list, percent } from "./numbers.js";
import { classStyle } from "./palette.js";
import { type ModelSets, setsByModel } from "./panel-sets.js";
import { type PanelPlace, panelAxes, panelPlaces, panelTitle } from "./panels.js";
import { type Grid, gridOver, type Judged, judge, regionsOf, unjudged } from "./regions.js";
import { axis, type Button, baseLayout, buttonRow, legendRow, MARK } from "./theme.js";

/** How the picture is to be. */
export interface DecisionBoundaryOptions {
  readonly title?: string;
  /** What the classes are called, in order; default "class 0", "class 1" … */
  readonly classes?: readonly string[];
  /** What the two features are called; default "x₁" and "x₂". */
  readonly features?: readonly [string, string];
}

/** One model with its answers for each data set; without a model, the samples alone. */
interface Panel {
  readonly name: string;
  /** What stands below the name, a line for each data set. */
  readonly caption: string;
  readonly model: Module | null;
  readonly judged: readonly Judged[];
}

/** A trace, and the data set with which it is shown; null for what is shown with every set. */
interface PanelTrace {
  readonly trace: Data;
  readonly set: string | null;
}

const EXAMPLE = "decisionBoundary({ plain, dropout }, { train, test })";
/** Points of one data set that a panel shows; the summary says so where it has more. */
const MOST_POINTS = 600;

/**
 * Where models with two inputs change their mind: for each model a panel with the regions of its classes, the
 * line where it is undecided, and the samples, those that it gets wrong ringed. Buttons change the data set.
 *
 * @param models  trained models or runs, by name; without any, { }, the samples are shown alone
 * @param sets    data sets with two features, by name; the first is shown first. Models that were trained on different
 *                data have sets of their own: { a: { train, test }, b: { train, test } }
 * @throws ValueError when there are no sets, or the samples do not have two features
 * @example decisionBoundary({ plain, dropout }, { train, test })
 */
export function decisionBoundary(
  models: Readonly<Record<string, Classifier>>,
  sets: ModelSets,
  options: DecisionBoundaryOptions = {},
): Figure {
  const names = Object.keys(models);
  const setsOf = setsByModel("decisionBoundary", names, sets, EXAMPLE);
  const shown = (names.length === 0 ? [""] : names).flatMap(setsOf);
  for (const [name, data] of shown) checkTwoFeatures(name, data);
  const panels = panelsOf(models, setsOf);
  const samples = [...new Set(shown.map(([, data]) => data.x))];
  const grid = gridOver(samples, panels.length);
  const captionHeight = 28 + 16 * panels[0].judged.length;
  // Four stand better two by two than three and one.
  const columns = panels.length === 4 ? 2 : 3;
  const { places, height } = panelPlaces(panels.length, { columns, rowHeight: 280, head: captionHeight });
  const traces = panels.flatMap((panel, i) =>
    panelTraces(panel, places[i], grid, inLegends(panels.slice(0, i)), options.classes),
  );
  const title = options.title ?? (panels[0].model === null ? "Samples" : "Decision boundaries");
  const layout = panelsLayout(panels, places, title, height, grid, options.features);
  if (panels[0].judged.length > 1) {
    const buttons = panels[0].judged.map((judged) => judged.set);
    layout.updatemenus = [buttonRow(setButtons(buttons, traces, title), layout)];
    layout.title = baseLayout(setTitle(title, buttons[0]), height).title;
  }
  return new Figure({ data: traces.map(({ trace }) => trace), layout }, describe(panels, options.classes));
}

function panelsOf(
  models: Readonly<Record<string, Classifier>>,
  setsOf: (model: string) => readonly (readonly [string, Dataset])[],
): Panel[] {
  if (Object.keys(models).length === 0) {
    return setsOf("").map(([set, data]) => {
      const samples = unjudged(set, data, MOST_POINTS);
      return { name: set, caption: count(data.size, "sample"), model: null, judged: [samples] };
    });
  }
  return namedEntries("decisionBoundary", models, EXAMPLE).map(([name, value]) => {
    const model = modelOf("decisionBoundary", name, value);
    const judged = setsOf(name).map(([set, data]) => judge(model, set, data, MOST_POINTS));
    const caption = judged.map((j) => `${j.set} ${percent(j.correct / j.size)}`).join("<br>");
    return { name, caption, model, judged };
  });
}

/** What panels put into the legend: classes, and with which sets they have rings. */
function inLegends(panels: readonly Panel[]): ReadonlySet<number | string> {
  const judged = panels.flatMap((panel) => panel.judged);
  const ringed = judged.filter((j) => j.points.some((p) => p.answer !== p.label));
  return new Set([...judged.flatMap((j) => j.classes), ...ringed.map((j) => j.set)]);
}

/** @param known  what earlier panels have put into the legend */
function panelTraces(
  panel: Panel,
  place: PanelPlace,
  grid: Grid,
  known: ReadonlySet<number | string>,
  classes: readonly string[] | undefined,
): PanelTrace[] {
  const { model, judged } = panel;
  const regions = model === null ? [] : [{ trace: { ...regionsOf(model, grid), ...place.axes }, set: null }];
  const points = judged.flatMap((answers, s) => {
    const common = { type: "scatter", mode: "markers", visible: s === 0, ...place.axes } as const;
    const ofClass = answers.classes.map((k): Data => {
      const { color, symbol } = classStyle(k);
      const name = className(k, classes);
      return {
        ...common,
        ...coordinates(answers.points.filter((p) => p.label === k)),
        name,
        legendgroup: `class ${k}`,
        showlegend: !known.has(k),
        marker: { color, symbol, size: 6, line: { color: "rgba(255,255,255,0.55)", width: 0.5 } },
        hovertemplate: `(%{x:.3g}, %{y:.3g})<extra>${name}</extra>`,
      };
    });
    const rings: Data = {
      ...common,
      ...coordinates(answers.points.filter((p) => p.answer !== p.label)),
      name: "misclassified",
      legendgroup: "misclassified",
      showlegend: !known.has(answers.set),
      legendrank: 2000,
      marker: { symbol: "circle-open", color: MARK, size: 11, line: { width: 1.5 } },
      hoverinfo: "skip",
    };
    const drawn = model === null ? ofClass : [...ofClass, rings];
    return drawn.map((trace) => ({ trace, set: answers.set }));
  });
  return [...regions, ...points];
}

function panelsLayout(
  panels: readonly Panel[],
  places: readonly PanelPlace[],
  title: string,
  height: number,
  grid: Grid,
  features: readonly [string, string] = ["x₁", "x₂"],
): Partial<Layout> {
  const lines = 1 + panels[0].judged.length;
  const top = 84 + 16 * lines;
  const base = baseLayout(title, top + height + 56);
  const axes = places.map((place) =>
    panelAxes(
      place,
      axis(place.isBottom ? features[0] : "", {
        range: [...grid.x],
        nticks: 6,
        tickangle: 0,
        ticklabeloverflow: "hide past domain",
        showgrid: false,
        ...(place.index > 0 && { matches: "x" }),
      }),
      axis(place.isLeft ? features[1] : "", {
        range: [...grid.y],
        showgrid: false,
        ...(place.index > 0 && { matches: "y" }),
        ...(!place.isLeft && { showticklabels: false, ticks: "" }),
      }),
    ),
  );
  return {
    ...base,
    ...Object.assign({}, ...axes),
    margin: { ...base.margin, t: top },
    legend: { ...legendRow(base), itemsizing: "constant" },
    annotations: panels.map((panel, i) => panelTitle(places[i], panel.name, panel.caption)),
  };
}

/** A button for each data set; the regions stay, and the title says which set is shown. */
function setButtons(sets: readonly string[], traces: readonly PanelTrace[], title: string): Button[] {
  return sets.map((set) => ({
    label: set,
    method: "update",
    args: [
      { visible: traces.map((trace) => trace.set === null || trace.set === set) },
      { "title.text": `<b>${setTitle(title, set)}</b>` },
    ],
  }));
}

function setTitle(title: string, set: string): string {
  return `${title}: ${set}`;
}

function describe(panels: readonly Panel[], classes: readonly string[] | undefined): string {
  const present = [...new Set(panels.flatMap((panel) => panel.judged.flatMap((j) => j.classes)))];
  const names = list(present.sort((a, b) => a - b).map((k) => className(k, classes)));
  const alone = panels[0].model === null;
  const head = alone
    ? `Samples of ${names} in the plane.`
    : `Decision regions of ${count(panels.length, "model")} for ${names}; misclassified samples are ringed.`;
  const lines = panels.map(({ name, caption, judged }) => {
    const shares = judged.map(
      (j) => `${percent(j.correct / j.size)} of ${j.set} right (${j.correct}/${j.size})`,
    );
    return `- ${name}: ${alone ? caption : shares.join(", ")}.`;
  });
  const partly = (alone ? panels.flatMap((panel) => panel.judged) : panels[0].judged)
    .filter((j) => j.points.length < j.size)
    .map((j) => `Of ${j.set}, ${j.points.length} of ${j.size} samples are drawn.`);
  return [head, ...lines, ...partly].join("\n");
}

function checkTwoFeatures(name: string, data: Dataset): void {
  if (data.x.rank === 2 && data.x.shape[1] === 2 && data.size > 0) return;
  throw new ValueError(
    data.size === 0
      ? `decisionBoundary: "${name}" has no samples`
      : `decisionBoundary: "${name}" has ${data.x.shape.slice(1).join(" × ")} features, a picture has two`,
    {
      expected: ["m", 2],
      received: data.x.shape,
      help: "use a data set in the plane, such as datasets.football()",
    },
  );
}

function coordinates(points: readonly { readonly x: number; readonly y: number }[]): {
  x: number[];
  y: number[];
} {
  return { x: points.map((p) => p.x), y: points.map((p) => p.y) };
}

function className(k: number, classes: readonly string[] | undefined): string {
  return classes?.[k] ?? `class ${k}`;
}
