import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Page } from "playwright-core";
import { runPython } from "../browser/python.js";
import type { SampleProject } from "../browser/sample-project.js";

const axe: string = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

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

/** What axe-core finds that is serious or critical: rule, element and what to do. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join("\\n"))))`);
}
