/** Sets up what is missing, then makes the notebooks. The work is done in Python, where Jupyter's client lives. */
import { runPython } from "../python.mjs";
import { setUp } from "../setup/set-up.mjs";

/**
 * @param {string[]} args  the lessons' names (all when there are none), `--check`
 * @returns {Promise<number>}  1 when a lesson does not run clean, or a committed notebook is not what it makes
 */
export async function main(args) {
  await setUp();
  return runPython(["scripts/notebooks/main.py", ...args]);
}
