import type { Data, Layout } from "plotly.js";
import { movingAverage } from "../optim/moving-average.js";
import { ValueError } from "../tensor/errors.js";
import { type CostSource, costHistories, type NamedHistory } from "./cost-source.js";
import { describeCosts } from "./cost-summary.js";
import { Figure } from "./figure.js";
import { averagingBeta, isNoisy } from "./noise.js";
import { extent } from "./numbers.js";
import { pale, type Style, stylesFor } from "./palette.js";
import { axis, type Button, baseLayout, buttonRow, legendRow } from "./theme.js";
import { thinned } from "./thin.js";

/** How the curves are to be drawn. */
export interface CostCurveOptions {
  readonly title?: string;
  /** What the horizontal axis counts; default steps. Seconds need runs that recorded them. */
  readonly x?: "steps" | "epochs" | "seconds";
  /** Whether to begin with a logarithmic cost axis; a button switches. Default false. */
  readonly log?: boolean;
  /** Whether to draw a moving average over the pale raw cost; default: where mini-batches or noise ask for it. */
  readonly average?: boolean;
  /** Looks that you prefer, by name. */
  readonly styles?: Readonly<Record<string, Partial<Style>>>;
}

/** Points that all curves of a figure may have together: about 130 kB of JSON. */
const POINTS = 6000;
const MOST_POINTS = 900;

/**
 * Cost against steps, a curve for each run. Where the cost is noisy, the raw cost is pale and its bias-corrected
 * moving average is drawn over it; the dev cost is dotted, and a star marks its lowest point.
 *
 * @param runs  runs by name, or a single one
 * @throws ValueError when there is nothing to draw
 * @example costCurve({ plain, "L2, λ = 0.7": l2 })
 */
export function costCurve(
  runs: CostSource | Readonly<Record<string, CostSource>>,
  options: CostCurveOptions = {},
): Figure {
  const histories = costHistories("costCurve", runs);
  const styles = stylesFor(
    histories.map((history) => history.name),
    options.styles,
  );
  const unit = options.x ?? "steps";
  const most = Math.min(MOST_POINTS, Math.max(20, Math.floor(POINTS / (3 * histories.length))));
  const data = histories.flatMap((history) => {
    const along = positions(history, unit);
    const style = styles.get(history.name) as Style;
    return [
      ...trainingTraces(history, along, style, options.average, most),
      ...devTraces(history, along, style, most),
    ];
  });
  const lowest = extent(histories.flatMap((history) => [...history.cost]))?.[0] ?? 0;
  const base = baseLayout(options.title ?? "Cost during training", 400);
  const layout: Partial<Layout> = {
    ...base,
    legend: legendRow(base),
    xaxis: axis(unit === "seconds" ? "time (s)" : unit.slice(0, -1), {
      tickformat: unit === "steps" ? "," : "",
    }),
    yaxis: axis("cost J", { type: options.log === true ? "log" : "linear", rangemode: "tozero" }),
    hovermode: "x unified",
  };
  if (lowest > 0) layout.updatemenus = [buttonRow(SCALES, layout, options.log === true ? 1 : 0)];
  return new Figure({ data, layout }, describeCosts(histories));
}

function trainingTraces(
  history: NamedHistory,
  along: readonly number[],
  { color, dash }: Style,
  wanted: boolean | undefined,
  most: number,
): Data[] {
  const { name, cost, stepsPerEpoch = 1 } = history;
  const averaged = wanted ?? (cost.length > 20 && (stepsPerEpoch > 1 || isNoisy(cost)));
  const mode = cost.length === 1 ? "markers" : "lines";
  const curve = (y: readonly number[], more: Data): Data => {
    const kept = thinned(y, most);
    return { type: "scatter", mode, name, legendgroup: name, ...picked(along, y, kept), ...more } as Data;
  };
  if (!averaged) return [curve(cost, { line: { color, dash, width: 2 }, marker: { color, size: 8 } })];
  return [
    curve(cost, { line: { color: pale(color, 0.3), width: 1 }, showlegend: false, hoverinfo: "skip" }),
    curve(movingAverage(cost, averagingBeta(cost.length)), { line: { color, dash, width: 2.5 } }),
  ];
}

function devTraces(history: NamedHistory, along: readonly number[], { color }: Style, most: number): Data[] {
  const { name, step, devStep = [], devCost = [], bestStep } = history;
  if (devCost.length === 0) return [];
  const at = devStep.map((s) => along[indexOfStep(step, s)]);
  const traces: Data[] = [
    {
      type: "scatter",
      mode: "lines",
      name: `${name}, dev`,
      ...picked(at, devCost, thinned(devCost, most)),
      line: { color, dash: "dot", width: 2 },
    },
  ];
  const best = bestStep === undefined ? -1 : devStep.indexOf(bestStep);
  if (best < 0) return traces;
  return [
    ...traces,
    {
      type: "scatter",
      mode: "markers",
      name: `${name}, lowest dev cost`,
      x: [at[best]],
      y: [devCost[best]],
      marker: { color, symbol: "star", size: 14 },
    },
  ];
}

/** Where each recorded cost stands on the horizontal axis. */
function positions(history: NamedHistory, unit: "steps" | "epochs" | "seconds"): readonly number[] {
  if (unit === "steps") return history.step;
  if (unit === "epochs") return history.step.map((s) => s / (history.stepsPerEpoch ?? 1));
  if (history.seconds?.length === history.step.length) return history.seconds;
  throw new ValueError(`costCurve: "${history.name}" did not record its times`, {
    expected: "history.seconds, one for each step",
    received: history.seconds,
    help: 'x: "steps"',
  });
}

function picked(
  x: readonly number[],
  y: readonly number[],
  kept: readonly number[],
): { x: number[]; y: number[] } {
  return { x: kept.map((i) => x[i]), y: kept.map((i) => y[i]) };
}

function indexOfStep(steps: readonly number[], step: number): number {
  const at = steps.findIndex((s) => s >= step);
  return at < 0 ? steps.length - 1 : at;
}

const SCALES: readonly Button[] = ["linear", "log"].map((type) => ({
  label: type,
  method: "relayout",
  args: [{ "yaxis.type": type }],
}));
