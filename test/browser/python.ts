import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./sample-project.js";

const bin = process.platform === "win32" ? ".venv/Scripts" : ".venv/bin";

/** The project's own Python. */
export const python: string = join(root, bin, "python");

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the project's Python to its end. */
export function runPython(args: readonly string[], cwd: string = root): Promise<Finished> {
  const child = spawn(python, ["-B", ...args], {
    cwd,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...printed }));
  });
}

/** Nothing of the reader's own Jupyter: no settings, no kernels. */
export function environment(folders?: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(JUPYTER|PYTHON|IPYTHON)/.test(name));
  const apart = folders && {
    HOME: folders,
    JUPYTER_CONFIG_DIR: join(folders, "config"),
    JUPYTER_DATA_DIR: join(folders, "data"),
    JUPYTER_RUNTIME_DIR: join(folders, "runtime"),
    IPYTHONDIR: join(folders, "ipython"),
  };
  return { ...Object.fromEntries(own), PYTHONUTF8: "1", JUPYTER_PREFER_ENV_PATH: "1", ...apart };
}
