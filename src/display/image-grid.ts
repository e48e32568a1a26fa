import type { Annotations, Data, Layout } from "plotly.js";
import { ShapeError, ValueError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { Figure } from "./figure.js";
import { count, extent, inWords } from "./numbers.js";
import { baseLayout } from "./theme.js";

/** How the picture is to be. */
export interface ImageGridOptions {
  readonly title?: string;
  /** What stands above each image, in order: "7", "7, taken for 1". */
  readonly captions?: readonly string[];
  /** Images side by side; default up to 10. */
  readonly columns?: number;
}

/** Pixels that a figure may have: about 120 kB of JSON. */
const MOST_PIXELS = 32_000;
/** Between images, in pixels of theirs. */
const GAP = 2;

/**
 * Small grey images in rows, all on one scale from the darkest to the lightest pixel.
 *
 * @param images  (m, height, width), or (m, 1, height, width), or (m, side²) for square ones
 * @throws ShapeError when the shape is none of these; ValueError when there are no images
 * @example imageGrid(digits.x.slice(0, 20), { captions: labels.map(String) })
 */
export function imageGrid(images: Tensor, options: ImageGridOptions = {}): Figure {
  const [total, height, width] = sizesOf(images);
  const shown = Math.min(total, Math.max(1, Math.floor(MOST_PIXELS / (height * width))));
  const columns = Math.min(
    shown,
    options.columns ?? Math.min(10, Math.max(3, Math.ceil(Math.sqrt(2 * shown)))),
  );
  const rows = Math.ceil(shown / columns);
  const head = options.captions === undefined ? 0 : Math.ceil(height / 4);
  const pixels = images.data;
  const z = Array.from({ length: rows * (height + GAP + head) }, () =>
    new Array<number>(columns * (width + GAP) - GAP).fill(Number.NaN),
  );
  const captions: Partial<Annotations>[] = [];
  for (let image = 0; image < shown; image++) {
    const left = (image % columns) * (width + GAP);
    const top = Math.floor(image / columns) * (height + GAP + head) + head;
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) z[top + i][left + j] = pixels[(image * height + i) * width + j];
    }
    const text = options.captions?.[image];
    if (text !== undefined) captions.push(caption(text, left + width / 2 - 0.5, top - 0.5));
  }
  const [low, high] = extent(pixels) ?? [0, 1];
  const map = {
    type: "heatmap",
    z: z.map((row) => row.map((value) => grey(value, low, high))),
    zmin: 0,
    zmax: 99,
    colorscale: [
      [0, "#10131a"],
      [1, "#f7f8fa"],
    ],
    showscale: false,
    hoverinfo: "skip",
  };
  const base = baseLayout(
    options.title ?? "Images",
    80 + Math.min(620, Math.max(90, (760 * z.length) / z[0].length)),
  );
  const bare = { visible: false, showgrid: false, zeroline: false, constrain: "domain" } as const;
  const layout: Partial<Layout> = {
    ...base,
    margin: { l: 16, r: 16, t: 56, b: 16 },
    xaxis: bare,
    yaxis: { ...bare, autorange: "reversed", scaleanchor: "x" },
    annotations: captions,
  };
  const drawn = shown < total ? `; the first ${shown} are drawn` : "";
  const named = (options.captions ?? []).slice(0, shown);
  const summary = [
    `${count(total, "image")} of ${height} × ${width} pixels, from ${inWords(low)} (dark) to ${inWords(high)} (light)${drawn}.`,
    ...(named.length > 0 ? [`Row by row: ${named.join("; ")}.`] : []),
  ];
  return new Figure({ data: [map as unknown as Data], layout }, summary.join("\n"));
}

/** One of a hundred shades: more than an eye tells apart, in few digits. */
function grey(value: number, low: number, high: number): number {
  return Math.round((99 * (value - low)) / (high - low || 1));
}

function caption(text: string, x: number, y: number): Partial<Annotations> {
  return { text, x, y, xref: "x", yref: "y", yanchor: "bottom", showarrow: false, font: { size: 11 } };
}

function sizesOf(images: Tensor): [number, number, number] {
  const { shape } = images;
  if (images.size === 0) {
    throw new ValueError("imageGrid: there are no images", {
      expected: "(m, height, width)",
      received: shape,
      help: "is the selection empty? imageGrid(digits.x.slice(0, 20))",
    });
  }
  const side = Math.sqrt(shape[1]);
  if (shape.length === 2 && Number.isInteger(side)) return [shape[0], side, side];
  if (shape.length === 3) return [shape[0], shape[1], shape[2]];
  if (shape.length === 4 && shape[1] === 1) return [shape[0], shape[2], shape[3]];
  throw new ShapeError(`imageGrid: (${shape.join(", ")}) are no grey images`, {
    expected: "(m, height, width), (m, 1, height, width) or (m, side²)",
    received: shape,
    help: "reshape them first: images.reshape(m, height, width)",
  });
}
