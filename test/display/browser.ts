import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Figure } from "../../src/display/figure.js";

const PLOTLY = createRequire(import.meta.url).resolve("plotly.js-dist/plotly.js");
const CHROMIUM = "/usr/bin/chromium";
/** What plotly.js draws traces with. */
const MARKS =
  ".points path, .lines path, .hm image, .contourlines path, .bars path, .violins path, .image image";
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** On what the figure is drawn. */
export interface Drawing {
  readonly theme?: "light" | "dark";
  readonly width?: number;
  /** What the picture file is called. */
  readonly name?: string;
}

/** A page on which plotly.js draws figures as JupyterLab does; what it complains of is collected. */
export interface Canvas {
  /**
   * plotly.js's own complaints about a figure, hidden traces included: none when every attribute exists and has
   * a fitting value. (An attribute that another one makes idle is no fault.)
   */
  validate(figure: Figure): Promise<string[]>;
  /** Draws the figure; afterwards `page` can be asked what is there. */
  draw(figure: Figure, how?: Drawing): Promise<void>;
  /** Makes the cell of the drawn figure so wide, as a window's resize does. */
  resize(width: number): Promise<void>;
  /** How many points, lines, areas, bars and maps are drawn. */
  countMarks(): Promise<number>;
  /** The width of the drawing, in pixels. */
  drawnWidth(): Promise<number>;
  /** Errors and warnings on the console since the page was opened. */
  readonly complaints: string[];
  readonly page: Page;
  close(): Promise<void>;
}

/** Opens Chromium with plotly.js. Set FIGURES to a folder, and every drawn figure leaves a picture there. */
export async function openCanvas(): Promise<Canvas> {
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: QUIET });
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "log" && message.type() !== "info") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.setContent(
    '<!doctype html><meta charset="utf-8"><body style="margin: 12px"><div id="figure"></div>',
  );
  await page.addScriptTag({ path: PLOTLY });
  return {
    page,
    complaints,
    async validate(figure) {
      const spec = JSON.stringify(figure);
      return page.evaluate(`(() => {
        const { data, layout } = ${spec};
        const shown = data.map((trace) => ({ ...trace, visible: true }));
        const found = Plotly.validate(shown, layout) ?? [];
        return found.filter((fault) => !["unused", "dynamic"].includes(fault.code)).map((fault) => fault.msg);
      })()`);
    },
    async draw(figure, { theme = "light", width = 900, name = "figure" } = {}) {
      const spec = JSON.stringify(figure);
      await page.evaluate(`(async () => {
        const { data, layout, config } = ${spec};
        document.body.style.background = ${theme === "dark"} ? "#111111" : "#ffffff";
        const div = document.getElementById("figure");
        Plotly.purge(div);
        div.style.width = "${width}px";
        await Plotly.newPlot(div, data, layout, config);
      })()`);
      const folder = process.env.FIGURES;
      if (folder === undefined) return;
      mkdirSync(folder, { recursive: true });
      const file = `${name.replaceAll(/\W+/g, "-")}-${theme}-${width}.png`;
      await page.locator("#figure").screenshot({ path: `${folder}/${file}` });
    },
    async resize(width) {
      await page.evaluate(`(async () => {
        const div = document.getElementById("figure");
        div.style.width = "${width}px";
        await Plotly.Plots.resize(div);
      })()`);
    },
    countMarks: () => page.locator("#figure").locator(MARKS).count(),
    drawnWidth: async () => (await page.locator("#figure .main-svg").first().boundingBox())?.width ?? 0,
    close: () => browser.close(),
  };
}
