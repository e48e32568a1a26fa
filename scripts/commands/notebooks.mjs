/**
 * Sets up what is missing, then makes the notebooks, and the one that maps the series. The lessons are run in Python,
 * where Jupyter's client lives.
 */
import { staleIndexFiles, writeIndexNotebook } from "../notebooks/series/index-notebook.mjs";
import { runPython } from "../python.mjs";
import { root } from "../setup/paths.mjs";
import { setUp } from "../setup/set-up.mjs";

/**
 * @param {string[]} args  the lessons' names (all when there are none), `--check`, `--learner`; `index` alone makes
 *   the map and runs no lesson
 * @returns {Promise<number>}  1 when a lesson does not run clean, or a committed notebook is not what it makes
 */
export async function main(args) {
  const checking = args.includes("--check");
  const names = args.filter((arg) => !arg.startsWith("--"));
  const mapAlone = names.length === 1 && names[0] === "index";
  await setUp();
  if (!checking) writeIndexNotebook(root);
  const code = mapAlone ? 0 : await runPython(["scripts/notebooks/main.py", ...args]);
  const mapIsGood = !checking || (names.length > 0 && !mapAlone) || checkIndex();
  return mapIsGood ? code : 1;
}

function checkIndex() {
  const stale = staleIndexFiles(root);
  const help = "help: run `npm run notebooks index`, look at the change and commit it";
  for (const file of stale) console.error(`${file} is not what the lessons' first cells make\n  ${help}`);
  return stale.length === 0;
}
