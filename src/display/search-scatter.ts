import type { Data, Layout } from "plotly.js";
import { ValueError } from "../tensor/errors.js";
import { Figure } from "./figure.js";
import { namedEntries } from "./names.js";
import { count, extent, inWords } from "./numbers.js";
import { SCORE_SCALE } from "./palette.js";
import { type PanelPlace, panelAxes, panelPlaces, panelTitle } from "./panels.js";
import { axis, baseLayout, INK } from "./theme.js";

/** One trial of a search over two hyper-parameters. */
export interface Trial {
  readonly x: number;
  readonly y: number;
  /** How good it was, say the dev accuracy; higher is better. */
  readonly score: number;
}

/** How the picture is to be. */
export interface SearchScatterOptions {
  readonly title?: string;
  /** What the two hyper-parameters are called; default "x" and "y". */
  readonly names?: readonly [string, string];
  /** What the score is called; default "dev accuracy". */
  readonly score?: string;
  /** Which axes are logarithmic; default none. */
  readonly log?: "x" | "y" | "both" | "none";
}

const TOP = 92;

/**
 * Trials of a search in the plane of two hyper-parameters, coloured by their score, a panel for each search. The
 * ticks at the top and at the right are the same trials seen along one axis: a grid of 25 has 5 there, random has 25.
 *
 * @throws ValueError when a search has no trials
 * @example searchScatter({ grid: gridTrials, random: randomTrials }, { names: ["α", "β"], log: "x" })
 */
export function searchScatter(
  searches: Readonly<Record<string, readonly Trial[]>>,
  options: SearchScatterOptions = {},
): Figure {
  const entries = namedEntries("searchScatter", searches, "searchScatter({ grid: trials, random: trials })");
  for (const [name, trials] of entries) checkTrials(name, trials);
  const all = entries.flatMap(([, trials]) => [...trials]);
  const scores = extent(all.map(({ score }) => score)) ?? [0, 1];
  const score = options.score ?? "dev accuracy";
  const { places, height } = panelPlaces(entries.length, { rowHeight: 300, gap: 0.06 });
  const [nameX, nameY] = options.names ?? ["x", "y"];
  const base = baseLayout(options.title ?? "Hyper-parameter search", TOP + height + 56);
  const ranges = {
    x: rangeOf(
      all.map(({ x }) => x),
      isLog(options, "x"),
    ),
    y: rangeOf(
      all.map(({ y }) => y),
      isLog(options, "y"),
    ),
  };
  const data = entries.flatMap(([, trials], i) => [
    trialTrace(trials, places[i], options.names ?? ["x", "y"], score, i === 0, scores),
    ...projections(trials, places[i], ranges, options),
  ]);
  const layout: Partial<Layout> = {
    ...base,
    ...Object.assign(
      {},
      ...places.map((place) =>
        panelAxes(
          place,
          axis(place.isBottom ? nameX : "", {
            range: [...ranges.x],
            type: isLog(options, "x") ? "log" : "linear",
            showgrid: false,
            nticks: 6,
          }),
          axis(place.isLeft ? nameY : "", {
            range: [...ranges.y],
            type: isLog(options, "y") ? "log" : "linear",
            showgrid: false,
            ...(!place.isLeft && { showticklabels: false, ticks: "" as const }),
          }),
        ),
      ),
    ),
    margin: { ...base.margin, t: TOP },
    showlegend: false,
    annotations: entries.map(([name, trials], i) => panelTitle(places[i], name, factsOf(trials))),
  };
  return new Figure({ data, layout }, describe(entries, nameX, nameY, score));
}

function trialTrace(
  trials: readonly Trial[],
  place: PanelPlace,
  names: readonly [string, string],
  score: string,
  withBar: boolean,
  [low, high]: readonly [number, number],
): Data {
  const bar = { title: { text: score }, thickness: 12, outlinewidth: 0, tickfont: { color: INK } };
  return {
    type: "scatter",
    mode: "markers",
    x: trials.map(({ x }) => x),
    y: trials.map(({ y }) => y),
    marker: {
      color: trials.map((trial) => trial.score),
      colorscale: SCORE_SCALE,
      cmin: low,
      cmax: high > low ? high : low + 1,
      size: 11,
      line: { color: INK, width: 0.75 },
      showscale: withBar,
      colorbar: bar,
    },
    hovertemplate: `${names[0]} %{x:.3g}, ${names[1]} %{y:.3g}: ${score} %{marker.color:.3g}<extra></extra>`,
    ...place.axes,
  } as unknown as Data;
}

/** The trials as ticks along the top and along the right side. */
function projections(
  trials: readonly Trial[],
  place: PanelPlace,
  ranges: { readonly x: readonly [number, number]; readonly y: readonly [number, number] },
  options: SearchScatterOptions,
): Data[] {
  const end = (along: "x" | "y"): number =>
    isLog(options, along) ? 10 ** ranges[along][1] : ranges[along][1];
  const tick = (x: readonly number[], y: readonly number[], symbol: string): Data => ({
    type: "scatter",
    mode: "markers",
    x: [...x],
    y: [...y],
    marker: { symbol, size: 12, color: INK, line: { width: 1.5, color: INK } },
    hoverinfo: "skip",
    ...place.axes,
  });
  const xs = [...new Set(trials.map(({ x }) => x))];
  const ys = [...new Set(trials.map(({ y }) => y))];
  return [
    tick(
      xs,
      xs.map(() => end("y")),
      "line-ns-open",
    ),
    tick(
      ys.map(() => end("x")),
      ys,
      "line-ew-open",
    ),
  ];
}

/** In what an axis takes: logarithms where it is logarithmic. */
function rangeOf(values: readonly number[], log: boolean): [number, number] {
  const [low, high] = extent(log ? values.filter((v) => v > 0).map(Math.log10) : values) ?? [0, 1];
  const margin = 0.08 * (high - low) || 0.5;
  return [low - margin, high + margin];
}

function isLog({ log = "none" }: SearchScatterOptions, along: "x" | "y"): boolean {
  return log === along || log === "both";
}

function factsOf(trials: readonly Trial[]): string {
  const xs = new Set(trials.map(({ x }) => x)).size;
  const ys = new Set(trials.map(({ y }) => y)).size;
  return `${count(trials.length, "trial")}, ${xs} × ${ys} values`;
}

function checkTrials(name: string, trials: readonly Trial[]): void {
  if (Array.isArray(trials) && trials.some(({ score }) => Number.isFinite(score))) return;
  throw new ValueError(`searchScatter: "${name}" has no trials with a score`, {
    expected: "one or more { x, y, score }",
    received: trials,
    help: "searchScatter({ random: [{ x: 0.01, y: 0.9, score: 0.93 }] })",
  });
}

function describe(
  entries: readonly (readonly [string, readonly Trial[]])[],
  nameX: string,
  nameY: string,
  score: string,
): string {
  const lines = entries.map(([name, trials]) => {
    const finite = trials.filter((trial) => Number.isFinite(trial.score));
    const best = finite.reduce((top, trial) => (trial.score > top.score ? trial : top));
    const at = `${nameX} = ${inWords(best.x)}, ${nameY} = ${inWords(best.y)}`;
    return `- ${name}: ${factsOf(trials)} of ${nameX} and ${nameY}; best ${score} ${inWords(best.score)} at ${at}.`;
  });
  return ["Hyper-parameter search.", ...lines].join("\n");
}
