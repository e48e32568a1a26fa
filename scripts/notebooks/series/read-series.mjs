/** The lessons of the series: those that are written, as their own first cells describe them, and those to come. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { coming } from "./coming.mjs";

/**
 * @typedef {object} Lesson
 * @property {string} number            "05"
 * @property {string} title             "Dropout"
 * @property {string} [name]            of its file, "05-dropout"; a lesson to come has none
 * @property {number} [minutes]         what a reader needs for it
 * @property {readonly Aim[]} aims      what a reader can do afterwards
 * @property {string} [teaches]         what a lesson to come will be about
 * @property {readonly string[]} buildsOn  numbers of other lessons
 */

/** @typedef {{ verb: string, what: string }} Aim */

/**
 * @param {string} folder  of the lessons' sources
 * @returns {Lesson[]}  in order
 */
export function readSeries(folder) {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name)) : [];
  const written = names.map((file) =>
    describe(basename(file, ".ts"), firstCell(readFileSync(join(folder, file), "utf8"))),
  );
  const numbers = new Set(written.map(({ number }) => number));
  const rest = coming.filter(({ number }) => !numbers.has(number));
  return [...written, ...rest].sort((a, b) => Number(a.number) - Number(b.number));
}

/**
 * What is missing in the cell is left out: the lesson's test says what belongs there.
 *
 * @param {string} name
 * @param {string} cell
 * @returns {Lesson}
 */
function describe(name, cell) {
  const minutes = /\bTime: (\d+) minutes\b/.exec(cell)?.[1];
  const foundation = /\bIt builds on ([\s\S]*?)\.(?=\s|$)/.exec(cell)?.[1] ?? "";
  const lessons = Array.from(foundation.matchAll(/\blesson\s+(\d\d)\b/g), ([, number = ""]) => number);
  return {
    number: name.slice(0, 2),
    title: /^# \d\d · (.+)$/m.exec(cell)?.[1] ?? name,
    name,
    ...(minutes !== undefined && { minutes: Number(minutes) }),
    aims: Array.from(
      cell.matchAll(/^- \*\*(.+?)\*\*\s([^\n]*(?:\n {2}[^\n]+)*)/gm),
      ([, verb = "", what = ""]) => ({
        verb,
        what: what.replaceAll(/\s+/g, " ").replace(/[;.]$/, ""),
      }),
    ),
    buildsOn: [...new Set(lessons)],
  };
}

/** The Markdown of the first cell. @param {string} source  in the percent format */
function firstCell(source) {
  const [, cell = ""] = source.split(/^\/\/ %%.*$/m);
  return cell.replaceAll(/^\/\/ ?/gm, "");
}
