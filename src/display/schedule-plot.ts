import type { Data, Layout } from "plotly.js";
import type { Schedule } from "../optim/schedules.js";
import { ValueError } from "../tensor/errors.js";
import { Figure } from "./figure.js";
import { lineTrace } from "./lines.js";
import { namedEntries } from "./names.js";
import { count, inWords, list } from "./numbers.js";
import { type Style, stylesFor } from "./palette.js";
import { axis, type Button, baseLayout, buttonRow, legendRow } from "./theme.js";

/** How the picture is to be. */
export interface SchedulePlotOptions {
  readonly title?: string;
  /** α₀; default 0.1. */
  readonly learningRate?: number;
  /** How far the axis goes; default 60. */
  readonly epochs?: number;
  /** Looks that you prefer, by name. */
  readonly styles?: Readonly<Record<string, Partial<Style>>>;
}

const SCALES: readonly Button[] = ["linear", "log"].map((type) => ({
  label: type,
  method: "relayout",
  args: [{ "yaxis.type": type }],
}));

/**
 * The learning rate of each epoch, under each schedule.
 *
 * @throws ValueError when there are no schedules, or no epochs
 * @example schedulePlot({ "1/t": inverseTimeDecay(1), "0.95ᵗ": exponentialDecay() }, { learningRate: 0.2 })
 */
export function schedulePlot(
  schedules: Readonly<Record<string, Schedule>>,
  options: SchedulePlotOptions = {},
): Figure {
  const { learningRate = 0.1, epochs = 60 } = options;
  if (!(Number.isInteger(epochs) && epochs > 0)) {
    throw new ValueError(`schedulePlot: ${epochs} epochs`, {
      expected: "a whole number above 0",
      received: epochs,
      help: "epochs: 60",
    });
  }
  const entries = namedEntries("schedulePlot", schedules, 'schedulePlot({ "1/t": inverseTimeDecay(1) })');
  const styles = stylesFor(
    entries.map(([name]) => name),
    options.styles,
  );
  const x = Array.from({ length: epochs }, (_, t) => t);
  const rates = entries.map(([name, schedule]) => ({ name, y: x.map((t) => schedule(learningRate, t)) }));
  const data = rates.map(
    ({ name, y }): Data => lineTrace({ name, x, y, style: styles.get(name) as Style }, 500, { steps: true }),
  );
  const base = baseLayout(options.title ?? "Learning rate by epoch", 380);
  const layout: Partial<Layout> = {
    ...base,
    legend: legendRow(base),
    showlegend: true,
    hovermode: "x unified",
    xaxis: axis("epoch"),
    yaxis: axis("learning rate α", { rangemode: "tozero" }),
    updatemenus: [buttonRow(SCALES, base)],
  };
  const lines = rates.map(({ name, y }) => {
    const first = list(y.slice(0, 4).map((rate) => inWords(rate)));
    return `- ${name}: ${first}${epochs > 4 ? `, … ${inWords(y[epochs - 1])} at epoch ${epochs - 1}` : ""}.`;
  });
  const head = `Learning rate of ${count(epochs, "epoch")} from α₀ = ${inWords(learningRate)}.`;
  return new Figure({ data, layout }, [head, ...lines].join("\n"));
}
