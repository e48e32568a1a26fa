import type { Data, Layout } from "plotly.js";
import { ValueError } from "../tensor/errors.js";
import type { Point } from "./cost-surface.js";
import { Figure } from "./figure.js";
import { lineTrace } from "./lines.js";
import { namedEntries } from "./names.js";
import { extent, inWords } from "./numbers.js";
import { type Style, stylesFor } from "./palette.js";
import { type PanelPlace, panelAxes, panelPlaces, panelTitle } from "./panels.js";
import { axis, baseLayout, legendRow } from "./theme.js";

/** How the picture is to be. */
export interface EffectiveRatesOptions {
  readonly title?: string;
  /** What the two coordinates are called; default "w₁" and "w₂". */
  readonly names?: readonly [string, string];
  /** Looks that you prefer, by name. */
  readonly styles?: Readonly<Record<string, Partial<Style>>>;
}

const MOST_POINTS = 300;

/**
 * What each rule multiplies the gradient of each coordinate with, step by step: a panel for each of the two
 * coordinates, both with the same logarithmic axis.
 *
 * @param rates  by name, the pair of rates of each step, from step 1
 * @throws ValueError when there is nothing to show, or a rate is not above 0
 * @example effectiveRates({ GD: [[0.1, 0.1], [0.1, 0.1]], Adagrad: [[0.5, 0.02], [0.4, 0.018]] })
 */
export function effectiveRates(
  rates: Readonly<Record<string, readonly Point[]>>,
  options: EffectiveRatesOptions = {},
): Figure {
  const example = "effectiveRates({ GD: [[0.1, 0.1]], Adagrad: [[0.5, 0.02]] })";
  const named = namedEntries("effectiveRates", rates, example);
  for (const [name, pairs] of named) checkRates(name, pairs);
  const styles = stylesFor(
    named.map(([name]) => name),
    options.styles,
  );
  const names = options.names ?? ["w₁", "w₂"];
  const { places, height } = panelPlaces(names.length, { columns: 2, rowHeight: 280, gap: 0.06 });
  const data = places.flatMap((place) =>
    named.map(([name, pairs]) => rateTrace(name, pairs, place, styles.get(name) as Style)),
  );
  const base = baseLayout(options.title ?? "Effective rate of each coordinate", height + 160);
  const logs = named.flatMap(([, pairs]) => pairs.flat().map(Math.log10));
  const [low, high] = extent(logs) as readonly [number, number];
  const range = [low - 0.2, high + 0.2];
  const axes = places.map((place) => {
    const title = place.isLeft ? "effective rate" : "";
    const y = {
      type: "log",
      exponentformat: "power",
      dtick: 1,
      range,
      showticklabels: place.isLeft,
    } as const;
    return panelAxes(place, axis("step"), axis(title, y));
  });
  const layout: Partial<Layout> = Object.assign({}, base, ...axes, {
    margin: { ...base.margin, t: 104 },
    legend: legendRow(base),
    showlegend: true,
    annotations: places.map((place) => panelTitle(place, names[place.index], "")),
  });
  return new Figure({ data, layout }, describe(named, names));
}

/** One rule's rate of one coordinate; the legend names the rule once. */
function rateTrace(name: string, pairs: readonly Point[], place: PanelPlace, style: Style): Data {
  const y = pairs.map((pair) => pair[place.index]);
  const line = lineTrace({ name, x: y.map((_, t) => t + 1), y, style }, MOST_POINTS);
  return { ...line, ...place.axes, showlegend: place.isLeft } as Data;
}

function checkRates(name: string, pairs: readonly Point[]): void {
  if (pairs.length > 0 && pairs.every((pair) => pair.length === 2 && pair.every((rate) => rate > 0))) return;
  throw new ValueError(`effectiveRates: "${name}" has no pairs of rates above 0`, {
    expected: "one or more [rate of w₁, rate of w₂]",
    received: pairs,
    help: "collect α / (√s + ε) of both coordinates after each step",
  });
}

function describe(
  named: readonly (readonly [string, readonly Point[]])[],
  names: readonly [string, string],
): string {
  const lines = named.map(([name, pairs]) => {
    const last = pairs[pairs.length - 1];
    const parts = names.map((w, i) => `${w} from ${inWords(pairs[0][i])} to ${inWords(last[i])}`);
    return `- ${name}: ${parts.join(", ")}, in ${inWords(pairs.length)} steps.`;
  });
  return ["What each rule multiplies the gradient with, a panel for each coordinate.", ...lines].join("\n");
}
