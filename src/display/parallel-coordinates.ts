import type { Data, Layout } from "plotly.js";
import { ValueError } from "../tensor/errors.js";
import { Figure } from "./figure.js";
import { count, extent, inWords } from "./numbers.js";
import { scoreColor } from "./palette.js";
import { baseLayout, INK, label } from "./theme.js";

/** The quantities of one trial, by name. */
type Trial = Readonly<Record<string, number>>;

/** How the picture is to be. */
export interface ParallelCoordinatesOptions {
  readonly title?: string;
  /** Which quantities are on a logarithmic axis. */
  readonly log?: readonly string[];
}

const MOST_TRIALS = 300;

/** Trials of like score share a trace and a colour. */
const SHADES = 12;

/**
 * Many trials of many hyper-parameters: an upright axis for each quantity, a line for each trial, coloured by how
 * good it was.
 *
 * @param trials  each the same quantities by name
 * @param score   the name of the one to colour by, say "dev accuracy"; higher is better
 * @throws ValueError when there are no trials, or one lacks a quantity
 * @example parallelCoordinates(trials, "dev accuracy", { log: ["learning rate"] })
 */
export function parallelCoordinates(
  trials: readonly Trial[],
  score: string,
  options: ParallelCoordinatesOptions = {},
): Figure {
  const finite = checked(trials, score);
  const names = [...Object.keys(finite[0]).filter((name) => name !== score), score];
  const shown = [...finite].sort((a, b) => b[score] - a[score]).slice(0, MOST_TRIALS);
  const uprights = names.map((name) => uprightOf(name, shown, options.log?.includes(name) === true));
  const [low, high] = extent(shown.map((trial) => trial[score])) ?? [0, 1];
  const shade = (trial: Trial): number =>
    high > low
      ? Math.min(SHADES - 1, Math.floor((SHADES * (trial[score] - low)) / (high - low)))
      : SHADES - 1;
  // The best are drawn last, on top.
  const data = Array.from({ length: SHADES }, (_, k) => k).flatMap((k) => {
    const alike = shown.filter((trial) => shade(trial) === k);
    return alike.length === 0 ? [] : [bundle(alike, uprights, k / (SHADES - 1))];
  });
  const base = baseLayout(options.title ?? "Hyper-parameter search", 440);
  const layout: Partial<Layout> = {
    ...base,
    margin: { l: 56, r: 56, t: 96, b: 40 },
    showlegend: false,
    xaxis: { visible: false, range: [-0.08, names.length - 0.92] },
    yaxis: { visible: false, range: [-0.03, 1.03] },
    shapes: uprights.map((_, x) => ({
      type: "line",
      x0: x,
      x1: x,
      y0: 0,
      y1: 1,
      line: { color: INK, width: 1.2 },
    })),
    annotations: uprights.flatMap((upright, x) => [
      label(`<b>${upright.name}</b><br>${upright.top}`, { x, xref: "x", y: 1, yref: "y", yanchor: "bottom" }),
      label(upright.bottom, { x, xref: "x", y: 0, yref: "y", yanchor: "top" }),
    ]),
  };
  return new Figure({ data, layout }, describe(finite, shown.length, names, score));
}

/** An axis: where a value stands on it, from 0 at the bottom to 1 at the top, and what its two ends are. */
interface Upright {
  readonly quantity: string;
  /** The quantity, and whether it is logarithmic. */
  readonly name: string;
  readonly place: (value: number) => number;
  readonly top: string;
  readonly bottom: string;
}

function uprightOf(name: string, trials: readonly Trial[], log: boolean): Upright {
  const values = trials.map((trial) => trial[name]).filter((value) => !log || value > 0);
  const [low, high] = extent(values) ?? [0, 1];
  const share = (value: number): number =>
    log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return {
    quantity: name,
    name: log ? `${name} (log)` : name,
    place: (value) => (high > low ? share(value) : 0.5),
    top: inWords(high),
    bottom: high > low ? inWords(low) : "",
  };
}

/** Trials of one colour in one trace, with a gap after each. */
function bundle(trials: readonly Trial[], uprights: readonly Upright[], shade: number): Data {
  const said = (trial: Trial): string =>
    Object.entries(trial)
      .map(([name, value]) => `${name} ${inWords(value)}`)
      .join("<br>");
  return {
    type: "scatter",
    mode: "lines",
    x: trials.flatMap(() => [...uprights.map((_, i) => i), Number.NaN]),
    y: trials.flatMap((trial) => [
      ...uprights.map(({ quantity, place }) => place(trial[quantity])),
      Number.NaN,
    ]),
    text: trials.flatMap((trial) => [...uprights.map(() => said(trial)), ""]),
    hovertemplate: "%{text}<extra></extra>",
    line: { color: scoreColor(shade), width: 1.2 + shade },
    opacity: 0.45 + 0.5 * shade,
  };
}

function checked(trials: readonly Trial[], score: string): readonly Trial[] {
  const names = Object.keys(trials[0] ?? {});
  const lacking = trials.flatMap((trial) =>
    [score, ...names].filter((name) => typeof trial[name] !== "number"),
  )[0];
  const finite = trials.filter((trial) => Object.values(trial).every(Number.isFinite));
  if (lacking === undefined && finite.length > 0) return finite;
  throw new ValueError(
    lacking === undefined
      ? "parallelCoordinates: there are no trials with finite numbers"
      : `parallelCoordinates: a trial has no number "${lacking}"`,
    {
      expected: ["the same quantities in every trial", score],
      received: trials[0],
      help: 'parallelCoordinates([{ "learning rate": 0.01, "dev accuracy": 0.93 }], "dev accuracy")',
    },
  );
}

function describe(trials: readonly Trial[], drawn: number, names: readonly string[], score: string): string {
  const best = trials.reduce((top, trial) => (trial[score] > top[score] ? trial : top));
  const settings = names.slice(0, -1).map((name) => `${name} ${inWords(best[name])}`);
  const [low, high] = extent(trials.map((trial) => trial[score])) ?? [0, 0];
  return [
    `${count(trials.length, "trial")} of ${names.slice(0, -1).join(", ")}; ${score} from ${inWords(low)} to ${inWords(high)}.`,
    `Best: ${settings.join(", ")}.`,
    ...(drawn < trials.length ? [`The best ${drawn} are drawn.`] : []),
  ].join("\n");
}
