import type { Data, Layout } from "plotly.js";
import { ValueError } from "../tensor/errors.js";
import { Tensor } from "../tensor/tensor.js";
import { Figure } from "./figure.js";
import { namedEntries } from "./names.js";
import { count, extent, inWords } from "./numbers.js";
import { type Style, stylesFor } from "./palette.js";
import { evenly, SLIDER_ROOM, type Stop, traceSlider } from "./slider.js";
import { axis, baseLayout, legendRow } from "./theme.js";

/** The gradients of a network at one step. */
export interface GradientSnapshot {
  readonly step: number;
  /** For each layer, from the first: the gradient itself, or its norm. */
  readonly layers: readonly (Tensor | number)[];
}

/** How the picture is to be. */
export interface GradientNormsOptions {
  readonly title?: string;
  /** Looks that you prefer, by name. */
  readonly styles?: Readonly<Record<string, Partial<Style>>>;
}

interface NamedNorms {
  readonly name: string;
  readonly steps: readonly number[];
  /** At each step, a norm for each layer. */
  readonly norms: readonly (readonly number[])[];
}

const MOST_STEPS = 40;

/**
 * The norm of the gradient in each layer, on a logarithmic axis: a line that falls towards the first layer
 * vanishes, one that rises explodes. A slider goes through the steps.
 *
 * @param networks  by name, a snapshot for each step
 * @throws ValueError when a network has no snapshots or no layers
 * @example gradientNorms({ he: [{ step: 0, layers: [dW1, dW2, dW3] }], zeros: … })
 */
export function gradientNorms(
  networks: Readonly<Record<string, readonly GradientSnapshot[]>>,
  options: GradientNormsOptions = {},
): Figure {
  const example = "gradientNorms({ he: [{ step: 0, layers: [dW1, dW2] }] })";
  const named = namedEntries("gradientNorms", networks, example).map(([name, own]) => normsOf(name, own));
  const styles = stylesFor(
    named.map(({ name }) => name),
    options.styles,
  );
  const most = Math.max(...named.map(({ steps }) => steps.length));
  const shown = evenly(most, MOST_STEPS);
  const data = named.flatMap((network) =>
    shown.map((stop) => depthTrace(network, stop, styles.get(network.name) as Style)),
  );
  const stops = shown.map(
    (stop): Stop => ({
      label: String(named[0].steps[Math.min(stop, named[0].steps.length - 1)]),
      visible: named.flatMap(() => shown.map((other) => other === stop)),
    }),
  );
  const sliding = shown.length > 1;
  const range = logRange(named);
  const depth = Math.max(...named.map(({ norms }) => norms[0].length));
  const base = baseLayout(options.title ?? "Gradient norm by layer", 400 + (sliding ? SLIDER_ROOM : 0));
  const layout: Partial<Layout> = {
    ...base,
    margin: { ...base.margin, b: 56 + (sliding ? SLIDER_ROOM : 0) },
    legend: legendRow(base),
    showlegend: true,
    xaxis: axis("layer", { dtick: depth > 25 ? 5 : 1 }),
    yaxis: axis("‖∂J/∂W‖", { type: "log", exponentformat: "power", dtick: decades(range), range }),
    ...(sliding && { sliders: [traceSlider(stops, "step")] }),
  };
  return new Figure({ data, layout }, describe(named));
}

function depthTrace({ name, norms }: NamedNorms, stop: number, { color, dash }: Style): Data {
  const y = norms[Math.min(stop, norms.length - 1)].map((norm) => (norm > 0 ? norm : Number.NaN));
  return {
    type: "scatter",
    mode: "lines+markers",
    name,
    legendgroup: name,
    x: y.map((_, layer) => layer + 1),
    y,
    visible: stop === 0,
    line: { color, dash, width: 2 },
    marker: { color, size: 7 },
  };
}

/** Two decades at least, the same for all steps, so that the lines move and not the axis. */
function logRange(named: readonly NamedNorms[]): [number, number] {
  const positive = named.flatMap(({ norms }) => norms.flat().filter((norm) => norm > 0));
  const [low, high] = extent(positive.map(Math.log10)) ?? [-1, 1];
  const margin = Math.max(0.2, 0.04 * (high - low), (2 - (high - low)) / 2);
  return [low - margin, high + margin];
}

/** How many decades lie between two labels of the axis, so that there are at most ten. */
function decades([low, high]: readonly [number, number]): number {
  return Math.max(1, Math.ceil((high - low) / 10));
}

function normsOf(name: string, snapshots: readonly GradientSnapshot[]): NamedNorms {
  if (!Array.isArray(snapshots) || snapshots.length === 0 || !snapshots.every((s) => s.layers?.length > 0)) {
    throw new ValueError(`gradientNorms: "${name}" has no gradients`, {
      expected: "one or more { step, layers }",
      received: snapshots,
      help: "collect the gradients of the weights after backward(): [{ step: 0, layers: [dW1, dW2] }]",
    });
  }
  return {
    name,
    steps: snapshots.map((snapshot) => snapshot.step),
    norms: snapshots.map((snapshot) => snapshot.layers.map(normOf)),
  };
}

function normOf(gradient: Tensor | number): number {
  return gradient instanceof Tensor ? gradient.detach().norm().item() : gradient;
}

function describe(named: readonly NamedNorms[]): string {
  const lines = named.map(({ name, steps, norms }) => {
    const at = (i: number): string => `at step ${inWords(steps[i])} ${course(norms[i])}`;
    return `- ${name}: ${steps.length === 1 ? at(0) : `${at(0)}; ${at(steps.length - 1)}`}.`;
  });
  const layers = Math.max(...named.map(({ norms }) => norms[0].length));
  return [`Norm of the gradient in each of ${count(layers, "layer")}, logarithmic.`, ...lines].join("\n");
}

/** "from 0.0012 in layer 1 to 0.34 in layer 5" and what is 0 or no number */
function course(norms: readonly number[]): string {
  const [first, last] = [norms[0], norms[norms.length - 1]];
  const zeros = norms.filter((norm) => norm === 0).length;
  const lost = norms.filter((norm) => !Number.isFinite(norm)).length;
  const parts = [`${inWords(first)} in layer 1`];
  if (norms.length > 1) parts[0] = `from ${parts[0]} to ${inWords(last)} in layer ${norms.length}`;
  if (zeros > 0) parts.push(`0 in ${count(zeros, "layer")}, which a logarithmic axis cannot show`);
  if (lost > 0) parts.push(`no finite number in ${count(lost, "layer")}`);
  return parts.join(", ");
}
