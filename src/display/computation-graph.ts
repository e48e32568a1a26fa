import type { Annotations, Layout } from "plotly.js";
import { type Graph, type GraphNode, graphOf } from "../autograd/graph.js";
import { ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { Figure } from "./figure.js";
import { type GraphPlace, layered } from "./graph-layout.js";
import { count, inWords } from "./numbers.js";
import { COLORS, pale } from "./palette.js";
import { baseLayout, INK } from "./theme.js";

/** How the picture is to be. */
export interface ComputationGraphOptions {
  readonly title?: string;
}

const MOST_NODES = 60;
const MOST_NUMBERS = 4;

/**
 * How a result was computed: a box for each tensor with its value and, where the result is a single number, its
 * gradient; arrows from the inputs, left, to the result, right.
 *
 * @param y  the result, or what `graphOf` says of it
 * @throws ValueError when it was not computed, or from too many tensors to draw
 * @example computationGraph(w.mul(x).add(b).sigmoid())
 */
export function computationGraph(y: Tensor | Graph, options: ComputationGraphOptions = {}): Figure {
  const graph = "nodes" in y ? y : graphOf(y, { maxSize: MOST_NUMBERS });
  checkDrawable(graph);
  const places = layered(graph.nodes.length, graph.edges);
  const layers = 1 + Math.max(...places.map((place) => place.layer));
  const tallest = Math.max(...places.map((place) => place.rows));
  const boxes = graph.nodes.map((node, i) => box(node, places[i]));
  const arrows = graph.edges.map((edge) => arrow(places[edge.from], places[edge.to]));
  const base = baseLayout(options.title ?? "Computation graph", Math.max(260, 100 + 92 * tallest));
  const bare = { visible: false, fixedrange: true } as const;
  const hover = {
    type: "scatter",
    mode: "markers",
    x: places.map((place) => place.layer),
    y: places.map((place) => place.y),
    text: graph.nodes.map((node) => linesOf(node).join("<br>")),
    hovertemplate: "%{text}<extra></extra>",
    marker: { size: 44, opacity: 0 },
  };
  const layout: Partial<Layout> = {
    ...base,
    margin: { l: 16, r: 16, t: 56, b: 16 },
    showlegend: false,
    xaxis: { ...bare, range: [-0.6, layers - 0.4] },
    yaxis: { ...bare, range: [-tallest / 2 - 0.1, tallest / 2 + 0.1] },
    annotations: [...arrows, ...boxes],
  };
  return new Figure({ data: [hover], layout }, describe(graph));
}

const LOOKS: Readonly<Record<GraphNode["kind"], string>> = {
  operation: COLORS.slate,
  leaf: COLORS.blue,
  constant: COLORS.teal,
};

function box(node: GraphNode, place: GraphPlace): Partial<Annotations> {
  const color = LOOKS[node.kind];
  return {
    x: place.layer,
    y: place.y,
    xref: "x",
    yref: "y",
    text: linesOf(node).join("<br>"),
    showarrow: false,
    align: "center",
    font: { size: 12 },
    bordercolor: color,
    borderwidth: node.kind === "operation" ? 1 : 2,
    borderpad: 5,
    bgcolor: pale(color, 0.1),
  };
}

/** From box to box; the gaps leave room for the boxes. */
function arrow(from: GraphPlace, to: GraphPlace): Partial<Annotations> {
  return {
    x: to.layer,
    y: to.y,
    ax: from.layer,
    ay: from.y,
    xref: "x",
    yref: "y",
    axref: "x",
    ayref: "y",
    text: "",
    showarrow: true,
    arrowhead: 2,
    arrowwidth: 1.2,
    arrowcolor: INK,
    standoff: 36,
    startstandoff: 36,
  };
}

/** Name, value and gradient of a node, a line each. */
function linesOf(node: GraphNode): string[] {
  const name = node.name === "" ? "" : `<b>${node.name}</b>`;
  const value = node.value === null ? `(${node.shape.join(", ")})` : numbers(node.value);
  const gradient = node.gradient === null ? [] : [`∇ ${numbers(node.gradient)}`];
  return [...(name === "" ? [] : [name]), value, ...gradient];
}

function numbers(value: NonNullable<GraphNode["value"]>): string {
  return typeof value === "number" ? inWords(value) : `[${value.map(numbers).join(", ")}]`;
}

function describe(graph: Graph): string {
  const lines = graph.nodes.map((node) => {
    const inputs = graph.edges.filter((edge) => edge.to === node.id).map((edge) => edge.from + 1);
    const of = inputs.length === 0 ? "" : ` of ${inputs.join(" and ")}`;
    const gradient = node.gradient === null ? "" : `, gradient ${numbers(node.gradient)}`;
    const value = node.value === null ? `shape (${node.shape.join(", ")})` : numbers(node.value);
    return `${node.id + 1}. ${node.name || "input"}${of}: ${value}${gradient}`;
  });
  return [`Computation graph of ${count(graph.nodes.length, "tensor")}, inputs first.`, ...lines].join("\n");
}

function checkDrawable({ nodes, edges }: Graph): void {
  if (edges.length > 0 && nodes.length <= MOST_NODES) return;
  const tooMany = nodes.length > MOST_NODES;
  throw new ValueError(
    tooMany
      ? `computationGraph: ${nodes.length} tensors are too many to draw`
      : "computationGraph: this tensor was not computed from others, or nobody asked for a gradient",
    {
      expected: `2 to ${MOST_NODES} tensors`,
      received: nodes.length,
      help: tooMany
        ? "draw a smaller example: one sample, one layer"
        : "make the inputs with { requiresGrad: true } and compute outside of noGrad",
    },
  );
}
