/** Where things lie. Set-up writes into node_modules/, dist/ and .venv/, and nowhere else. */
import { join, relative } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** @param {string[]} parts */
export const inProject = (...parts) => join(root, ...parts);

/** As people name it: relative to the project, with forward slashes. @param {string} path */
export const displayPath = (path) => relative(root, path).replaceAll("\\", "/");

export const nodeModules = inProject("node_modules");
export const dist = inProject("dist");
export const venv = inProject(".venv");

const onWindows = process.platform === "win32";
export const venvPrograms = join(venv, onWindows ? "Scripts" : "bin");
export const venvPython = join(venvPrograms, onWindows ? "python.exe" : "python");

/** Not TypeScript's own link in node_modules/.bin: tslab puts its older compiler there. */
export const tsc = join(nodeModules, "typescript/bin/tsc");
export const biome = join(nodeModules, "@biomejs/biome/bin/biome");
