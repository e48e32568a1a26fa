/** Prints handouts to PDF with Chromium: A4, figures as pictures, page numbers, bookmarks. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "./setup/chromium.mjs";
import { SetUpError } from "./setup/set-up-error.mjs";

/**
 * @param {string} folder
 * @param {readonly string[]} names  of the lessons; each version that is there is printed
 */
export async function printHandouts(folder, names) {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new SetUpError(
      "Chromium is missing, and the PDFs are printed with it. Print the HTML files instead.",
    );
  }
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    for (const name of names.flatMap((lesson) => [lesson, `${lesson}.learner`])) {
      const file = join(folder, `${name}.html`);
      if (!existsSync(file)) continue;
      console.log(`pdf: ${name}`);
      await page.goto(pathToFileURL(file).href);
      await page.waitForSelector("html[data-state=drawn]", { timeout: 60_000 });
      const path = join(folder, `${name}.pdf`);
      await page.pdf({ path, preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
    }
  } finally {
    await browser.close();
  }
}
