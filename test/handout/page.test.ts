import { readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium, openPage, type WatchedPage } from "../browser/chromium.js";
import { makeSampleProject, type SampleProject } from "../browser/sample-project.js";
import { makeHandout, seriousFindings } from "./handout.js";

let project: SampleProject;
let browser: Browser;
/** For the tests that only look; one that presses something opens a page of its own. */
let still: Page;

beforeAll(async () => {
  project = makeSampleProject();
  [browser] = await Promise.all([launchChromium(), makeHandout(project)]);
  still = (await openHandout()).page;
});

afterAll(async () => {
  await browser?.close();
  project.remove();
});

async function openHandout(colorScheme: "light" | "dark" = "light"): Promise<WatchedPage> {
  const watched = await openPage(browser, { colorScheme });
  await watched.page.goto(pathToFileURL(project.handout).href);
  await watched.page.locator("html[data-state=drawn]").waitFor();
  return watched;
}

describe("a handout, opened from its file", () => {
  test("asks the network for nothing and has nothing to complain of", async () => {
    const { page, requests, errors } = await openHandout();
    await page.locator(".nsewdrag").first().hover();
    expect(requests).toEqual([pathToFileURL(project.handout).href]);
    expect(errors).toEqual([]);
  });

  test("keeps a number and its percent sign on one line, and code as it was written", async () => {
    const sentence = still.locator(".prose p", { hasText: "The model is right" });
    expect(await sentence.textContent()).toBe(
      "The model is right for 95.3\u00a0% of the points, or 95.3 % of them.",
    );
  });

  test("is at most 3 MB beyond its figures' data", () => {
    const figures = readFileSync(project.handout, "utf8").matchAll(/class="specification"[^>]*>([^<]*)</g);
    const data = [...figures].reduce((sum, [, json]) => sum + json!.length, 0);
    expect(data).toBeGreaterThan(500);
    expect(statSync(project.handout).size - data).toBeLessThan(3_000_000);
  });

  test("draws its figure to the column's width, and the figure reacts to the mouse", async () => {
    const { page } = await openHandout();
    const figure = page.locator("figure.figure");
    await figure.locator(".nsewdrag").hover();
    await figure.locator(".hovertext").first().waitFor();
    expect(await figure.locator(".hoverlayer").textContent()).toMatch(/0\.\d/);

    const width = (): Promise<number> =>
      figure
        .locator(".main-svg")
        .first()
        .boundingBox()
        .then((box) => box!.width);
    const wide = await width();
    await page.setViewportSize({ width: 500, height: 900 });
    await page.waitForFunction(`document.querySelector(".main-svg").clientWidth < ${wide - 100}`);
    expect(await width()).toBeLessThan(500);
  });

  test("scrolls a figure on a phone, and not the page", async () => {
    const { page } = await openHandout();
    await page.setViewportSize({ width: 400, height: 800 });
    await page.waitForFunction(`document.querySelector(".main-svg").clientWidth < 600`);
    const widths = (selector: string): Promise<[whole: number, seen: number]> =>
      page.locator(selector).evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    const [whole, seen] = await widths("figure.figure");
    expect(whole).toBeGreaterThanOrEqual(576);
    expect(seen).toBeLessThan(400);
    const [page400, window400] = await widths("html");
    expect(page400).toBe(window400);
  });

  test("says in words what its figure shows", async () => {
    const words = "Cost over 50 steps: it falls from 0.7 to 0.057 <and never rises>.";
    const figure = still.getByRole("figure", { name: "Figure 1", description: words });
    expect(await figure.locator("img.picture").getAttribute("alt")).toBe(words);
    expect(await figure.locator("details.words p").textContent()).toBe(words);
  });

  test("typesets its formulas, with fonts of its own", async () => {
    expect(await still.locator(".prose .katex").count()).toBe(3);
    expect(await still.locator(".katex-error").count()).toBe(0);
    expect(await still.locator(".katex-display").count()).toBe(1);
    const fonts = await still.evaluate(`document.fonts.ready.then((all) => [...all]
      .filter(({ status }) => status === "loaded").map(({ family }) => family))`);
    expect(fonts).toEqual(
      expect.arrayContaining(["KaTeX_Main", "KaTeX_Math", "KaTeX_AMS", "KaTeX_Caligraphic"]),
    );
  });

  test("colours its code by the kinds of words", async () => {
    const colour = (selector: string): Promise<string> =>
      still.evaluate(`getComputedStyle(document.querySelector("details.code ${selector}")).color`);
    const colours = await Promise.all([".kd", ".s2", ".mf", ".c1", ".nx"].map(colour));
    expect(new Set(colours).size).toBe(5);
  });

  test("does not take the value of a property for a type", () => {
    const kind = (word: string): Promise<string | null> =>
      still
        .locator(".highlight span", { hasText: new RegExp(`^${word}$`) })
        .first()
        .getAttribute("class");
    return expect(Promise.all(["0.25", "halved", "number"].map(kind))).resolves.toEqual(["mf", "nx", "kt"]);
  });

  test("links its sections, and another lesson's handout", async () => {
    const { page } = await openHandout();
    const contents = page.getByRole("navigation", { name: "Contents" });
    expect(await contents.getByRole("link").allTextContents()).toEqual([
      "The idea",
      "The experiment",
      "Costs",
      "Accuracy",
      "Exercises",
    ]);
    await contents.getByRole("link", { name: "The experiment" }).click();
    expect(new URL(page.url()).hash).toBe("#The-experiment");
    expect(await page.getByRole("link", { name: "another lesson" }).getAttribute("href")).toBe(
      "02-other.html",
    );
    expect(await page.title()).toBe("01 · A sample");
  });

  test("folds its code at a press, and unfolds it", async () => {
    const { page } = await openHandout();
    const open = (): Promise<number> => page.locator("details.code[open]").count();
    const button = page.getByRole("button", { name: "Fold code" });
    const all = await page.locator("details.code").count();
    expect(await open()).toBe(all);
    await button.click();
    expect(await open()).toBe(0);
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    await button.click();
    expect(await open()).toBe(all);
  });

  test("keeps the solution folded until it is asked for", async () => {
    const { page } = await openHandout();
    const solution = page.getByText("The last cost is the smallest.");
    expect(await solution.isVisible()).toBe(false);
    await page.getByText("Solution", { exact: true }).click();
    expect(await solution.isVisible()).toBe(true);
    expect(await page.locator("details.solution").count()).toBe(1);
  });

  test.each(["light", "dark"] as const)("follows the system's %s theme, and the switch", async (scheme) => {
    const { page } = await openHandout(scheme);
    const ground = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const ink = (): Promise<string | null> => page.locator(".gtitle").getAttribute("style");
    const [before, inkBefore] = [await ground(), await ink()];
    expect(before === "rgb(255, 255, 255)").toBe(scheme === "light");
    await page.getByRole("button", { name: "Dark" }).click();
    expect(await ground()).not.toBe(before);
    await expect.poll(ink).not.toBe(inkBefore);
    await page.reload();
    expect(await ground()).not.toBe(before);
  });

  test.each(["light", "dark"] as const)(
    "has no serious finding of axe-core in the %s theme",
    async (scheme) => {
      const { page } = await openHandout(scheme);
      await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
      expect(await seriousFindings(page)).toEqual([]);
    },
  );

  test("has its headings in order", async () => {
    const levels: number[] = await still.evaluate(
      `[...document.querySelectorAll("h1, h2, h3, h4")].map(({ tagName }) => Number(tagName[1]))`,
    );
    expect(levels).toEqual([1, 2, 2, 3, 3, 2]);
  });
});

describe("a handout, printed", () => {
  test("shows pictures in the light theme instead of live figures, and nothing to press", async () => {
    const { page } = await openHandout("dark");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("figure .plot").isVisible()).toBe(false);
    const picture = page.locator("figure img.picture");
    expect(await picture.isVisible()).toBe(true);
    expect(await page.evaluate('document.querySelector("img.picture").naturalWidth')).toBe(680);
    expect(decodeURIComponent((await picture.getAttribute("src"))!)).toContain("rgb(51, 56, 63)");
    expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
    expect(await page.getByText("The last cost is the smallest.").isVisible()).toBe(true);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
  });

  test("cuts no code at the edge of the paper", async () => {
    const { page } = await openHandout();
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 680, height: 960 });
    const cut = await page.evaluate(
      `[...document.querySelectorAll("pre")].filter((pre) => pre.scrollWidth > pre.clientWidth).length`,
    );
    expect(cut).toBe(0);
  });

  test("is numbered A4 pages", async () => {
    const { page } = await openHandout();
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
    const pages = pdf.match(/\/Type\s*\/Page\b/g)!.length;
    expect(pages).toBeGreaterThan(1);
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!;
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  });
});
