import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readNotebook } from "../notebooks/notebook.js";
import { launchChromium, openPage } from "./chromium.js";
import { type JupyterLab, startJupyterLab } from "./jupyterlab.js";
import { makeSampleProject, root, type SampleProject } from "./sample-project.js";

const LESSON = "05-dropout";
const committed = readNotebook(join(root, `notebooks/${LESSON}.ipynb`));
const codeCells = committed.cells.filter((cell) => cell.cell_type === "code").length;

let project: SampleProject;
let lab: JupyterLab;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  project = makeSampleProject();
  for (const file of [`lessons/${LESSON}.ts`, `notebooks/${LESSON}.ipynb`]) {
    cpSync(join(root, file), join(project.folder, file));
  }
  [lab, browser] = await Promise.all([startJupyterLab(project.folder), launchChromium()]);
  ({ page } = await openPage(browser));
  await page.goto(lab.url(`lab/tree/notebooks/${LESSON}.ipynb?reset`));
  await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  project.remove();
});

const FIGURES = ["Samples", "Cost during training", "Decision boundaries", "Dropout masks"];

async function expectFiguresAndTables(): Promise<void> {
  for (const title of FIGURES) {
    const figure = page.locator(".js-plotly-plot .gtitle", { hasText: title }).first();
    await figure.waitFor({ state: "attached" });
    await figure.scrollIntoViewIfNeeded();
  }
  await page.getByRole("cell", { name: "96.0 % (192/200)" }).first().waitFor({ state: "attached" });
  expect(await page.getByRole("columnheader", { name: "in the notes" }).count()).toBeGreaterThan(0);
}

test("the committed lesson shows its figures and its table before anybody trusts or runs it", async () => {
  await expectFiguresAndTables();
});

test("Run All runs the lesson through without an error, and shows them again", async () => {
  await page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
  await page.locator(".jp-CodeCell .jp-InputPrompt", { hasText: "[*]:" }).first().waitFor();
  const last = page.locator(".jp-CodeCell .jp-InputPrompt", { hasText: `[${codeCells}]:` });
  await last.waitFor({ timeout: 240_000 });
  expect(await page.locator('[data-mime-type="application/vnd.jupyter.error"]').count()).toBe(0);
  expect(await page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count()).toBe(0);
  await expectFiguresAndTables();
}, 300_000);
