import type { Data } from "plotly.js";
import type { Style } from "./palette.js";
import { thinned } from "./thin.js";

/** A curve: its name, its points, its look. */
export interface Line {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly style: Style;
}

/** How a curve goes from point to point. */
export interface LineLook {
  /** Whether its points are dots. */
  readonly withDots?: boolean;
  /** Whether each value holds until the next, as stairs. */
  readonly steps?: boolean;
}

/** A curve of at most so many points, its extremes kept; a single point is a dot. */
export function lineTrace({ name, x, y, style }: Line, most: number, look: LineLook = {}): Data {
  const kept = thinned(y, most);
  const trace = {
    type: "scatter",
    mode: y.length === 1 ? "markers" : look.withDots ? "lines+markers" : "lines",
    name,
    legendgroup: name,
    x: kept.map((i) => x[i]),
    y: kept.map((i) => y[i]),
    line: { color: style.color, dash: style.dash, width: 2, shape: look.steps ? "hv" : "linear" },
    marker: { color: style.color, size: 7 },
  };
  return trace as Data;
}
