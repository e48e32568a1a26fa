import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { environment, type Finished, python, runPython } from "../browser/python.js";
import { makeSampleProject, root, SAMPLE_LESSON, type SampleProject } from "../browser/sample-project.js";
import { readNotebook } from "./notebook.js";

let project: SampleProject;
let made: Finished;
let bytes: string;

beforeAll(async () => {
  project = makeSampleProject();
  made = await notebooks();
  bytes = readFileSync(project.notebook, "utf8");
});

afterAll(() => project.remove());

function notebooks(...args: string[]): Promise<Finished> {
  return runPython(["scripts/notebooks/main.py", "--root", project.folder, ...args]);
}

describe("npm run notebooks", () => {
  test("a lesson becomes a notebook in which every code cell has run, in the real kernel", () => {
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: "" });
    expect(made.stdout).toContain("cell  2 of 10");
    const { cells, metadata } = readNotebook(project.notebook);
    const counts = cells.filter((cell) => cell.cell_type === "code").map((cell) => cell.execution_count);
    expect(counts).toEqual([1, 2, 3, 4, 5]);
    expect(metadata.kernelspec?.name).toBe("tslab");
    expect(cells[3]!.outputs![0]!.data).toHaveProperty([
      "application/vnd.plotly.v1+json",
      "layout",
      "title",
      "text",
    ]);
  });

  test("made twice, a notebook is the same to the byte", async () => {
    await notebooks("sample");
    expect(readFileSync(project.notebook, "utf8")).toBe(bytes);
  });

  test("a name that no lesson has is answered with those that there are", async () => {
    const { code, stderr } = await notebooks("07");
    expect(code).toBe(1);
    expect(stderr).toContain("no lesson is named '07'\n  help: there are 01-sample");
  });
});

describe("a lesson that does not run clean", () => {
  let broken: SampleProject;
  let finished: Finished;
  const notebook = (name: string): string => join(broken.folder, `notebooks/${name}.ipynb`);

  beforeAll(async () => {
    broken = makeSampleProject(
      '// %%\nconst fine = 1;\n\n// %%\nthrow new RangeError("too far");\n\n// %%\nfine;\n',
    );
    writeFileSync(join(broken.folder, "lessons/02-loud.ts"), '// %%\nconsole.error("look out");\n');
    writeFileSync(join(broken.folder, "lessons/03-foreign.ts"), '// %%\nconst word = "过拟合";\n');
    writeFileSync(notebook("01-sample"), "the old one");
    finished = await runPython(["scripts/notebooks/main.py", "--root", broken.folder]);
  });

  afterAll(() => broken.remove());

  test("stops at the cell that fails, which is named with its source and its message", () => {
    expect(finished.code).toBe(1);
    expect(finished.stderr).toContain("01-sample: cell 2 of 3 failed");
    expect(finished.stderr).toContain('│ throw new RangeError("too far");');
    expect(finished.stderr).toContain("RangeError");
    expect(finished.stderr).not.toContain("\u001b");
  });

  test("stops at the cell that writes to stderr", () => {
    expect(finished.stderr).toContain("02-loud: cell 1 of 1 wrote to stderr");
    expect(finished.stderr).toContain("  look out");
  });

  test("is not run at all when JupyterLab would save another source than it was given", () => {
    expect(finished.stderr).toContain("lessons/03-foreign.ts would change when it is saved in JupyterLab");
    expect(finished.stderr).toContain("+// -*- coding: utf-8 -*-");
  });

  test("leaves the old notebook where it stood", () => {
    expect(readFileSync(notebook("01-sample"), "utf8")).toBe("the old one");
  });
});

describe("an interrupted run", () => {
  test("ends at once with its kernels, changes no notebook, and blames no lesson", async () => {
    const endless = makeSampleProject("// %%\nconst begun = 1;\n\n// %%\nwhile (true);\n");
    writeFileSync(endless.notebook, "the old one");
    const child = spawn(python, ["-B", "scripts/notebooks/main.py", "--root", endless.folder], {
      cwd: root,
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    // The first cell has ended, and the second is on its way.
    await once(child.stdout, "data");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
    expect(complaint.trim()).toBe("stopped; no notebook was changed by a lesson that ran");
    expect(readFileSync(endless.notebook, "utf8")).toBe("the old one");
    endless.remove();
  });
});

describe("npm run notebooks -- --check", () => {
  test("passes a notebook that is what its lesson makes, whatever its ids and traces of a run", async () => {
    const notebook = readNotebook(project.notebook);
    notebook.cells[1]!.id = "changed-by-an-editor";
    notebook.cells[1]!.metadata.execution = { "iopub.status.busy": "2026-01-01T00:00:00Z" };
    writeFileSync(project.notebook, JSON.stringify(notebook));
    const { code, stderr } = await notebooks("--check");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("names each cell whose source, output or metadata is altered, and writes nothing", async () => {
    const notebook = JSON.parse(bytes);
    notebook.cells[0].source = "# Another title";
    notebook.cells[1].outputs[0].text = ["the last cost is 0.0000\n"];
    notebook.cells[9].metadata = {};
    const altered = JSON.stringify(notebook);
    writeFileSync(project.notebook, altered);
    writeFileSync(project.lesson, `${SAMPLE_LESSON}\n// %%\n1 + 1;\n`);
    const { code, stderr } = await notebooks("--check");
    expect(code).toBe(1);
    expect(stderr).toContain("notebooks/01-sample.ipynb is not what lessons/01-sample.ts makes");
    expect(stderr).toContain("it has 10 cells, and its lesson has 11");
    expect(stderr).toContain("cell 1 of 11: its source differs");
    expect(stderr).toContain("-# Another title");
    expect(stderr).toContain("cell 2 of 11: its outputs differ");
    expect(stderr).toContain("cell 10 of 11: its metadata differs");
    expect(readFileSync(project.notebook, "utf8")).toBe(altered);
  });
});
