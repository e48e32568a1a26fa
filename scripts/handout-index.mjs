/** The page that links all handouts: the map of the series, its lessons in order, a field to search them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { template } from "./handout-assets.mjs";
import { mapOf } from "./notebooks/series/map.mjs";
import { readSeries } from "./notebooks/series/read-series.mjs";
import { inProject } from "./setup/paths.mjs";

/** @typedef {import("./notebooks/series/read-series.mjs").Lesson} Lesson */

/**
 * @typedef {object} Section
 * @property {string} href   where in which handout
 * @property {string} title  its heading
 * @property {string} level  of the heading, "2"
 * @property {string} text   what it says, for the search
 */

/**
 * @typedef {object} Entry
 * @property {Lesson} lesson
 * @property {{ label: string, file: string }[]} versions  the handouts that there are of it
 * @property {readonly Section[]} sections                 of the first of them
 */

/** @param {string} folder  that of the handouts; the page is written beside them */
export function writeIndex(folder) {
  const entries = readSeries(inProject("lessons")).map((lesson) => describe(folder, lesson));
  writeFileSync(join(folder, "index.html"), page(entries));
}

/** @param {string} folder @param {Lesson} lesson @returns {Entry} */
function describe(folder, lesson) {
  const versions = [
    { label: "with solutions", file: `${lesson.name}.html` },
    { label: "without solutions", file: `${lesson.name}.learner.html` },
    { label: "PDF", file: `${lesson.name}.pdf` },
    { label: "PDF without solutions", file: `${lesson.name}.learner.pdf` },
  ].filter(({ file }) => existsSync(join(folder, file)));
  const first = versions.find(({ file }) => file.endsWith(".html"))?.file;
  return { lesson, versions, sections: first === undefined ? [] : sectionsOf(folder, first) };
}

/** @param {string} folder @param {string} file */
function sectionsOf(folder, file) {
  const prose = Array.from(
    readFileSync(join(folder, file), "utf8").matchAll(/<section class="prose">([\s\S]*?)<\/section>/g),
    ([, html]) => html,
  ).join("");
  return prose
    .split(/(?=<h[1-3] id=")/)
    .filter((part) => part.startsWith("<h"))
    .map((part) => section(file, part));
}

/**
 * @param {string} file
 * @param {string} html  from a heading to the next
 * @returns {Section}
 */
function section(file, html) {
  const [, level = "", id = "", heading = ""] =
    /^<h(\d) id="([^"]*)"[^>]*>([\s\S]*?)<\/h\d>/.exec(html) ?? [];
  return { href: `${basename(file)}#${id}`, title: text(heading), level, text: text(html) };
}

/** What a piece of HTML says. @param {string} html */
function text(html) {
  return html
    .replaceAll(/<a class="anchor-link"[\s\S]*?<\/a>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** @param {string} value */
const quote = (value) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** @param {readonly Entry[]} entries */
function page(entries) {
  const style = readFileSync(join(template, "static/handout.css"), "utf8");
  const script = readFileSync(join(template, "static/index.js"), "utf8");
  const search = JSON.stringify(entries.map(({ sections }) => sections)).replaceAll("<", "\\u003c");
  const first = new Map(entries.map(({ lesson, versions }) => [lesson, versions[0]?.file]));
  const map = mapOf([...first.keys()], (lesson) => first.get(lesson));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>gradbook: the handouts</title>
<style>${style}</style>
</head>
<body>
<div class="page index">
<header class="bar">
<p class="series"><strong>gradbook</strong></p>
<button type="button" data-action="theme" aria-pressed="false">Dark</button>
</header>
<main>
<h1>How to make deep networks train well</h1>
<p class="lead">The lessons, in order. Each is one file that works without a network: mail it, print it, keep it.</p>
<nav class="map" aria-label="What builds on what">
${map}</nav>
<p class="legend">An arrow leads from a lesson to one that builds on it. Blue boxes are here, grey ones are to come.</p>
<search>
<label for="search">Search the lessons</label>
<input id="search" type="search" placeholder="dropout, learning rate, 过拟合 …" autocomplete="off">
<p id="found" role="status"></p>
</search>
<ol class="lessons">
${entries.map(entry).join("\n")}
</ol>
</main>
</div>
<script type="application/json" id="sections">${search}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

/** @param {Entry} entry */
function entry({ lesson, versions, sections }) {
  const [first] = versions;
  const title = quote(lesson.title);
  const topics = sections.filter(({ level }) => level === "2");
  const links = versions.map(({ label, file }) => `<a href="${quote(file)}">${label}</a>`).join(" ");
  return `<li${first === undefined ? ' class="missing"' : ""}>
<span class="number" aria-hidden="true">${lesson.number}</span>
<div>
<h2>${first === undefined ? title : `<a href="${quote(first.file)}">${title}</a>`}</h2>
<p class="about">${about(lesson)}</p>
<p class="promise">${promise(lesson)}</p>
<p class="versions">${links}</p>
<p class="topics">${topics.map((one) => quote(one.title)).join(" · ")}</p>
<ul class="matches"></ul>
</div>
</li>`;
}

/** @param {Lesson} lesson */
function about({ name, minutes, buildsOn }) {
  const time = name === undefined ? "to come" : minutes === undefined ? "" : `${minutes} minutes`;
  const foundation = buildsOn.length === 0 ? "" : `builds on ${buildsOn.join(", ")}`;
  return [time, foundation].filter(Boolean).join(" · ");
}

/** @param {Lesson} lesson */
function promise({ aims, teaches = "" }) {
  if (aims.length === 0) return quote(teaches);
  return aims.map(({ verb, what }) => `<strong>${quote(verb)}</strong> ${quote(what)}`).join("; ");
}
