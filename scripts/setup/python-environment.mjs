/** The step that makes .venv, the project's own Python environment, from requirements.txt. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "./find-python.mjs";
import { fingerprint, stamped } from "./fingerprint.mjs";
import { jupyterEnvironment } from "./jupyter-environment.mjs";
import { inProject, root, venv, venvPython } from "./paths.mjs";
import { runTool } from "./tool.mjs";

const requirements = inProject("requirements.txt");

/** requirements.txt names every package, so that pip has nothing to find out. */
const exactly = ["--no-deps", "-r", requirements];

const quietly = [
  "--no-input",
  "--disable-pip-version-check",
  "--progress-bar=off",
  "--no-warn-script-location",
];

/** The environment is always made from nothing: one that was half made, or moved, cannot be trusted. */
const environment = stamped({
  stamp: join(venv, ".gradbook"),
  inputs: () => fingerprint([requirements], [root, process.platform, process.arch]),
  step: {
    name: "Python environment",
    megabytes: 400,
    prepare: findPython,
    run: async (report) => {
      const env = {
        PIP_RETRIES: "3",
        ...jupyterEnvironment(),
        PIP_USER: "0",
        PIP_TARGET: "",
        PIP_PREFIX: "",
      };
      report("venv");
      await runTool("Python venv", [findPython().executable, "-m", "venv", "--clear", venv], { env });
      await runTool("pip", [venvPython, "-m", "pip", "install", ...quietly, ...exactly], {
        env,
        onLine: pipProgress(report),
      });
      calmJupyterLab();
      shieldFromModules();
    },
  },
});

/** A Python that its owner has upgraded or removed leaves an environment without a program behind. */
export const pythonEnvironment = {
  ...environment,
  isDone: () => existsSync(venvPython) && environment.isDone(),
};

/** @param {(text: string) => void} report */
function pipProgress(report) {
  const total = readFileSync(requirements, "utf8").trim().split("\n").length;
  let found = 0;
  /** @param {string} line */
  return (line) => {
    if (line.startsWith("Collecting ")) report(`${++found} of about ${total} packages`);
    if (line.startsWith("Installing ")) report("unpacking");
  };
}

/** JupyterLab shall not ask at its first start whether it may fetch news. */
function calmJupyterLab() {
  const folder = join(venv, "etc/jupyter/labconfig");
  mkdirSync(folder, { recursive: true });
  const settings = { disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true } };
  writeFileSync(join(folder, "page_config.json"), `${JSON.stringify(settings, null, 2)}\n`);
}

/** JupyterLab runs a yarn.js of its own at every start, which must not take our package's `"type": "module"` for its. */
function shieldFromModules() {
  writeFileSync(join(venv, "package.json"), '{ "private": true, "type": "commonjs" }\n');
}
