import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Finished, runPython } from "../browser/python.js";
import { root } from "../browser/sample-project.js";
import { readNotebook } from "./notebook.js";

const lessons: string[] = readdirSync(join(root, "lessons"))
  .filter((name) => /^\d\d-.*\.ts$/.test(name))
  .map((name) => basename(name, ".ts"));

/** All lessons are run twice, two at a time: as they are, and without their solutions. */
let asTheyAre: Finished;
let asLearners: Finished;

beforeAll(async () => {
  asTheyAre = await runPython(["scripts/notebooks/main.py", "--check"]);
  asLearners = await runPython(["scripts/notebooks/main.py", "--check", "--learner"]);
}, 1_800_000);

/** What the run complains of in one lesson: the cell and its message. Empty when it is clean. */
function complaints({ stderr, stdout }: Finished, lesson: string): string {
  const own = stderr.split(/^(?=\d\d-[\w-]+: )/m).filter((part) => part.startsWith(`${lesson}: `));
  const ended = new RegExp(`^${lesson}  [\\d.]+ s  `, "m").test(stdout);
  return own.length > 0 || ended ? own.join("") : `${lesson} did not end: ${stderr}`;
}

describe.each(lessons)("%s", (name) => {
  test("its committed notebook has run: every code cell has a count, none an error or stderr", () => {
    const cells = readNotebook(join(root, `notebooks/${name}.ipynb`)).cells.filter(
      (cell) => cell.cell_type === "code",
    );
    expect(cells.map((cell) => cell.execution_count)).toEqual(cells.map((_, index) => index + 1));
    const outputs = cells.flatMap((cell) => cell.outputs ?? []);
    expect(outputs.filter(({ output_type, name }) => output_type === "error" || name === "stderr")).toEqual(
      [],
    );
  });

  test("executed now in the real kernel, it gives the committed notebook, cell by cell", () => {
    expect(complaints(asTheyAre, name)).toBe("");
  });

  test("without its solutions it runs from top to bottom, and each exercise says that it is not solved", () => {
    expect(complaints(asLearners, name)).toBe("");
  });
});
