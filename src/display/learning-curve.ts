import type { Data, Layout } from "plotly.js";
import { ValueError } from "../tensor/errors.js";
import { Figure } from "./figure.js";
import { lineTrace } from "./lines.js";
import { inWords, percent } from "./numbers.js";
import { COLORS } from "./palette.js";
import { axis, baseLayout, INK, legendRow } from "./theme.js";

/** Errors at one size of the training set, or of the network: shares in [0, 1]. */
export interface LearningPoint {
  /** What is varied: m, the number of units, λ … */
  readonly x: number;
  readonly train: number;
  readonly dev: number;
}

/** How the picture is to be. */
export interface LearningCurveOptions {
  readonly title?: string;
  /** What is varied; default "training samples m". */
  readonly x?: string;
  /** The error that nobody can get below. */
  readonly bayes?: number;
  /** Whether x is on a logarithmic axis; default where it spans more than a factor of 30. */
  readonly log?: boolean;
}

/**
 * Train and dev error against the size of the training set, or of anything else. What lies between them is
 * variance; what lies between the train error and the Bayes error is bias.
 *
 * @throws ValueError when there are no points, or x cannot be drawn
 * @example learningCurve([{ x: 50, train: 0.01, dev: 0.2 }, { x: 500, train: 0.05, dev: 0.1 }], { bayes: 0.04 })
 */
export function learningCurve(points: readonly LearningPoint[], options: LearningCurveOptions = {}): Figure {
  if (points.length === 0 || !points.every(({ x }) => Number.isFinite(x))) {
    throw new ValueError(`learningCurve: ${points.length === 0 ? "no points" : "an x is no finite number"}`, {
      expected: "one or more { x, train, dev }",
      received: points,
      help: "learningCurve([{ x: 50, train: 0.01, dev: 0.2 }])",
    });
  }
  const varied = options.x ?? "training samples m";
  const sorted = [...points].sort((a, b) => a.x - b.x);
  const xs = sorted.map(({ x }) => x);
  const log = options.log ?? (xs[0] > 0 && xs[xs.length - 1] > 30 * xs[0]);
  const curve = (name: "train" | "dev", color: string, dash: "solid" | "dash"): Data =>
    lineTrace({ name: `${name} error`, x: xs, y: sorted.map((p) => p[name]), style: { color, dash } }, 600, {
      withDots: true,
    });
  const data = [curve("train", COLORS.blue, "solid"), curve("dev", COLORS.orange, "dash")];
  if (options.bayes !== undefined) {
    const ends = [xs[0], xs[xs.length - 1]];
    const style = { color: INK, dash: "dot" } as const;
    data.push(lineTrace({ name: "Bayes error", x: ends, y: [options.bayes, options.bayes], style }, 4));
  }
  const base = baseLayout(options.title ?? "Learning curve", 380);
  const layout: Partial<Layout> = {
    ...base,
    legend: legendRow(base),
    hovermode: "x unified",
    xaxis: axis(varied, { type: log ? "log" : "linear", ...(xs.length <= 12 && ticksAt(xs)) }),
    yaxis: axis("error", { tickformat: ".0%", rangemode: "tozero" }),
  };
  return new Figure({ data, layout }, describe(sorted, varied, options.bayes));
}

/** A tick for each x that was tried. */
function ticksAt(xs: readonly number[]): { tickvals: number[]; ticktext: string[]; tickangle: number } {
  return { tickvals: [...xs], ticktext: xs.map((x) => inWords(x)), tickangle: 0 };
}

function describe(sorted: readonly LearningPoint[], varied: string, bayes: number | undefined): string {
  const ends = sorted.length === 1 ? sorted : [sorted[0], sorted[sorted.length - 1]];
  const at = ends.map(({ x, train, dev }) => {
    return `at ${inWords(x)} train ${percent(train)}, dev ${percent(dev)}, ${inWords(100 * (dev - train))} points apart`;
  });
  const best = sorted.reduce((lowest, point) => (point.dev < lowest.dev ? point : lowest));
  return [
    `Train and dev error against ${varied}.`,
    `- ${at.join("\n- ")}`,
    `The dev error is lowest at ${inWords(best.x)}: ${percent(best.dev)}.`,
    ...(bayes === undefined ? [] : [`Bayes error: ${percent(bayes)}.`]),
  ].join("\n");
}
