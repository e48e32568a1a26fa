import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Finished, runPython } from "../browser/python.js";
import { makeSampleProject, type SampleProject } from "../browser/sample-project.js";
import { type Cell, readNotebook } from "./notebook.js";

let project: SampleProject;
let handedOut: Finished;

beforeAll(async () => {
  project = makeSampleProject();
  await notebooks();
  for (const name of ["index.ipynb", "index.svg"]) {
    writeFileSync(join(project.folder, "notebooks", name), name);
  }
  handedOut = await notebooks("--learner");
});

afterAll(() => project.remove());

function notebooks(...args: string[]): Promise<Finished> {
  return runPython(["scripts/notebooks/main.py", "--root", project.folder, ...args]);
}

const folderOf = (version: string): string => join(project.folder, "dist/class", version);

function cellsOf(version: string): Cell[] {
  return readNotebook(join(folderOf(version), "01-sample.ipynb")).cells;
}

test("each version is a folder that is complete in itself", () => {
  expect(handedOut.code, handedOut.stderr).toBe(0);
  for (const version of ["learner", "solved"]) {
    expect(readdirSync(folderOf(version)).sort()).toEqual([
      "01-sample.ipynb",
      "README.md",
      "index.ipynb",
      "index.svg",
    ]);
    expect(readFileSync(join(folderOf(version), "README.md"), "utf8")).toContain(
      `open \`${version}/index.ipynb\``,
    );
  }
});

test("the solved version is the notebook itself", () => {
  expect(cellsOf("solved")).toEqual(readNotebook(project.notebook).cells);
});

test("the learner's version has every cell but the solutions, and no cell of it has run", () => {
  const learners = cellsOf("learner");
  const kept = readNotebook(project.notebook).cells.slice(0, 8);
  expect(learners.map(({ source }) => source)).toEqual(kept.map(({ source }) => source));
  const code = learners.filter((cell) => cell.cell_type === "code");
  expect(code.map(({ execution_count, outputs }) => [execution_count, outputs])).toEqual(
    code.map(() => [null, []]),
  );
});

test("a learner's version that needs its solutions is found, and the cell is named", async () => {
  const needy = makeSampleProject('// %% tags=["solution"]\nconst answer = 42;\n\n// %%\nanswer + 1;\n');
  const args = ["scripts/notebooks/main.py", "--root", needy.folder, "--check", "--learner"];
  const { code, stderr } = await runPython(args);
  needy.remove();
  expect(code).toBe(1);
  expect(stderr).toContain("01-sample: cell 1 of 1 failed");
  expect(stderr).toContain("answer");
});

test("an exercise that does not say that it is not solved yet is found", async () => {
  const { code, stderr } = await notebooks("--check", "--learner");
  expect(code).toBe(1);
  expect(stderr).toContain("01-sample: does not say that it is not solved yet: cell 8");
});

test("one lesson alone is not handed out: its links would lead nowhere", async () => {
  const { code, stderr } = await notebooks("--learner", "01");
  expect(code).toBe(2);
  expect(stderr).toContain("name no lesson");
});
