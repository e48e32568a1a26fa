import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launchChromium, openPage } from "../browser/chromium.js";
import { type JupyterLab, startJupyterLab } from "../browser/jupyterlab.js";

/** The cells of one notebook, by name; the tests do not touch each other's. */
const cells = {
  hello: 'let answer = 41;\nconsole.log("hello");',
  value: "answer += 1;\n({ answer, of: new Map([['life', [1, 2, 3]]]) })",
  exception:
    "function broken(values: number[]) {\n  return values.map((v) => v.toFixed(-1));\n}\nbroken([answer]);",
  types: 'const wrong: number = "text";\nlet other = nothing;',
  loop: 'let n = 0; console.log("spinning"); for (;;) n++;',
  afterLoop: "n > 0",
  flood: 'for (let i = 0; i < 1e5; i++) console.log("line", i);',
  documented: "/** The answer to all. */\nconst answerToAll = 42;",
  named: "answerToAll",
  other: "const waters = { deep: 42, dark: 1, light: 2 };",
  member: "waters.d",
  question: 'const name = prompt("Your name? ");\nname.toUpperCase()',
} as const;

// A quiet machine needs a fraction of this for all tests together.
vi.setConfig({ testTimeout: 200_000 });
const patience = 90_000;

const folder = mkdtempSync(join(tmpdir(), "kernel-lab-"));
let lab: JupyterLab;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [lab, browser] = await Promise.all([startJupyterLab(folder), launchChromium()]);
  page = await open("cells.ipynb", Object.values(cells));
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a new notebook of these cells, with a kernel that is ready. */
async function open(name: string, sources: readonly string[]): Promise<Page> {
  const notebook = {
    cells: sources.map((source, index) => ({
      ...{ cell_type: "code", id: `cell-${index}`, execution_count: null, metadata: {}, outputs: [], source },
    })),
    metadata: { kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(join(folder, name), JSON.stringify(notebook));
  const opened = (await openPage(browser)).page;
  opened.setDefaultTimeout(patience);
  await opened.goto(lab.url(`lab/tree/${name}?reset`));
  // The notebook's own sign of idleness is there before there is a kernel.
  await opened.locator("#jp-main-statusbar").getByText("TypeScript | Idle").waitFor();
  return opened;
}

function cell(name: keyof typeof cells): Locator {
  return page.locator(`[data-windowed-list-index="${Object.keys(cells).indexOf(name)}"]`);
}

async function run(...names: (keyof typeof cells)[]): Promise<void> {
  for (const name of names) {
    await cell(name).locator(".cm-content").click();
    await page.keyboard.press("Shift+Enter");
  }
}

/** Waits until an output of the cell has `text`. */
async function shows(shown: Locator, text: string): Promise<void> {
  await shown.locator(".jp-OutputArea-output", { hasText: text }).first().waitFor();
}

async function ended(name: keyof typeof cells): Promise<void> {
  await cell(name).locator(".jp-InputPrompt", { hasText: /\d/ }).waitFor();
}

test("cells run, share variables, and show results and errors", async () => {
  await run("hello", "value", "exception");
  await shows(cell("hello"), "hello");
  await shows(cell("value"), "{ answer: 42, of: Map(1) { 'life' => [ 1, 2, 3 ] } }");
  await shows(cell("exception"), "RangeError: toFixed() digits argument must be between 0 and 100");
  await shows(cell("exception"), "at broken (In [3]:2:17)");
  await run("types");
  await shows(cell("types"), "Type 'string' is not assignable to type 'number'.");
  await shows(cell("types"), "Cannot find name 'nothing'.");
});

test("the interrupt button ends a loop, and the notebook goes on", async () => {
  await run("loop");
  await shows(cell("loop"), "spinning");
  await page.getByRole("button", { name: "Interrupt the kernel" }).click();
  await shows(cell("loop"), "the cell was interrupted");
  await run("afterLoop");
  await shows(cell("afterLoop"), "true");
});

test("a hundred thousand lines arrive, and the server drops none", async () => {
  await run("flood");
  await ended("flood");
  const text = await cell("flood").locator(".jp-OutputArea-output").first().textContent();
  expect(text?.trimEnd().split("\n")).toHaveLength(1e5);
});

test("restart and run all gives every cell its output again", async () => {
  const restarted = await open("restart.ipynb", [
    "const first = 1;",
    "first + 1",
    "await Promise.resolve(first + 2)",
  ]);
  await restarted.getByRole("menuitem", { name: "Kernel", exact: true }).click();
  await restarted.getByRole("menuitem", { name: "Restart Kernel and Run All Cells" }).click();
  await restarted.locator(".jp-Dialog .jp-mod-accept").click();
  await shows(restarted.locator(".jp-CodeCell").nth(1), "2");
  await shows(restarted.locator(".jp-CodeCell").nth(2), "3");
});

test("Shift-Tab explains", async () => {
  await run("documented");
  await ended("documented");
  await cell("named").locator(".cm-content").click();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+Tab");
  const tooltip = page.locator(".jp-Tooltip");
  await tooltip.getByText("The answer to all.").waitFor();
  expect(await tooltip.textContent()).toContain("const answerToAll");
});

test("Tab completes", async () => {
  await run("other");
  await ended("other");
  await cell("member").locator(".cm-content").click();
  await page.keyboard.press("End");
  await page.keyboard.press("Tab");
  const completer = page.locator(".jp-Completer");
  await completer.getByText("dark").first().waitFor();
  expect(await completer.locator(".jp-Completer-item").allTextContents()).toHaveLength(2);
});

test("prompt asks in the notebook", async () => {
  await run("question");
  await page.locator(".jp-Stdin-input").fill("ada");
  await page.keyboard.press("Enter");
  await shows(cell("question"), "'ADA'");
});
