import { dirname } from "node:path";
import { runPython } from "../browser/python.js";
import type { SampleProject } from "../browser/sample-project.js";

/** Runs the sample's lesson and exports it, the way `npm run notebooks` and `npm run handouts` do. */
export async function makeHandout(project: SampleProject, ...options: string[]): Promise<string> {
  const made = await runPython(["scripts/notebooks/main.py", "--root", project.folder]);
  if (made.code !== 0) throw new Error(made.stderr);
  return exportHandout(project, ...options);
}

/** Exports the notebook as it is; `options` are nbconvert's. */
export async function exportHandout(project: SampleProject, ...options: string[]): Promise<string> {
  const command = ["-m", "nbconvert", "--to", "html", "--output-dir", dirname(project.handout)];
  const { code, stderr } = await runPython([...command, ...options, project.notebook]);
  if (code !== 0) throw new Error(stderr);
  return project.handout;
}
