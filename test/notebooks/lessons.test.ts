import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { runPython } from "../browser/python.js";
import { root } from "../browser/sample-project.js";
import { readNotebook } from "./notebook.js";

const lessons: string[] = readdirSync(join(root, "lessons"))
  .filter((name) => /^\d\d-.*\.ts$/.test(name))
  .map((name) => basename(name, ".ts"));

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

  test("executed now in the real kernel, it gives the committed notebook, cell by cell", async () => {
    const { code, stderr } = await runPython(["scripts/notebooks/main.py", "--check", name]);
    expect(code, stderr).toBe(0);
  }, 600_000);
});
