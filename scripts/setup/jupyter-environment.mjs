/** The environment variables under which the project's Python and its Jupyter run. */
import { delimiter, join } from "node:path";
import { venv, venvPrograms } from "./paths.mjs";

/** What would let another Python, or the reader's own Jupyter settings and kernels, into the lessons. */
const foreign = new Set([
  "PYTHONHOME",
  "PYTHONPATH",
  "PYTHONSTARTUP",
  "PYTHONUSERBASE",
  "JUPYTER_PATH",
  "JUPYTER_CONFIG_PATH",
  "JUPYTER_NO_CONFIG",
  "JUPYTERLAB_DIR",
  "JUPYTERLAB_SETTINGS_DIR",
  "JUPYTERLAB_WORKSPACES_DIR",
]);

/**
 * Settings, workspaces, run-time files and the record of trusted notebooks stay inside .venv; ~/.jupyter is neither
 * read nor written.
 *
 * @param {NodeJS.ProcessEnv} [env]  what to start from
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnvironment(env = process.env) {
  const own = Object.entries(env).filter(
    ([name]) => !foreign.has(name.toUpperCase()) && name.toUpperCase() !== "PATH",
  );
  return {
    ...Object.fromEntries(own),
    PATH: [venvPrograms, env.PATH].join(delimiter),
    VIRTUAL_ENV: venv,
    PYTHONNOUSERSITE: "1",
    PYTHONUTF8: "1",
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_CONFIG_DIR: join(venv, "jupyter/config"),
    JUPYTER_DATA_DIR: join(venv, "jupyter/data"),
    JUPYTER_RUNTIME_DIR: join(venv, "jupyter/runtime"),
    IPYTHONDIR: join(venv, "jupyter/ipython"),
  };
}
