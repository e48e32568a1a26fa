/** The steps that make the environment's Jupyter speak TypeScript and export our handouts. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { fingerprint, stamped } from "./fingerprint.mjs";
import { jupyterEnvironment } from "./jupyter-environment.mjs";
import { dist, inProject, root, venv } from "./paths.mjs";
import { runTool } from "./tool.mjs";

const kernelspecFile = join(venv, "share/jupyter/kernels/tslab/kernel.json");
const settingsFile = join(venv, "share/jupyter/lab/settings/overrides.json");

/**
 * JupyterLab waits a second for completions, and then shows none. The compiler may need longer for the first ones, and
 * on a busy machine for any.
 */
const settings = { "@jupyterlab/completer-extension:manager": { providerTimeout: 3000 } };

/** The kernel's file as it should be: it names this Node and this folder, so it is written anew when either has moved. */
async function kernelspecText() {
  const program = join(dist, "kernel/spec.js");
  const built = statSync(program).mtimeMs;
  const { kernelSpec } = await import(`${pathToFileURL(program)}?${built}`);
  return textOf(kernelSpec(process.execPath, root));
}

/** @param {object} content */
function textOf(content) {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** @param {string} file @param {string} text */
function says(file, text) {
  return existsSync(file) && readFileSync(file, "utf8") === text;
}

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** @type {import("./set-up.mjs").Step} */
const kernelspec = {
  name: "TypeScript kernel",
  isDone: async () => {
    const text = await kernelspecText().catch(() => "not built, or half built");
    return says(kernelspecFile, text) && says(settingsFile, textOf(settings));
  },
  run: async () => {
    // IPython, which nbconvert loads, warns when the folder for its settings has no parent.
    mkdirSync(join(venv, "jupyter"), { recursive: true });
    write(settingsFile, textOf(settings));
    write(kernelspecFile, await kernelspecText());
  },
};

const templateProgram = inProject("scripts/install-template.mjs");

/** Makes JupyterLab's own "Save and Export Notebook As → HTML" give the same handout as `npm run handouts`. */
const handoutTemplate = stamped({
  stamp: join(venv, ".handout-template"),
  inputs: () =>
    fingerprint([templateProgram, inProject("src/handout"), join(dist, ".setup/assets.stamp")], [root]),
  step: {
    name: "handout template",
    run: () =>
      runTool("handout template", [process.execPath, templateProgram], { env: jupyterEnvironment() }),
  },
});

export const jupyterSteps = [kernelspec, handoutTemplate];
