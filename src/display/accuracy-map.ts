import type { Data, Layout } from "plotly.js";
import { ShapeError } from "../tensor/errors.js";
import { Figure } from "./figure.js";
import { namedEntries } from "./names.js";
import { count, percent } from "./numbers.js";
import { panelAxes, panelPlaces, panelTitle } from "./panels.js";
import { axis, baseLayout } from "./theme.js";

/** How the picture is to be. */
export interface AccuracyMapOptions {
  readonly title?: string;
  /** What each row is: "1", "3", "10" hidden layers. */
  readonly rows: readonly string[];
  readonly rowTitle: string;
  /** What each column is: learning rates, say. */
  readonly columns: readonly string[];
  readonly columnTitle: string;
}

/** The accuracies of one model, in [0, 1]: a list for each row; NaN where training failed. */
export type AccuracyGrid = readonly (readonly number[])[];

/** Solid colours, light to dark, so that the numbers on them are read on light and dark pages alike. */
const BLUES: readonly (readonly [number, string])[] = [
  [0, "#eef2fc"],
  [0.5, "#9db2f4"],
  [0.8, "#5577ea"],
  [1, "#1f3fae"],
];
const TOP = 96;

/**
 * How the accuracy depends on two settings: for each model a map, a row for each value of the one and a column for each
 * of the other, with the accuracy in per cent.
 *
 * @param models  accuracies by model; all grids have a list for each row and a number for each column
 * @throws ShapeError when a grid has other rows or columns than the options say
 * @example accuracyMap({ plain, "batch norm": normed }, { rows: ["1", "10"], rowTitle: "layers", columns: ["0.1", "1"], columnTitle: "rate" })
 */
export function accuracyMap(
  models: Readonly<Record<string, AccuracyGrid>>,
  options: AccuracyMapOptions,
): Figure {
  const { rows, rowTitle, columns, columnTitle } = options;
  const entries = namedEntries(
    "accuracyMap",
    models,
    'accuracyMap({ plain: [[0.9, 0.8]] }, { rows: ["1"], … })',
  );
  for (const [name, grid] of entries) checkGrid(name, grid, rows.length, columns.length);
  const { places, height } = panelPlaces(entries.length, { rowHeight: 60 + 38 * rows.length, head: 36 });
  const data = entries.map(
    ([, grid], i) => ({ ...mapOf(grid, options), ...places[i].axes }) as unknown as Data,
  );
  const layout: Partial<Layout> = {
    ...baseLayout(options.title ?? "Accuracy", TOP + height + 56),
    ...Object.assign(
      {},
      ...places.map((place) =>
        panelAxes(
          place,
          axis(place.isBottom ? columnTitle : "", { type: "category", showgrid: false, tickangle: 0 }),
          axis(place.isLeft ? rowTitle : "", {
            type: "category",
            showgrid: false,
            autorange: "reversed",
            ...(!place.isLeft && { showticklabels: false, ticks: "" as const }),
          }),
        ),
      ),
    ),
    annotations: entries.map(([name], i) => panelTitle(places[i], name, "")),
  };
  layout.margin = { ...layout.margin, t: TOP };
  return new Figure({ data, layout }, describe(entries, options));
}

function mapOf(grid: AccuracyGrid, { rows, columns, rowTitle, columnTitle }: AccuracyMapOptions): object {
  return {
    type: "heatmap",
    x: columns,
    y: rows,
    z: grid.map((row) => row.map((share) => (Number.isFinite(share) ? share : null))),
    zmin: 0,
    zmax: 1,
    colorscale: BLUES,
    text: grid.map((row) => row.map((share) => (Number.isFinite(share) ? (100 * share).toFixed(0) : ""))),
    texttemplate: "%{text}",
    hovertemplate: `${columnTitle} %{x}, ${rowTitle} %{y}: %{z:.1%}<extra></extra>`,
    xgap: 1,
    ygap: 1,
    showscale: false,
  };
}

function describe(
  entries: readonly (readonly [string, AccuracyGrid])[],
  options: AccuracyMapOptions,
): string {
  const { rows, rowTitle, columns, columnTitle } = options;
  const lines = entries.flatMap(([name, grid]) => [
    `${name}:`,
    ...grid.map((row, i) => {
      const cells = row.map(
        (share, j) => `${columns[j]} → ${Number.isFinite(share) ? percent(share) : "failed"}`,
      );
      return `- ${rowTitle} ${rows[i]}: ${cells.join(", ")}.`;
    }),
  ]);
  const head = `Accuracy of ${count(entries.length, "model")} by ${rowTitle} and ${columnTitle}.`;
  return [head, ...lines].join("\n");
}

function checkGrid(name: string, grid: AccuracyGrid, rows: number, columns: number): void {
  if (grid.length === rows && grid.every((row) => row.length === columns)) return;
  throw new ShapeError(`accuracyMap: the grid of "${name}" does not fit its rows and columns`, {
    expected: [rows, columns],
    received: [grid.length, grid[0]?.length ?? 0],
    help: "a list for each of options.rows, in it a number for each of options.columns",
  });
}
