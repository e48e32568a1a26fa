import type * as Plotly from "plotly.js";
import { type Drawing, type FigureData, picture, withTheme } from "./picture.js";
import { theme } from "./theme.js";
import { unpackScript } from "./unpack.js";

declare global {
  interface Window {
    Plotly: typeof Plotly;
  }
}

const CONFIG: Partial<Plotly.Config> = {
  displaylogo: false,
  modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d"],
};

/** Draws every figure of the page, and keeps a light picture of each for the printer. */
export async function drawFigures(): Promise<void> {
  const figures = [...document.querySelectorAll<HTMLElement>("figure.figure")];
  if (figures.length === 0 || !(await unpackScript("plotly"))) return;
  const drawings: Drawing[] = [];
  for (const figure of figures) {
    drawings.push(await draw(figure));
    await pause();
  }
  for (const drawing of drawings) {
    await picture(drawing);
    await pause();
  }
}

/** Gives every figure the theme on the screen. */
export async function repaintFigures(): Promise<void> {
  for (const plot of document.querySelectorAll<Plotly.PlotlyHTMLElement>(".plot.js-plotly-plot")) {
    const { template, font } = withTheme(plot.layout, theme());
    await window.Plotly.relayout(plot, { template, font });
  }
}

async function draw(figure: HTMLElement): Promise<Drawing> {
  const plot = figure.querySelector<Plotly.PlotlyHTMLElement>(".plot")!;
  const image = figure.querySelector<HTMLImageElement>("img.picture")!;
  const specification: FigureData = JSON.parse(figure.querySelector(".specification")!.textContent);
  const { data, layout = {}, config = {}, frames = [] } = specification;
  // Plotly's own answer to a change of size looks at the window alone; ours, below, at the figure.
  await window.Plotly.newPlot(plot, data, withTheme(layout, theme()), {
    ...CONFIG,
    ...config,
    responsive: false,
  });
  await window.Plotly.addFrames(plot, frames);
  const drawing = { plot, image };
  plot.on("plotly_relayout", (change) => {
    if (!("autosize" in change)) renew(drawing);
  });
  plot.on("plotly_restyle", () => renew(drawing));
  plot.on("plotly_animated", () => renew(drawing));
  followWidth(plot);
  return drawing;
}

/** The column changes with the window, and a figure in a folded solution gets its width when that is unfolded. */
function followWidth(plot: Plotly.PlotlyHTMLElement): void {
  let drawn = plot.clientWidth;
  new ResizeObserver(() => {
    if (plot.clientWidth === 0 || plot.clientWidth === drawn) return;
    drawn = plot.clientWidth;
    void window.Plotly.Plots.resize(plot);
  }).observe(plot);
}

const waiting = new Set<Drawing>();

/** A slider fires at every pixel: the picture is renewed once, when the reader rests. */
function renew(drawing: Drawing): void {
  if (waiting.has(drawing)) return;
  waiting.add(drawing);
  setTimeout(async () => {
    waiting.delete(drawing);
    await picture(drawing);
  }, 300);
}

/** Lets the page scroll and paint between two figures. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
