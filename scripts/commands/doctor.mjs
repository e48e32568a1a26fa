/** Says what is there and what is missing, and how to get it. It changes nothing. */
import { existsSync, readdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { chromiumMissing, findChromium } from "../setup/chromium.mjs";
import { askPython, findPython } from "../setup/find-python.mjs";
import { findNpm } from "../setup/npm.mjs";
import { root, venv, venvPython } from "../setup/paths.mjs";
import { allSteps, undone } from "../setup/set-up.mjs";

/**
 * @typedef {object} Finding
 * @property {string} thing
 * @property {boolean} ok
 * @property {string} about     what was found, or how to get it
 * @property {boolean} [optional]  missing, it does not make the doctor fail
 */

const setUpMakesIt = "npm start makes it";

/** @returns {Promise<number>}  1 when something is missing that the lessons need */
export async function main() {
  const findings = [
    { thing: "Node", ok: true, about: `${process.version.slice(1)}, ${process.execPath}` },
    npm(),
    python(),
    ...(await Promise.all(allSteps.map(step))),
    pythonPackage("JupyterLab", "jupyterlab"),
    pythonPackage("Figures in JupyterLab", "plotly"),
    chromium(),
    diskSpace(),
  ];
  for (const { thing, ok, about } of findings) {
    console.log(`${ok ? "[ok]     " : "[missing]"} ${thing}: ${about}`);
  }
  return findings.every(({ ok, optional }) => ok || optional) ? 0 : 1;
}

/** @returns {Finding} */
function npm() {
  const program = findNpm();
  return { thing: "npm", ok: program !== undefined, about: program ?? "comes with Node, https://nodejs.org" };
}

/** The Python of .venv, where that works; otherwise the one that .venv would be made from. @returns {Finding} */
function python() {
  try {
    const { version, executable } = askPython([venvPython]) ?? findPython();
    return { thing: "Python with venv", ok: true, about: `${version}, ${executable}` };
  } catch (error) {
    return {
      thing: "Python with venv",
      ok: false,
      about: error instanceof Error ? error.message : String(error),
    };
  }
}

/** @param {import("../setup/set-up.mjs").Step} step @returns {Promise<Finding>} */
async function step(step) {
  const ok = (await undone([step])).length === 0;
  return { thing: step.name, ok, about: ok ? "up to date" : setUpMakesIt };
}

/** @param {string} thing @param {string} name @returns {Finding} */
function pythonPackage(thing, name) {
  const version = installedVersion(name);
  return { thing, ok: version !== undefined, about: version ? `${name} ${version}` : setUpMakesIt };
}

/** Read from the folder's name, which costs nothing. @param {string} name */
function installedVersion(name) {
  const lib = join(venv, process.platform === "win32" ? "Lib" : "lib");
  const homes = existsSync(lib) ? [lib, ...readdirSync(lib).map((folder) => join(lib, folder))] : [];
  for (const home of homes
    .map((folder) => join(folder, "site-packages"))
    .filter((folder) => existsSync(folder))) {
    for (const entry of readdirSync(home)) {
      const found = entry.match(/^(.+)-([^-]+)\.dist-info$/);
      if (found?.[1] === name) return found[2];
    }
  }
  return undefined;
}

/** @returns {Finding} */
function chromium() {
  const program = findChromium();
  return { thing: "Chromium", ok: program !== undefined, about: program ?? chromiumMissing, optional: true };
}

/** @returns {Finding} */
function diskSpace() {
  const { bavail, bsize } = statfsSync(root);
  const gigabytes = (bavail * bsize) / 1e9;
  return {
    thing: "Disk space",
    ok: gigabytes > 1,
    about: `${gigabytes.toFixed(1)} GB free, a set-up takes 1 GB`,
  };
}
