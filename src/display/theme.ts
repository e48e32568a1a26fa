import type { Annotations, Layout, LayoutAxis, Legend, UpdateMenu } from "plotly.js";

/**
 * Text and lines, in a grey that is as far from white as from JupyterLab's dark background (4.3 : 1 from
 * both): a saved figure does not know which of the two it will stand on.
 */
export const INK = "#74797f";
/** Grid lines: there when looked for. */
export const GRID = "rgba(128,132,138,0.22)";
/** Rings and marks that must be seen on top of everything. */
export const MARK = "#d6217c";

const FONT_FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const CLEAR = "rgba(0,0,0,0)";

/** The common ground of all figures: as wide as the cell, clear background, title left, legend above. */
export function baseLayout(title: string, height: number): Partial<Layout> {
  return {
    title: {
      text: `<b>${title}</b>`,
      x: 0,
      xref: "paper",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      pad: { t: 12 },
      font: { size: 16 },
    },
    autosize: true,
    height,
    margin: { l: 64, r: 24, t: 84, b: 56 },
    font: { family: FONT_FAMILY, size: 13, color: INK },
    paper_bgcolor: CLEAR,
    plot_bgcolor: CLEAR,
    hovermode: "closest",
  };
}

/** An axis with a title (and its unit) and quiet lines. */
export function axis(title: string, more: Partial<LayoutAxis> = {}): Partial<LayoutAxis> {
  return {
    title: { text: title, standoff: 10 },
    gridcolor: GRID,
    zeroline: false,
    linecolor: GRID,
    showline: true,
    ticks: "outside",
    tickcolor: GRID,
    automargin: true,
    ...more,
  };
}

/** Text on the paper without an arrow. */
export function label(text: string, at: Partial<Annotations>): Partial<Annotations> {
  return { text, showarrow: false, xref: "paper", yref: "paper", ...at };
}

/** The legend in a row of its own right below the title. */
export function legendRow(layout: Partial<Layout>): Partial<Legend> {
  const y = 1 - 36 / (layout.height ?? 400);
  return {
    orientation: "h",
    x: 0,
    xanchor: "left",
    y,
    yref: "container",
    yanchor: "top",
    bgcolor: CLEAR,
    // Room for two of the longest dashes: one alone looks like a line.
    itemwidth: 44,
  };
}

/** One button: what it says, and what it does to the figure. */
export interface Button {
  readonly label: string;
  readonly method: "relayout" | "restyle" | "update";
  readonly args: readonly object[];
}

/**
 * A row of buttons at the right of the title. (plotly.js paints the pressed one white, on dark pages too, so
 * none is shown as pressed: the figure itself has to say what is chosen.)
 */
export function buttonRow(
  buttons: readonly Button[],
  layout: Partial<Layout>,
  active = 0,
): Partial<UpdateMenu> {
  const { height = 400, margin } = layout;
  const top = margin?.t ?? 0;
  return {
    type: "buttons",
    direction: "right",
    x: 1,
    xanchor: "right",
    y: 1 + (top - 44) / (height - top - (margin?.b ?? 0)),
    yanchor: "bottom",
    pad: { r: 0, t: 0, b: 0, l: 0 },
    active,
    showactive: false,
    bgcolor: CLEAR,
    bordercolor: GRID,
    font: { size: 12 },
    buttons: buttons.map((button) => ({ ...button, args: [...button.args] })),
  };
}
