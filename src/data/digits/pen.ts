import type { Point } from "../points/plane.js";
import type { Stroke } from "./glyphs.js";

/** Straight pieces that a curve is drawn with, between two of its points. */
const pieces = 5;

/** How a pen draws. */
export interface Pen {
  /** The width of its line, in shares of the image's side. */
  readonly width: number;
  /** How dark it draws, from 0 to 1. */
  readonly ink: number;
}

/**
 * Draws lines into a square image, with soft edges: a pixel is as dark as the share of it that a line covers,
 * near enough.
 *
 * @param paths  corners of the lines, in a box from (0, 0), top left, to (1, 1), bottom right
 * @param side   pixels on each side
 * @returns      side · side numbers row by row, 0 where there is no ink
 */
export function drawPaths(
  paths: readonly (readonly Point[])[],
  side: number,
  { width, ink }: Pen,
): Float64Array {
  const distance = new Float64Array(side * side).fill(Number.POSITIVE_INFINITY);
  for (const path of paths) {
    for (let i = 1; i < path.length; i++) approach(distance, side, path[i - 1], path[i], width);
  }
  return distance.map((d) => ink * Math.min(1, Math.max(0, (width / 2 - d) * side + 0.5)));
}

/** Lowers each pixel's distance to what it is from one straight piece, where that is near enough to matter. */
function approach(distance: Float64Array, side: number, from: Point, to: Point, width: number): void {
  const reach = width / 2 + 1 / side;
  const range = (a: number, b: number): readonly [number, number] => [
    Math.max(0, Math.floor((Math.min(a, b) - reach) * side)),
    Math.min(side - 1, Math.floor((Math.max(a, b) + reach) * side)),
  ];
  const [left, right] = range(from[0], to[0]);
  const [top, bottom] = range(from[1], to[1]);
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const at = row * side + column;
      const d = distanceToPiece((column + 0.5) / side, (row + 0.5) / side, from, to);
      if (d < distance[at]) distance[at] = d;
    }
  }
}

function distanceToPiece(x: number, y: number, from: Point, to: Point): number {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : ((x - from[0]) * dx + (y - from[1]) * dy) / length2;
  const nearest = Math.min(1, Math.max(0, along));
  const u = x - from[0] - nearest * dx;
  const v = y - from[1] - nearest * dy;
  return Math.sqrt(u * u + v * v);
}

/** The corners of the straight pieces that a stroke is drawn with. */
export function pathOf({ smooth, through }: Stroke): readonly Point[] {
  if (!smooth) return through;
  const path: Point[] = [through[0]];
  for (let i = 0; i + 1 < through.length; i++) {
    const around: Neighbours = [
      through[Math.max(0, i - 1)],
      through[i],
      through[i + 1],
      through[Math.min(through.length - 1, i + 2)],
    ];
    for (let piece = 1; piece <= pieces; piece++) path.push(between(around, piece / pieces));
  }
  return path;
}

type Neighbours = readonly [Point, Point, Point, Point];

/** Catmull and Rom's spline: from the second point (t = 0) to the third (t = 1), smooth at both. */
function between([p0, p1, p2, p3]: Neighbours, t: number): Point {
  const coordinate = (axis: 0 | 1): number => {
    const [a, b, c, d] = [p0[axis], p1[axis], p2[axis], p3[axis]];
    return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  };
  return [coordinate(0), coordinate(1)];
}
