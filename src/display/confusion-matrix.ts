import type { Data, Layout } from "plotly.js";
import type { Dataset } from "../data/dataset.js";
import { ValueError } from "../tensor/errors.js";
import { confusion } from "../training/evaluate.js";
import { type Classifier, modelOf } from "./classifier.js";
import { Figure } from "./figure.js";
import { count, inWords, list, percent } from "./numbers.js";
import { axis, baseLayout } from "./theme.js";

/** How the picture is to be. */
export interface ConfusionMatrixOptions {
  readonly title?: string;
  /** What the classes are called, in order; default their numbers. */
  readonly classes?: readonly string[];
}

/** Solid colours, light to dark, so that the counts on them are read on light and dark pages alike. */
const BLUES: readonly (readonly [number, string])[] = [
  [0, "#eef2fc"],
  [0.15, "#c9d6f8"],
  [0.5, "#6f8df0"],
  [1, "#1f3fae"],
];

/**
 * How often each class is taken for which: a row for each true class, a column for each answer. The colour is
 * the share of the row, the number the count; what is right is on the diagonal.
 *
 * @throws ValueError when there are no samples, or the model is none
 * @example confusionMatrix(run, test, { classes: ["0", "1", "2"] })
 */
export function confusionMatrix(
  model: Classifier,
  data: Dataset,
  options: ConfusionMatrixOptions = {},
): Figure {
  if (data.size === 0) {
    throw new ValueError("confusionMatrix: there are no samples", {
      expected: "one or more",
      received: 0,
      help: "pass the data set to judge by: confusionMatrix(run, test)",
    });
  }
  const counts = confusion(modelOf("confusionMatrix", "model", model), data);
  const size = counts.length;
  const names = Array.from({ length: size }, (_, k) => options.classes?.[k] ?? String(k));
  const shares = counts.map((row) => row.map((n) => n / Math.max(1, sum(row))));
  const map = {
    type: "heatmap",
    x: names,
    y: names,
    z: shares,
    zmin: 0,
    zmax: 1,
    colorscale: BLUES,
    text: counts.map((row) => row.map((n) => (n === 0 ? "" : inWords(n)))),
    texttemplate: size <= 20 ? "%{text}" : "",
    textfont: { size: size <= 12 ? 13 : 10 },
    customdata: counts,
    hovertemplate: "is %{y}, taken for %{x}: %{customdata} (%{z:.1%} of the row)<extra></extra>",
    xgap: 1,
    ygap: 1,
    colorbar: { title: { text: "share of the row" }, tickformat: ".0%", outlinewidth: 0, thickness: 12 },
  };
  const base = baseLayout(options.title ?? "Confusion matrix", Math.max(340, Math.min(640, 150 + 42 * size)));
  const layout: Partial<Layout> = {
    ...base,
    margin: { ...base.margin, t: 56 },
    xaxis: axis("answer", { type: "category", showgrid: false, constrain: "domain", tickangle: 0 }),
    yaxis: axis("true class", { type: "category", showgrid: false, autorange: "reversed", scaleanchor: "x" }),
  };
  return new Figure({ data: [map as unknown as Data], layout }, describe(data.name, counts, names));
}

function describe(set: string, counts: readonly (readonly number[])[], names: readonly string[]): string {
  const total = sum(counts.map(sum));
  const right = sum(counts.map((row, k) => row[k]));
  const mistakes = counts
    .flatMap((row, k) => row.map((n, answer) => ({ n, k, answer })))
    .filter(({ n, k, answer }) => n > 0 && k !== answer)
    .sort((a, b) => b.n - a.n);
  const worst = mistakes
    .slice(0, 3)
    .map(({ n, k, answer }) => `${names[k]} for ${names[answer]} (${count(n, "time")})`);
  const lines = [`Confusion matrix of ${set}: ${percent(right / total)} right (${right}/${total}).`];
  lines.push(worst.length === 0 ? "Nothing is mistaken." : `Most often mistaken: ${list(worst)}.`);
  return lines.join("\n");
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
