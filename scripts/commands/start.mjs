/** Sets up what is missing, then opens JupyterLab on the notebooks. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { jupyterEnvironment } from "../setup/jupyter-environment.mjs";
import { inProject, root, venv, venvPython } from "../setup/paths.mjs";
import { setUp } from "../setup/set-up.mjs";

/**
 * @param {string[]} args  passed on to JupyterLab, where they overrule our settings
 * @returns {Promise<number>}  JupyterLab's exit code
 */
export async function main(args) {
  await setUp();
  writeSettings();
  console.error("Opening JupyterLab. Ctrl-C ends it.");
  const lab = spawn(venvPython, [join(import.meta.dirname, "run_jupyterlab.py"), ...args], {
    cwd: root,
    env: jupyterEnvironment(),
    stdio: "inherit",
  });
  // A terminal's Ctrl-C reaches JupyterLab by itself: it stops the kernels, and we wait for it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => lab.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    lab.on("error", reject);
    lab.on("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/** Jupyter takes no option twice on its command line, so ours go into a file. */
function writeSettings() {
  const settings = {
    Application: { log_level: "WARN" }, // the address, and what goes wrong
    ServerApp: {
      root_dir: root,
      answer_yes: true, // Ctrl-C ends it at once, without a question
      allow_root: process.getuid?.() === 0, // in a container
    },
    LabApp: { default_url: firstPage() },
    MultiKernelManager: { default_kernel_name: "tslab" }, // a new notebook speaks TypeScript
  };
  const folder = join(venv, "etc/jupyter");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "jupyter_lab_config.json"), `${JSON.stringify(settings, null, 2)}\n`);
}

/** What a learner sees first. */
function firstPage() {
  const map = "notebooks/index.ipynb";
  return `/lab/tree/${existsSync(inProject(map)) ? map : "notebooks"}`;
}
