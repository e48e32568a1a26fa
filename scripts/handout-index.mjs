/** The page that links all handouts, in the order of the series, with a field to search them. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { template } from "./handout-assets.mjs";

/**
 * @typedef {object} Section
 * @property {string} href   where in which handout
 * @property {string} title  its heading
 * @property {string} text   what it says, for the search
 */

/** @param {string} folder  that of the handouts; the page is written beside them */
export function writeIndex(folder) {
  const names = readdirSync(folder).filter((name) => /^\d\d-.*\.html$/.test(name));
  const lessons = [...new Set(names.map((name) => name.replace(/(\.learner)?\.html$/, "")))].sort();
  writeFileSync(join(folder, "index.html"), page(lessons.map((name) => describe(folder, name))));
}

/**
 * @param {string} folder
 * @param {string} name  of the lesson
 */
function describe(folder, name) {
  const versions = [
    { label: "with solutions", file: `${name}.html` },
    { label: "without solutions", file: `${name}.learner.html` },
    { label: "PDF", file: `${name}.pdf` },
    { label: "PDF without solutions", file: `${name}.learner.pdf` },
  ].filter(({ file }) => existsSync(join(folder, file)));
  const html = readFileSync(join(folder, versions[0].file), "utf8");
  const prose = [...html.matchAll(/<section class="prose">([\s\S]*?)<\/section>/g)]
    .map((match) => match[1])
    .join("");
  const title = text(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(prose)?.[1] ?? name);
  const sections = prose
    .split(/(?=<h[1-3] id=")/)
    .filter((part) => part.startsWith("<h"))
    .map((part) => section(versions[0].file, part));
  return { number: name.slice(0, 2), title: title.replace(/^\d\d\s*·\s*/, ""), versions, sections };
}

/**
 * @param {string} file
 * @param {string} html  from a heading to the next
 * @returns {Section}
 */
function section(file, html) {
  const [, id, heading] = /^<h\d id="([^"]*)"[^>]*>([\s\S]*?)<\/h\d>/.exec(html) ?? ["", "", ""];
  return { href: `${basename(file)}#${id}`, title: text(heading), text: text(html) };
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

/** @param {ReturnType<typeof describe>[]} lessons */
function page(lessons) {
  const style = readFileSync(join(template, "static/handout.css"), "utf8");
  const script = readFileSync(join(template, "static/index.js"), "utf8");
  const search = JSON.stringify(lessons.map(({ sections }) => sections)).replaceAll("<", "\\u003c");
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
<search>
<label for="search">Search the lessons</label>
<input id="search" type="search" placeholder="dropout, learning rate, 过拟合 …" autocomplete="off">
<p id="found" role="status"></p>
</search>
<ol class="lessons">
${lessons.map(entry).join("\n")}
</ol>
</main>
</div>
<script type="application/json" id="sections">${search}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

/** @param {ReturnType<typeof describe>} lesson */
function entry({ number, title, versions, sections }) {
  const links = versions.map(({ label, file }) => `<a href="${quote(file)}">${label}</a>`).join(" ");
  const topics = sections.slice(1).map((one) => one.title);
  return `<li>
<span class="number" aria-hidden="true">${number}</span>
<div>
<h2><a href="${quote(versions[0].file)}">${quote(title)}</a></h2>
<p class="versions">${links}</p>
<p class="topics">${topics.map(quote).join(" · ")}</p>
<ul class="matches"></ul>
</div>
</li>`;
}
