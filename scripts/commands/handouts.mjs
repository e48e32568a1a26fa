/** Sets up what is missing, then writes the handouts of the executed notebooks, and the page that links them. */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { writeIndex } from "../handout-index.mjs";
import { runPython } from "../python.mjs";
import { displayPath, dist, inProject } from "../setup/paths.mjs";
import { setUp } from "../setup/set-up.mjs";
import { SetUpError } from "../setup/set-up-error.mjs";

const handouts = join(dist, "handouts");
const notebooks = inProject("notebooks");

/** The two versions of a lesson, and what nbconvert is told to make them. */
const versions = {
  solved: ["--output", "{notebook_name}"],
  learner: [
    "--output",
    "{notebook_name}.learner",
    "--TagRemovePreprocessor.enabled=True",
    "--TagRemovePreprocessor.remove_cell_tags=solution",
  ],
};

/**
 * @param {string[]} args  names (all when there are none); `--learner` leaves the solutions out, `--solved` keeps
 *   them, both versions are made when neither is asked for; `--pdf` prints them, too
 * @returns {Promise<number>}
 */
export async function main(args) {
  const { values, positionals } = readArguments(args);
  const names = chosen(positionals);
  await setUp();
  mkdirSync(handouts, { recursive: true });
  const files = names.map((name) => join(notebooks, `${name}.ipynb`));
  const both = values.learner === values.solved;
  for (const [version, options] of Object.entries(versions)) {
    if (!both && !values[/** @type {"learner" | "solved"} */ (version)]) continue;
    console.log(`${version}: ${names.join(", ")}`);
    const convert = ["-m", "nbconvert", "--to", "html", "--output-dir", handouts, ...options, ...files];
    const code = await runPython(convert, { quiet: true });
    if (code !== 0) return code;
  }
  writeIndex(handouts);
  if (values.pdf) {
    const { printHandouts } = await import("../handout-pdf.mjs");
    await printHandouts(handouts, names);
    writeIndex(handouts);
  }
  console.log(`The handouts are in ${displayPath(handouts)}; index.html links them.`);
  return 0;
}

/** @param {string[]} args */
function readArguments(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        learner: { type: "boolean", default: false },
        solved: { type: "boolean", default: false },
        pdf: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    const what = error instanceof Error ? error.message.split(".")[0] : String(error);
    throw new SetUpError(`${what}. It goes: npm run handouts [name…] [-- --learner | --solved] [--pdf]`);
  }
}

/**
 * The notebooks that are asked for: "05-dropout", "05", "dropout" or the file's name.
 *
 * @param {string[]} names
 */
function chosen(names) {
  const all = existsSync(notebooks)
    ? readdirSync(notebooks).filter((name) => /^\d\d-.*\.ipynb$/.test(name))
    : [];
  const known = all.map((name) => basename(name, ".ipynb")).sort();
  if (known.length === 0) throw new SetUpError("There are no notebooks yet: npm run notebooks makes them.");
  const wanted = names.flatMap((name) => {
    const plain = basename(name).replace(/\.(ipynb|ts)$/, "");
    const found = known.filter((one) => one === plain || one.slice(0, 2) === plain || one.slice(3) === plain);
    if (found.length === 0) {
      throw new SetUpError(`No notebook is named ${JSON.stringify(name)}. There are ${known.join(", ")}.`);
    }
    return found;
  });
  return names.length === 0 ? known : [...new Set(wanted)];
}
