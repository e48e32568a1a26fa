/** Finds the browser in which the tests open JupyterLab and the handouts. Only the tests need one. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { getChromium } from "./get.mjs";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "chrome.exe",
];

const elsewhere = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export const chromiumMissing = `Chromium is missing, npm test needs it: ${getChromium} (or name it: CHROMIUM=/path/to/chromium)`;

/** @returns {string | undefined}  its path; with CHROMIUM set, that one or none */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...elsewhere].find((path) => existsSync(path));
}
