import { readFileSync, utimesSync } from "node:fs";
import { dirname } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readNotebook } from "../notebooks/notebook.js";
import { launchChromium, openPage } from "./chromium.js";
import { type JupyterLab, startJupyterLab } from "./jupyterlab.js";
import { runPython } from "./python.js";
import { makeSampleProject, SAMPLE_LESSON, type SampleProject } from "./sample-project.js";

let project: SampleProject;
let lab: JupyterLab;
let browser: Browser;

beforeAll(async () => {
  project = makeSampleProject();
  const { code, stderr } = await runPython(["scripts/notebooks/main.py", "--root", project.folder]);
  expect(code, stderr).toBe(0);
  // As in a fresh clone, where git gives the files the times at which it happens to write them.
  utimesSync(project.lesson, new Date("2026-01-01"), new Date("2026-01-01"));
  [lab, browser] = await Promise.all([startJupyterLab(project.folder), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  project.remove();
});

async function openNotebook(): Promise<Page> {
  const { page } = await openPage(browser);
  await page.goto(lab.url("lab/tree/notebooks/01-sample.ipynb?reset"));
  await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
  return page;
}

/** Moves the mouse over the figure's curve, and waits for what the figure says about the point. */
async function hover(page: Page): Promise<string> {
  const figure = page.locator(".js-plotly-plot").first();
  await figure.scrollIntoViewIfNeeded();
  await figure.locator(".nsewdrag").first().hover();
  const label = figure.locator(".hoverlayer .hovertext").first();
  await label.waitFor();
  return label.textContent().then(String);
}

async function runAll(page: Page): Promise<void> {
  await page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
  await page.locator(".jp-CodeCell .jp-InputPrompt", { hasText: "[5]:" }).waitFor();
}

describe("a notebook of a fresh clone, in JupyterLab", () => {
  let page: Page;

  beforeAll(async () => {
    page = await openNotebook();
  });

  test("shows its figures and tables before anybody trusts or runs it, and figures react", async () => {
    expect(await hover(page)).toMatch(/\d/);
    await page.getByRole("cell", { name: "95.3 % (201/211)" }).waitFor();
    expect(await page.locator(".jp-Dialog").count()).toBe(0);
  });

  test("runs through without an error; its figures are there and react to the mouse", async () => {
    await runAll(page);
    expect(await page.locator('[data-mime-type="application/vnd.jupyter.error"]').count()).toBe(0);
    expect(await page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count()).toBe(0);
    expect(await hover(page)).toMatch(/\d/);
    const table = page.getByRole("table");
    expect(await table.getByRole("columnheader").allTextContents()).toEqual(["model", "train"]);
  });

  test("saved, it is what the lesson makes, and the lesson is what it was", async () => {
    const saved = page.waitForResponse((response) => response.request().method() === "PUT");
    await page.keyboard.press("Control+s");
    expect((await saved).status()).toBe(200);
    expect(readFileSync(project.lesson, "utf8")).toBe(SAMPLE_LESSON);
    const check = await runPython(["scripts/notebooks/main.py", "--root", project.folder, "--check"]);
    expect(check.code, check.stderr).toBe(0);
  });

  test("a cell written in the notebook is in the lesson's source when it is saved", async () => {
    await page.locator(".jp-CodeCell").last().locator(".jp-InputPrompt").click();
    await page.keyboard.press("b");
    await page.keyboard.press("Enter");
    await page.keyboard.insertText("const added = 6 * 7;");
    const saved = page.waitForResponse((response) => response.request().method() === "PUT");
    await page.keyboard.press("Control+s");
    expect((await saved).status()).toBe(200);
    expect(readFileSync(project.lesson, "utf8")).toBe(`${SAMPLE_LESSON}\n// %%\nconst added = 6 * 7;\n`);
    expect(readNotebook(project.notebook).cells).toHaveLength(11);
  });
});

test("JupyterLab's own export to HTML is our handout, to the byte", async () => {
  const response = await fetch(lab.url("nbconvert/html/notebooks/01-sample.ipynb?download=true"));
  expect(response.status).toBe(200);
  const arguments_ = ["-m", "nbconvert", "--to", "html", "--output-dir", dirname(project.handout)];
  await runPython([...arguments_, project.notebook]);
  expect(await response.text()).toBe(readFileSync(project.handout, "utf8"));
});
