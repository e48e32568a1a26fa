import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium, openPage, type WatchedPage } from "../browser/chromium.js";
import { root } from "../browser/sample-project.js";
import { seriousFindings } from "./handout.js";

const folder = join(root, "dist/handouts");
const address: string = pathToFileURL(join(folder, "index.html")).href;

let browser: Browser;
let printed: string;

beforeAll(async () => {
  printed = await handouts("05", "--pdf");
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** Runs the command, and gives what it printed. */
function handouts(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, ["scripts/handouts.mjs", ...args], { cwd: root });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return new Promise((resolve) => child.on("close", () => resolve(text)));
}

async function openIndex(colorScheme: "light" | "dark" = "light"): Promise<WatchedPage> {
  const watched = await openPage(browser, { colorScheme });
  await watched.page.goto(address);
  return watched;
}

describe("npm run handouts", () => {
  test("writes a lesson with its solutions and without them, and prints both", () => {
    for (const name of [
      "05-dropout.html",
      "05-dropout.learner.html",
      "05-dropout.pdf",
      "05-dropout.learner.pdf",
    ]) {
      expect(existsSync(join(folder, name)), `${name}\n${printed}`).toBe(true);
    }
    expect(readFileSync(join(folder, "05-dropout.html"), "utf8")).toContain(
      '<details class="aside solution">',
    );
    expect(readFileSync(join(folder, "05-dropout.learner.html"), "utf8")).not.toContain("aside solution");
    expect(readFileSync(join(folder, "05-dropout.pdf"), "latin1")).toMatch(/^%PDF/);
  });

  test("a version links the same version of the other lessons, and the one index", () => {
    const links = (name: string): string[] =>
      Array.from(
        readFileSync(join(folder, name), "utf8").matchAll(/<a href="([^"#]*\.(?:ipynb|html))"/g),
        ([, href]) => href!,
      );
    const solved = links("05-dropout.html");
    expect(solved).toContain("index.html");
    expect(solved.filter((href) => /^\d\d-[\w-]+\.html$/.test(href)).length).toBeGreaterThan(1);
    expect(links("05-dropout.learner.html")).toEqual(
      solved.map((href) => (href === "index.html" ? href : href.replace(".html", ".learner.html"))),
    );
  });

  test("answers a name that no notebook has, and an option that it has not, in one line", async () => {
    expect(await handouts("99")).toMatch(/^No notebook is named "99"\. There are .*05-dropout.*\.\n$/);
    expect(await handouts("--slides")).toMatch(
      /^Unknown option '--slides'\. It goes: npm run handouts .*\n$/,
    );
  });
});

describe("the index of the handouts", () => {
  test("links every handout, with no request beyond its file", async () => {
    const { page, requests, errors } = await openIndex();
    const links = page.getByRole("link", { name: "without solutions", exact: true });
    await links.and(page.locator("[href^='05-']")).click();
    await page.locator("h1", { hasText: "Dropout" }).waitFor();
    expect(requests).toEqual([address, address.replace("index.html", "05-dropout.learner.html")]);
    expect(errors).toEqual([]);
  });

  test("maps what builds on what, and a lesson's box opens its handout", async () => {
    const { page } = await openIndex();
    const map = page.getByRole("navigation", { name: "What builds on what" });
    expect(await map.locator("rect").count()).toBe(await page.locator(".lessons > li").count());
    await map.getByRole("link", { name: /Dropout/ }).click();
    await page.locator("h1", { hasText: "Dropout" }).waitFor();
    expect(page.url()).toBe(address.replace("index.html", "05-dropout.html"));
  });

  test.each(["light", "dark"] as const)(
    "has no serious finding of axe-core in the %s theme",
    async (scheme) => {
      const { page } = await openIndex(scheme);
      expect(await seriousFindings(page)).toEqual([]);
    },
  );

  test("finds a word in the text of a lesson, and links the section that has it", async () => {
    const { page } = await openIndex();
    const field = page.getByRole("searchbox", { name: "Search the lessons" });
    await field.fill("随机失活");
    expect(await page.getByRole("status").textContent()).toMatch(/^[1-9]\d* of \d+ lessons$/);
    const match = page.getByRole("link", { name: "The idea" }).first();
    expect(await match.getAttribute("href")).toBe("05-dropout.html#The-idea");
    await field.fill("no lesson has these words");
    expect(await page.getByRole("status").textContent()).toMatch(/^0 of \d+ lessons$/);
    expect(await page.getByRole("listitem").filter({ visible: true }).count()).toBe(0);
  });
});
