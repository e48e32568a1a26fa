/**
 * Builds the handout's template into dist/handout/template: our pages' style and script, KaTeX with its fonts, and
 * plotly.js as gzip in base64. Does nothing when nothing has changed since the last time.
 *
 * @module
 */
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = join(import.meta.dirname, "..");
const source = join(root, "src/handout");
const modules = join(root, "node_modules");
const plotly = join(modules, "plotly.js-dist/plotly.js");
const katex = join(modules, "katex/dist");

/** Where the finished template stands. */
export const template = join(root, "dist/handout/template");

/**
 * @returns {Promise<boolean>}  whether anything had to be built
 */
export async function buildHandoutAssets() {
  const stamp = join(root, "dist/handout/template.sha256");
  const inputs = fingerprint();
  if (existsSync(template) && existsSync(stamp) && readFileSync(stamp, "utf8") === inputs) return false;
  // Built beside the old one and then put in its place: an interrupted build leaves nothing half done.
  const fresh = `${template}.new`;
  rmSync(fresh, { recursive: true, force: true });
  cpSync(join(source, "template"), fresh, { recursive: true });
  mkdirSync(join(fresh, "static/fonts"), { recursive: true });
  await Promise.all([pageParts(fresh), plotlyPart(fresh)]);
  katexStyle(fresh);
  rmSync(template, { recursive: true, force: true });
  renameSync(fresh, template);
  writeFileSync(stamp, inputs);
  return true;
}

/** @param {string} folder */
async function pageParts(folder) {
  const { build } = await import("esbuild");
  const shared = { bundle: true, minify: true, write: false, absWorkingDir: root, legalComments: "none" };
  /** @param {string} entry @param {import("esbuild").BuildOptions} options */
  const bundle = async (entry, options) => {
    const { outputFiles } = await build(
      /** @type {import("esbuild").BuildOptions & { write: false }} */ ({
        ...shared,
        ...options,
        entryPoints: [join(source, entry)],
      }),
    );
    return outputFiles[0].text;
  };
  const [script, index, mathematics, style] = await Promise.all([
    bundle("page/main.ts", { format: "esm", target: "es2022" }),
    bundle("page/index.ts", { format: "esm", target: "es2022" }),
    bundle("page/mathematics.ts", { format: "iife", target: "es2022" }),
    bundle("style/main.css", { target: ["chrome111", "firefox113", "safari16.4"] }),
  ]);
  writeFileSync(join(folder, "static/handout.js"), script);
  writeFileSync(join(folder, "static/index.js"), index);
  writeFileSync(join(folder, "static/handout.css"), style);
  writeFileSync(join(folder, "static/mathematics.base64"), pack(`/*! KaTeX, MIT license */${mathematics}`));
}

/** @param {string} folder */
async function plotlyPart(folder) {
  const { transform } = await import("esbuild");
  const code = readFileSync(plotly, "utf8");
  const license = code.slice(0, code.indexOf("*/") + 2);
  const { code: small } = await transform(code, { minify: true, target: "es2022", legalComments: "none" });
  writeFileSync(join(folder, "static/plotly.base64"), pack(`${license}\n${small}`));
}

/**
 * KaTeX's rules in one file, and each of its fonts in a file of its own: a handout takes those that it needs.
 *
 * @param {string} folder
 */
function katexStyle(folder) {
  const css = readFileSync(join(katex, "katex.min.css"), "utf8");
  const faces = css.match(/@font-face\{[^}]*\}/g) ?? [];
  writeFileSync(join(folder, "static/katex.css"), css.replaceAll(/@font-face\{[^}]*\}/g, ""));
  for (const face of faces) {
    const file = /url\(fonts\/(KaTeX_[\w-]+\.woff2)\)/.exec(face)?.[1];
    if (file === undefined) throw new Error(`KaTeX: a font without a woff2 file: ${face}`);
    const data = readFileSync(join(katex, "fonts", file)).toString("base64");
    const inline = face.replace(/src:[^;}]*/, `src:url(data:font/woff2;base64,${data}) format("woff2")`);
    writeFileSync(
      join(folder, `static/fonts/${basename(file, ".woff2").slice("KaTeX_".length)}.css`),
      inline,
    );
  }
}

/** @param {string} text */
function pack(text) {
  return gzipSync(text, { level: 9 }).toString("base64");
}

/** What the template is made from: our sources, this file, and the versions of what we inline. */
function fingerprint() {
  const hash = createHash("sha256");
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of readdirSync(source, { recursive: true, encoding: "utf8" }).sort()) {
    const file = join(source, name);
    if (/\.\w+$/.test(name)) hash.update(name).update(readFileSync(file));
  }
  for (const name of ["plotly.js-dist", "katex", "esbuild"]) {
    hash.update(readFileSync(join(modules, name, "package.json")));
  }
  return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await buildHandoutAssets()) ? "handout template built" : "handout template is up to date");
}
