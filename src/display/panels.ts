import type { Annotations, Layout, LayoutAxis } from "plotly.js";
import { label } from "./theme.js";

/** One of several plots on one figure. */
export interface PanelPlace {
  readonly index: number;
  /** Its part of the width and of the height, from the bottom left. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly isLeft: boolean;
  readonly isBottom: boolean;
  /** What its traces say to be drawn on it: { xaxis: "x2", yaxis: "y2" }. */
  readonly axes: { readonly xaxis: "x"; readonly yaxis: "y" };
}

/** How the panels are arranged. */
export interface Arrangement {
  readonly columns?: number;
  /** Height of a row, in pixels. */
  readonly rowHeight: number;
  /** Between columns, as a share of the width; default 0.03. */
  readonly gap?: number;
  /** Above each panel, for its title, in pixels; default 44. */
  readonly head?: number;
}

/** n panels in rows, and the height of them all in pixels. */
export function panelPlaces(n: number, arrangement: Arrangement): { places: PanelPlace[]; height: number } {
  const { rowHeight, gap = 0.03, head = 44 } = arrangement;
  const columns = Math.min(n, arrangement.columns ?? 3);
  const rows = Math.ceil(n / columns);
  const height = rows * rowHeight + (rows - 1) * (head + 30);
  const gapY = (head + 30) / height;
  const wide = (1 - gap * (columns - 1)) / columns;
  const high = rowHeight / height;
  const places = Array.from({ length: n }, (_, index): PanelPlace => {
    const left = (index % columns) * (wide + gap);
    const top = 1 - Math.floor(index / columns) * (high + gapY);
    const suffix = index === 0 ? "" : String(index + 1);
    return {
      index,
      x: [left, Math.min(1, left + wide)],
      y: [Math.max(0, top - high), top],
      isLeft: index % columns === 0,
      isBottom: index + columns >= n,
      axes: { xaxis: `x${suffix}` as "x", yaxis: `y${suffix}` as "y" },
    };
  });
  return { places, height };
}

/** The two axes of a panel, under the names that a layout has for them. */
export function panelAxes(
  place: PanelPlace,
  x: Partial<LayoutAxis>,
  y: Partial<LayoutAxis>,
): Partial<Layout> {
  const { xaxis, yaxis } = place.axes;
  return {
    [xaxis.replace("x", "xaxis")]: { ...x, domain: [...place.x], anchor: yaxis },
    [yaxis.replace("y", "yaxis")]: { ...y, domain: [...place.y], anchor: xaxis },
  };
}

/** Name and a line of facts above a panel, at its left edge. */
export function panelTitle(place: PanelPlace, name: string, facts: string): Partial<Annotations> {
  return label(facts === "" ? `<b>${name}</b>` : `<b>${name}</b><br>${facts}`, {
    x: place.x[0],
    xanchor: "left",
    y: place.y[1],
    yanchor: "bottom",
    align: "left",
    font: { size: 12 },
  });
}
