import type { Data, Layout, Slider } from "plotly.js";
import { ValueError } from "../tensor/errors.js";
import { Figure } from "./figure.js";
import { count, extent, inWords } from "./numbers.js";
import { COLORS, pale, type Style, stylesFor } from "./palette.js";
import { evenly, SLIDER_ROOM, sliderOf } from "./slider.js";
import { axis, baseLayout, INK, legendRow } from "./theme.js";

/** A point of the plane. */
export type Point = readonly [number, number];

/** A landscape to look down on. */
export interface Surface {
  /** J at a point. */
  readonly cost: (x: number, y: number) => number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** How the picture is to be. */
export interface CostSurfaceOptions {
  readonly title?: string;
  /** What the two coordinates are called; default "w₁" and "w₂". */
  readonly names?: readonly [string, string];
  /** Where the minimum is, to be marked. */
  readonly minimum?: Point;
  /** Looks that you prefer, by name. */
  readonly styles?: Readonly<Record<string, Partial<Style>>>;
}

interface NamedPath {
  readonly name: string;
  readonly points: readonly Point[];
  readonly style: Style;
  /** How many of the points may be drawn. */
  readonly most: number;
}

const SIDE = 61;
const MOST_STOPS = 20;
/** Points that a way is drawn with, where it is alone; several share four times as many. */
const MOST_PATH_POINTS = 60;

/**
 * A cost surface from above, as contours, with the paths of optimizers over it. The slider goes along the paths
 * and leaves the contours where they are.
 *
 * @param surface  the cost and the part of the plane to show
 * @param paths    by name, where an optimizer has been, step by step
 * @throws ValueError when the part of the plane is empty, or the cost is nowhere a finite number
 * @example costSurface({ cost: (x, y) => x ** 2 + 10 * y ** 2, x: [-3, 3], y: [-1, 1] }, { GD: path })
 */
export function costSurface(
  surface: Surface,
  paths: Readonly<Record<string, readonly Point[]>> = {},
  options: CostSurfaceOptions = {},
): Figure {
  const contours = contourTrace(surface);
  const styles = stylesFor(Object.keys(paths), options.styles);
  const most = Math.max(8, Math.min(MOST_PATH_POINTS, Math.floor((4 * MOST_PATH_POINTS) / styles.size)));
  const named = Object.entries(paths).map(([name, points]): NamedPath => {
    return { name, points: checkedPath(name, points), style: styles.get(name) as Style, most };
  });
  const steps = Math.max(0, ...named.map(({ points }) => points.length - 1));
  const stops = evenly(steps + 1, MOST_STOPS);
  const [nameX, nameY] = options.names ?? ["w₁", "w₂"];
  const sliding = steps > 0;
  const base = baseLayout(options.title ?? "Cost surface", 460 + (sliding ? SLIDER_ROOM : 0));
  const marks = options.minimum === undefined ? [] : [minimumTrace(options.minimum)];
  const first = 1 + marks.length;
  const layout: Partial<Layout> = {
    ...base,
    margin: { ...base.margin, b: 56 + (sliding ? SLIDER_ROOM : 0) },
    ...(named.length > 0 && { legend: legendRow(base), showlegend: true }),
    xaxis: axis(nameX, { range: [...surface.x], showgrid: false }),
    yaxis: axis(nameY, { range: [...surface.y], showgrid: false }),
    ...(sliding && { sliders: [pathSlider(named, stops, first)] }),
  };
  const data = [contours, ...marks, ...named.flatMap((path) => pathTraces(path, steps))];
  return new Figure({ data, layout }, describe(surface, named));
}

/** Contours at equal steps of √(J − lowest): near the bottom of a bowl those of J itself are far apart. */
function contourTrace({ cost, x, y }: Surface): Data {
  const at = ([low, high]: readonly [number, number]): number[] =>
    Array.from({ length: SIDE }, (_, i) => low + ((high - low) * i) / (SIDE - 1));
  const [xs, ys] = [at(x), at(y)];
  const z = ys.map((v) => xs.map((u) => cost(u, v)));
  const range = extent(z.flat());
  if (range === null || !(x[1] > x[0] && y[1] > y[0])) {
    throw new ValueError("costSurface: there is no surface to show", {
      expected: "a finite cost over x: [low, high], y: [low, high]",
      received: { x, y },
      help: "costSurface({ cost: (x, y) => x ** 2 + y ** 2, x: [-2, 2], y: [-2, 2] })",
    });
  }
  const [low, high] = range;
  const height = (J: number): number =>
    Number.isFinite(J) ? Math.sqrt((J - low) / (high - low || 1)) : Number.NaN;
  const trace = {
    type: "contour",
    x: xs,
    y: ys,
    z: z.map((row) => row.map((J) => Number(height(J).toPrecision(3)))),
    text: z.map((row) => row.map((J) => inWords(J, 2))),
    contours: { start: 0.05, end: 0.95, size: 0.05, coloring: "heatmap" },
    colorscale: [
      [0, pale(COLORS.blue, 0.42)],
      [0.5, pale(COLORS.blue, 0.14)],
      [1, pale(COLORS.slate, 0.04)],
    ],
    line: { width: 0.7, color: pale(INK, 0.55) },
    showscale: false,
    hovertemplate: `(%{x:.3g}, %{y:.3g}): J = %{text}<extra></extra>`,
  };
  return trace as unknown as Data;
}

function minimumTrace([x, y]: Point): Data {
  return {
    type: "scatter",
    mode: "markers",
    name: "minimum",
    x: [x],
    y: [y],
    marker: { symbol: "cross", size: 11, color: INK },
  };
}

/** The whole way, thin; and the way so far, with its end as a dot. */
function pathTraces(path: NamedPath, step: number): Data[] {
  const { name, points, style, most } = path;
  const kept = evenly(points.length, most).map((i) => points[i]);
  return [
    {
      type: "scatter",
      mode: "lines",
      name,
      legendgroup: name,
      showlegend: false,
      x: kept.map(([x]) => x),
      y: kept.map(([, y]) => y),
      line: { color: style.color, width: 1 },
      opacity: 0.45,
      hoverinfo: "skip",
    },
    {
      type: "scatter",
      mode: "lines+markers",
      name,
      legendgroup: name,
      ...wayUntil(path, step),
      line: { color: style.color, dash: style.dash, width: 2.5 },
      hovertemplate: `${name}: (%{x:.3g}, %{y:.3g})<extra></extra>`,
    },
  ];
}

/** The points up to a step, the last one as a dot. */
function wayUntil(
  { points, style, most }: NamedPath,
  step: number,
): { x: number[]; y: number[]; marker: object } {
  const until = points.slice(0, Math.min(step, points.length - 1) + 1);
  const kept = evenly(until.length, most).map((i) => until[i]);
  const size = kept.map((_, i) => (i === kept.length - 1 ? 11 : 0));
  return { x: kept.map(([x]) => x), y: kept.map(([, y]) => y), marker: { color: style.color, size } };
}

/** Starts at the end, where the whole way is seen. */
function pathSlider(named: readonly NamedPath[], stops: readonly number[], first: number): Partial<Slider> {
  const ways = named.map((_, i) => first + 2 * i + 1);
  const steps = stops.map((stop) => {
    const until = named.map((path) => wayUntil(path, stop));
    const change = {
      x: until.map((way) => way.x),
      y: until.map((way) => way.y),
      "marker.size": until.map((way) => way.x.map((_, i) => (i === way.x.length - 1 ? 11 : 0))),
    };
    return { label: String(stop), method: "restyle" as const, args: [change, ways] };
  });
  return sliderOf(steps, "step", stops.length - 1);
}

function checkedPath(name: string, points: readonly Point[]): readonly Point[] {
  const finite = points.findIndex((point) => !point.every(Number.isFinite));
  const kept = finite < 0 ? points : points.slice(0, finite);
  if (kept.length > 0) return kept;
  throw new ValueError(`costSurface: the path "${name}" has no points`, {
    expected: "one or more [x, y]",
    received: points,
    help: "collect the parameters after each step: [[1, 2], [0.9, 1.5], …]",
  });
}

function describe({ cost, x, y }: Surface, named: readonly NamedPath[]): string {
  const part = `from (${inWords(x[0])}, ${inWords(y[0])}) to (${inWords(x[1])}, ${inWords(y[1])})`;
  const lines = named.map(({ name, points }) => {
    const at = ([u, v]: Point): string => `(${inWords(u)}, ${inWords(v)}), J = ${inWords(cost(u, v))}`;
    return `- ${name}: from ${at(points[0])} in ${count(points.length - 1, "step")} to ${at(points[points.length - 1])}.`;
  });
  return [`Contours of the cost ${part}${named.length > 0 ? ", and the ways over it" : ""}.`, ...lines].join(
    "\n",
  );
}
