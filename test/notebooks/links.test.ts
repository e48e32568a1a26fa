import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../browser/sample-project.js";
import { readNotebook } from "./notebook.js";

const folder: string = join(root, "notebooks");
const files: string[] = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const lessons: string[] = files.filter((name) => /^\d\d-/.test(name));

/** The Markdown of a notebook, cell by cell. */
function prose(file: string): string[] {
  return readNotebook(join(folder, file))
    .cells.filter((cell) => cell.cell_type === "markdown")
    .map(({ source }) => [source].flat().join(""));
}

/** "05 · Dropout": the heading of the first cell. */
function titleOf(file: string): string {
  return /^# (.+)$/m.exec(prose(file)[0]!)![1]!;
}

function linksIn(text: string): { text: string; target: string }[] {
  return Array.from(text.matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g), ([, label, target]) => ({
    text: label!.replaceAll(/\s+/g, " "),
    target: target!,
  }));
}

describe.each(files)("%s", (file) => {
  const local = linksIn(prose(file).join("\n")).filter(({ target }) => !/^https?:/.test(target));

  test("its links lead to files that are there", () => {
    expect(local.filter(({ target }) => !existsSync(join(folder, target.split("#")[0]!)))).toEqual([]);
  });

  test("a link that begins with a lesson's number has its title, word for word", () => {
    const titled = local.filter(({ text, target }) => /^\d\d · /.test(text) && files.includes(target));
    expect(titled.map(({ text }) => text)).toEqual(titled.map(({ target }) => titleOf(target)));
  });
});

test("the index links every lesson", () => {
  const targets = linksIn(prose("index.ipynb").join("\n")).map(({ target }) => target);
  expect(targets).toEqual(expect.arrayContaining(lessons));
});

describe.each(lessons)("%s", (file) => {
  const place = lessons.indexOf(file);

  test("its end links the lessons before and after it, and the index", () => {
    const paragraphs = prose(file).at(-1)!.split("\n\n");
    const end = paragraphs.find((text) => text.startsWith("Next: ")) ?? "";
    const neighbours = [lessons[place + 1], lessons[place - 1]].filter((name) => name !== undefined);
    expect(linksIn(end)).toEqual([
      ...neighbours.map((name) => ({ text: titleOf(name), target: name })),
      { text: "All lessons", target: "index.ipynb" },
    ]);
  });

  test("its beginning links the lessons that it builds on and that are there", () => {
    const foundation = /It builds on [\s\S]*?\.(?=\s|$)/.exec(prose(file)[0]!)?.[0] ?? "";
    const numbers = Array.from(foundation.matchAll(/lesson\s+(\d\d)/g), ([, number]) => number!);
    expect(numbers).not.toEqual([]);
    const there = numbers.flatMap((number) => lessons.filter((name) => name.startsWith(number)));
    expect(linksIn(foundation)).toEqual(
      there.map((name) => ({ text: `lesson ${basename(name).slice(0, 2)}`, target: name })),
    );
  });
});
