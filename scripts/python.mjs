/** Runs a program of the project's own Python, in the terminal of the command that calls it. */
import { spawn } from "node:child_process";
import { jupyterEnvironment } from "./setup/jupyter-environment.mjs";
import { root, venvPython } from "./setup/paths.mjs";

/**
 * @param {readonly string[]} args  the program, relative to the project's root, or `-m` and a module; its arguments
 * @param {{ quiet?: boolean }} [options]  quiet: what it prints is kept, and shown only when it fails
 * @returns {Promise<number>}  its exit code
 */
export function runPython(args, { quiet = false } = {}) {
  const child = spawn(venvPython, args, {
    cwd: root,
    env: { ...jupyterEnvironment(), PYTHONDONTWRITEBYTECODE: "1" },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
  }
  // A terminal's Ctrl-C reaches the child by itself: it ends its kernel, and we wait for it.
  const wait = () => {};
  process.on("SIGINT", wait);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("SIGINT", wait);
      if (code !== 0 && quiet) console.error(printed.trim());
      resolve(code ?? 1);
    });
  });
}
