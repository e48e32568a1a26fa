import type { Data } from "plotly.js";
import type { Dataset } from "../data/dataset.js";
import type { Module } from "../nn/module.js";
import { tensor } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
import { classesOf, labelsOf, type Outputs } from "../training/classes.js";
import { outputsOf } from "../training/evaluate.js";
import { extent } from "./numbers.js";
import { classStyle, pale } from "./palette.js";
import { INK } from "./theme.js";

/** Where the regions are looked at: `side` × `side` points over the two ranges, for two classes. */
export interface Grid {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly side: number;
}

/** A sample in the plane, the class it has, and the class that a model gave it. */
export interface JudgedPoint {
  readonly x: number;
  readonly y: number;
  readonly label: number;
  readonly answer: number;
}

/** A model's answers for one data set. */
export interface Judged {
  readonly set: string;
  readonly size: number;
  readonly correct: number;
  /** The classes that occur, ascending. */
  readonly classes: readonly number[];
  /** The samples to draw: all, or evenly picked ones. */
  readonly points: readonly JudgedPoint[];
}

/** Numbers that all panels' grids may have together: about 110 kB of JSON. */
const GRID_NUMBERS = 18_000;

/** A grid over all samples, with a margin; finer where fewer panels share the space. */
export function gridOver(samples: readonly Tensor[], panels: number): Grid {
  const range = (feature: number): readonly [number, number] => {
    const values = samples.flatMap((x) => Array.from(x.data).filter((_, i) => i % 2 === feature));
    const [low, high] = extent(values) ?? [-1, 1];
    const margin = 0.06 * (high - low) || 1;
    return [low - margin, high + margin];
  };
  return {
    x: range(0),
    y: range(1),
    side: Math.max(24, Math.min(90, Math.floor(Math.sqrt(GRID_NUMBERS / panels)))),
  };
}

/** Lets a model answer for every sample, and keeps at most so many to draw. */
export function judge(model: Module, set: string, data: Dataset, most: number): Judged {
  return withAnswers(set, data, classesOf(outputsOf(model, data.x)), most);
}

/** The samples alone, each with its own class as the answer. */
export function unjudged(set: string, data: Dataset, most: number): Judged {
  return withAnswers(set, data, labelsOf(data), most);
}

function withAnswers(set: string, data: Dataset, answers: ArrayLike<number>, most: number): Judged {
  const x = data.x.data;
  const y = labelsOf(data);
  const all = Array.from(answers, (answer, i) => ({ x: x[2 * i], y: x[2 * i + 1], label: y[i], answer }));
  const every = Math.max(1, all.length / most);
  return {
    set,
    size: data.size,
    correct: all.filter((p) => p.answer === p.label).length,
    classes: [...new Set(all.map((p) => p.label))].sort((a, b) => a - b),
    points: Array.from({ length: Math.min(most, all.length) }, (_, i) => all[Math.floor(i * every)]),
  };
}

/**
 * The regions as one trace. Two classes: contours of the logit at 0, which is a probability of one half; the
 * logit is smooth where the probability is a cliff. More classes: a map of the largest output, finer, since its
 * borders are steps.
 */
export function regionsOf(model: Module, grid: Grid): Data {
  const corner = tensor([[grid.x[0], grid.y[0]]]);
  const isBinary = outputsOf(model, corner).width === 1;
  // A class is one digit of JSON where a logit is four.
  const side = isBinary ? grid.side : Math.round(1.8 * grid.side);
  const at = (range: readonly [number, number]): number[] =>
    Array.from({ length: side }, (_, i) => range[0] + ((range[1] - range[0]) * i) / (side - 1));
  const xs = at(grid.x);
  const ys = at(grid.y);
  const found = outputsOf(model, tensor(ys.flatMap((y) => xs.map((x) => [x, y]))));
  const place = { x0: xs[0], dx: xs[1] - xs[0], y0: ys[0], dy: ys[1] - ys[0] };
  return isBinary ? twoRegions(found.values, side, place) : manyRegions(found, side, place);
}

function twoRegions(logits: ArrayLike<number>, side: number, place: object): Data {
  return {
    type: "contour",
    ...place,
    z: rows(Array.from(logits, coarse), side),
    contours: { start: 0, end: 0, size: 2, coloring: "heatmap" },
    zmin: -1,
    zmax: 1,
    colorscale: bands([0, 1]),
    line: { color: INK, width: 2, smoothing: 0.8 },
    showscale: false,
    hoverinfo: "skip",
  } as Data;
}

function manyRegions(found: Outputs, side: number, place: object): Data {
  const last = found.width - 1;
  return {
    type: "heatmap",
    ...place,
    z: rows(classesOf(found), side),
    zmin: -0.5,
    zmax: last + 0.5,
    colorscale: bands(Array.from({ length: found.width }, (_, k) => k)),
    showscale: false,
    hoverinfo: "skip",
  } as Data;
}

/** The classes' pale colours as a colour scale of equal steps. */
function bands(classes: readonly number[]): [number, string][] {
  return classes.flatMap((k, i): [number, string][] => {
    const color = pale(classStyle(k).color, 0.2);
    return [
      [i / classes.length, color],
      [(i + 1) / classes.length, color],
    ];
  });
}

/** Three digits of a logit are plenty for a line, and beyond ±30 no probability can tell the difference. */
function coarse(logit: number): number {
  return Number(Math.max(-30, Math.min(30, logit)).toPrecision(3));
}

function rows(values: readonly number[], side: number): number[][] {
  return Array.from({ length: side }, (_, i) => values.slice(i * side, (i + 1) * side));
}
