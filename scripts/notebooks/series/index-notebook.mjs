/** The notebook that `npm start` opens: the map of the series, with a link to each lesson that is written. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mapOf } from "./map.mjs";
import { readSeries } from "./read-series.mjs";

/** @typedef {import("./read-series.mjs").Lesson} Lesson */

const NOTEBOOK = "index.ipynb";
const PICTURE = "index.svg";

/**
 * @param {string} root  the folder of lessons/ and notebooks/
 */
export function writeIndexNotebook(root) {
  for (const [name, text] of files(root)) writeFileSync(join(root, "notebooks", name), text);
}

/**
 * @param {string} root
 * @returns {string[]}  the files that are not what the lessons' first cells make; a save in JupyterLab alters nothing
 */
export function staleIndexFiles(root) {
  return files(root).flatMap(([name, text]) => {
    const file = join(root, "notebooks", name);
    const same = existsSync(file) && content(name, readFileSync(file, "utf8")) === content(name, text);
    return same ? [] : [`notebooks/${name}`];
  });
}

/** @param {string} root @returns {[name: string, text: string][]} */
function files(root) {
  const series = readSeries(join(root, "lessons"));
  return [
    [NOTEBOOK, notebook(series, root)],
    [PICTURE, mapOf(series)],
  ];
}

/** What a reader sees of a file. @param {string} name @param {string} text */
function content(name, text) {
  if (name !== NOTEBOOK) return text;
  /** @type {{ cells: { source: string | string[] }[] }} */
  const { cells } = JSON.parse(text);
  return cells.map(({ source }) => [source].flat().join("")).join("\n\n");
}

/** As Jupyter writes it. @param {readonly Lesson[]} series @param {string} root */
function notebook(series, root) {
  const cells = [introduction(series), picture(series), table(series)].map((source, i) => ({
    cell_type: "markdown",
    id: `index-${i + 1}`,
    metadata: {},
    source: source.split(/(?<=\n)/),
  }));
  // jupytext gives every notebook a source in lessons/; the sources of this one are all of them.
  const metadata = { jupytext: { formats: "ipynb" }, ...language(series, root) };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** The kernel of the lessons: JupyterLab asks which one to take where a notebook does not say. @param {readonly Lesson[]} series @param {string} root */
function language(series, root) {
  for (const { name } of series) {
    const file = join(root, "notebooks", `${name}.ipynb`);
    if (name === undefined || !existsSync(file)) continue;
    const { kernelspec, language_info } = JSON.parse(readFileSync(file, "utf8")).metadata;
    return { kernelspec, language_info };
  }
  return { kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" } };
}

/** @param {readonly Lesson[]} series */
function introduction(series) {
  const written = series.filter(({ name }) => name !== undefined);
  const minutes = written.reduce((sum, lesson) => sum + (lesson.minutes ?? 0), 0);
  const time = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  return `# How to make deep networks train well

A lesson is a notebook: you predict, run a cell, look at what comes out, change a number and run it again.
${written.length} of the ${series.length} lessons are here: about ${time}.

- A click on a lesson's name below opens it. Shift-Enter runs a cell and goes on to the next.
- Answer the questions under *Predict* before you run the experiment: being wrong there teaches the most.
- Each lesson ends with three exercises. The cell says what is wrong with an answer; hints are folded, solutions stand below.
- Nothing can be broken: undo your change, choose *Kernel → Restart Kernel and Run All Cells*, and the lesson's own
  numbers are back.
${written.slice(0, 1).map((first) => beginning(first, series))}`;
}

/** @param {Lesson} first @param {readonly Lesson[]} series */
function beginning(first, series) {
  const before = series.filter(({ number }) => Number(number) < Number(first.number));
  const start = `\nBegin with ${link(first)}.`;
  if (before.length === 0) return start;
  return `${start} Until the lessons before it are here, you need to know what a layer, a cost function
and gradient descent are.`;
}

/** @param {readonly Lesson[]} series */
function picture(series) {
  const legend = series.some(({ name }) => name === undefined)
    ? " Blue boxes are here, grey ones are to come."
    : "";
  return `## What builds on what

![A map of the lessons, with an arrow from each to those that build on it; the table below has the same in words](${PICTURE})

An arrow leads from a lesson to one that builds on it.${legend}`;
}

/** @param {readonly Lesson[]} series */
function table(series) {
  const rows = series.map((lesson) => {
    const title = lesson.name === undefined ? `${lesson.title} (to come)` : link(lesson, lesson.title);
    const time = lesson.minutes === undefined ? "" : `${lesson.minutes}\u00a0min`;
    const cells = [
      lesson.number,
      title,
      promise(lesson),
      time,
      lesson.buildsOn.map((one) => numberOf(one, series)).join(", "),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "## The lessons",
    "",
    "| | lesson | afterwards you can | time | builds\u00a0on |",
    "|:---|:---|:---|:---|:---|",
    ...rows,
  ].join("\n");
}

/** @param {Lesson} lesson */
function promise({ aims, teaches = "" }) {
  if (aims.length === 0) return teaches;
  return aims.map(({ verb, what }) => `**${verb}** ${what.replaceAll("|", "\\|")}`).join("; ");
}

/** @param {string} number @param {readonly Lesson[]} series */
function numberOf(number, series) {
  const lesson = series.find((one) => one.number === number);
  return lesson?.name === undefined ? number : link(lesson, number);
}

/** @param {Lesson} lesson @param {string} [text] */
function link({ number, title, name }, text = `${number} · ${title}`) {
  return `[${text}](${name}.ipynb)`;
}
