import type * as Plotly from "plotly.js";
import type { Theme } from "./theme.js";

/** A figure as a notebook holds it, under the type application/vnd.plotly.v1+json. */
export interface FigureData {
  readonly data: Plotly.Data[];
  readonly layout?: Partial<Plotly.Layout>;
  readonly config?: Partial<Plotly.Config>;
  readonly frames?: Plotly.Frame[];
}

/** A live figure, and the image that stands in for it on paper. */
export interface Drawing {
  readonly plot: Plotly.PlotlyHTMLElement;
  readonly image: HTMLImageElement;
}

/** What fits between the margins of an A4 page, in CSS pixels. */
const PAPER_WIDTH = 680;
const DEFAULT_HEIGHT = 450;

const FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif";

const INK = {
  light: { text: "#33383f", line: "#c4c9d0", grid: "#e6e9ed", hover: "#ffffff", accent: "#1b5fb3" },
  dark: { text: "#d3d8df", line: "#525a66", grid: "#343a44", hover: "#262b33", accent: "#86b8f7" },
} as const;

/**
 * The layout with the theme's colours where the figure itself names none. Its text takes the theme's ink in any case:
 * a figure chooses a grey that can be read on black and on white, and here the ground is known.
 *
 * @param layout  of the figure; it may bring a template of its own, which then comes first
 */
export function withTheme(layout: Partial<Plotly.Layout>, theme: Theme): Partial<Plotly.Layout> {
  const { text, line, grid, hover, accent } = INK[theme];
  const axis = { gridcolor: grid, linecolor: line, zerolinecolor: line };
  const control = { bgcolor: hover, bordercolor: line, font: { color: text } };
  const ours = {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    hoverlabel: control,
    modebar: { bgcolor: "rgba(0,0,0,0)", color: line, activecolor: accent },
    updatemenudefaults: control,
    sliderdefaults: { ...control, activebgcolor: line, tickcolor: line },
    xaxis: axis,
    yaxis: axis,
  };
  const own = layout.template?.layout ?? {};
  const font = { family: FONT, ...own.font, ...layout.font, color: text };
  return { ...layout, font, template: { ...layout.template, layout: { ...ours, ...own } } };
}

/** Makes the light picture of what the figure shows now: sharp on paper, with no buttons in it. */
export async function picture({ plot, image }: Drawing): Promise<void> {
  const { updatemenus: _, ...layout } = plot.layout;
  const height = typeof layout.height === "number" ? layout.height : DEFAULT_HEIGHT;
  const size = { width: PAPER_WIDTH, height };
  const still = { data: plot.data, layout: { ...withTheme(layout, "light"), ...size, autosize: false } };
  image.src = await window.Plotly.toImage(still, { format: "svg", ...size });
  image.width = PAPER_WIDTH;
  image.height = height;
  image.closest("figure")?.classList.add("has-picture");
}
