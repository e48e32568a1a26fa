/** The picture of what builds on what. Its colours can be read on a white page and on a dark one. */
import { layOut } from "./layout.mjs";

const BOX = { width: 116, height: 78 };
const ROW = { lesson: 92, arrow: 26 };
const COLUMN = 142;
const MARGIN = 4;

const COLOURS = {
  written: { ground: "#1b5fb3", ink: "#ffffff" },
  coming: { ground: "#68717d", ink: "#ffffff" },
  arrow: "#8a94a1",
};

/** How many letters of a title fit into a line of its box. */
const LINE = 15;

/** @typedef {import("./read-series.mjs").Lesson} Lesson */

/**
 * @param {readonly Lesson[]} series
 * @param {(lesson: Lesson) => string | undefined} [address]  what a click on a lesson opens, where the SVG stands in a
 *   page; by default its notebook
 * @returns {string}  an SVG
 */
export function mapOf(series, address = ({ name }) => name && `${name}.ipynb`) {
  const { lessons, arrows } = layOut(new Map(series.map((one) => [one.number, one.buildsOn])), ROW);
  const stops = [...lessons.values()];
  const width = 2 * MARGIN + Math.max(...stops.map(({ column }) => column)) * COLUMN + BOX.width;
  const height = 2 * MARGIN + Math.max(...[...stops, ...arrows.flat()].map((one) => one.y + one.height / 2));
  const boxes = series.flatMap((lesson) => {
    const stop = lessons.get(lesson.number);
    return stop === undefined ? [] : [box(lesson, stop, address(lesson))];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Helvetica Neue, Arial, Liberation Sans, sans-serif" font-size="13">
<title>The lessons of the series, and what builds on what</title>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 8 4 0 7.5z" fill="${COLOURS.arrow}"/></marker></defs>
${arrows.map(path).join("\n")}
${boxes.join("\n")}
</svg>
`;
}

/** @param {import("./layout.mjs").Stop} stop  @returns {[left: number, y: number]} */
const place = ({ column, y }) => [MARGIN + column * COLUMN, round(MARGIN + y)];

/** @param {import("./layout.mjs").Arrow} stops */
function path(stops) {
  const from = stops[0];
  if (from === undefined) throw new Error("an arrow from nowhere");
  const [start, top] = place(from);
  let x = start + BOX.width;
  const parts = [`M${x} ${top}`];
  let y = top;
  for (const [i, stop] of stops.slice(1).entries()) {
    const [left, next] = place(stop);
    const bend = round((x + left) / 2);
    parts.push(`C${bend} ${y} ${bend} ${next} ${left} ${next}`);
    // A long arrow runs straight through the columns that it only passes.
    if (i < stops.length - 2) parts.push(`H${left + BOX.width}`);
    [x, y] = [left + BOX.width, next];
  }
  return `<path d="${parts.join(" ")}" fill="none" stroke="${COLOURS.arrow}" stroke-width="1.6" marker-end="url(#head)"/>`;
}

/** @param {Lesson} lesson @param {import("./layout.mjs").Stop} stop @param {string} [href] */
function box({ number, title, name }, stop, href) {
  const [x, y] = place(stop);
  const { ground, ink } = name === undefined ? COLOURS.coming : COLOURS.written;
  const lines = [number, ...broken(title)];
  const texts = lines.map((text, i) => {
    const baseline = round(y + 4.5 + (i - (lines.length - 1) / 2) * 14.5);
    const weight = i === 0 ? ' font-weight="700"' : "";
    return `<text x="${x + 9}" y="${baseline}" fill="${ink}"${weight}>${escaped(text)}</text>`;
  });
  const content = [
    `<rect x="${x}" y="${y - BOX.height / 2}" width="${BOX.width}" height="${BOX.height}" rx="8" fill="${ground}"/>`,
    ...texts,
  ].join("");
  return href === undefined ? `<g>${content}</g>` : `<a href="${href}">${content}</a>`;
}

/** A title in lines that fit the box. @param {string} title */
function broken(title) {
  /** @type {string[]} */
  const lines = [];
  for (const word of title.split(" ")) {
    const longer = [...lines.slice(-1), word].join(" ");
    if (lines.length > 0 && longer.length <= LINE) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
