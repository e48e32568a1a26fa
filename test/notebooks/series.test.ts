import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root } from "../browser/sample-project.js";
import { readNotebook } from "./notebook.js";

interface Lesson {
  readonly number: string;
  readonly title: string;
  readonly name?: string;
  readonly minutes?: number;
  readonly aims: readonly { verb: string; what: string }[];
  readonly teaches?: string;
  readonly buildsOn: readonly string[];
}

interface Tools {
  readSeries(folder: string): Lesson[];
  mapOf(series: readonly Lesson[], address?: (lesson: Lesson) => string | undefined): string;
  writeIndexNotebook(root: string): void;
  staleIndexFiles(root: string): string[];
  readonly coming: readonly Lesson[];
}

async function load(name: string): Promise<Tools> {
  return import(pathToFileURL(join(root, `scripts/notebooks/series/${name}.mjs`)).href);
}

const { readSeries } = await load("read-series");
const { mapOf } = await load("map");
const { coming } = await load("coming");
const { writeIndexNotebook, staleIndexFiles } = await load("index-notebook");

const lesson = (number: string, ...buildsOn: string[]): Lesson => ({
  number,
  title: `Lesson ${number}`,
  name: `${number}-x`,
  aims: [],
  buildsOn,
});

/** The left edge of each lesson's box, by number. */
function edges(svg: string): Record<string, number> {
  const boxes = svg.matchAll(/<rect x="(\d+)"[^>]*\/><text[^>]*>(\d\d)</g);
  return Object.fromEntries(Array.from(boxes, ([, x, number]) => [number, Number(x)]));
}

describe("the series", () => {
  const series = readSeries(join(root, "lessons"));

  test("has the lessons 01 to 15, in order", () => {
    expect(series.map(({ number }) => Number(number))).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
  });

  test.each(series.filter(({ name }) => name !== undefined))(
    "$name says what one can do afterwards, in how much time, and what it builds on",
    ({ title, name, aims, minutes, buildsOn, number }) => {
      expect(title).not.toBe(name);
      expect(aims).toHaveLength(3);
      expect(minutes).toBeGreaterThan(0);
      expect(buildsOn.length > 0 || number === "01").toBe(true);
      expect(buildsOn.every((one) => one < number)).toBe(true);
    },
  );

  test("its committed index is what the lessons' first cells make", () => {
    expect(staleIndexFiles(root)).toEqual([]);
  });

  test("a lesson that is written is no more among those to come", () => {
    const written = series.filter(({ name }) => name !== undefined).map(({ number }) => number);
    expect(coming.filter(({ number }) => written.includes(number))).toEqual([]);
  });
});

describe("a lesson's first cell", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gradbook-"));
    for (const room of ["lessons", "notebooks"]) mkdirSync(join(folder, room));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const first = `// -*- coding: utf-8 -*-
// %% [markdown]
// # 04 · Penalties
//
// After this lesson you can
//
// - **write** the penalty λ/2m,
//   and its gradient;
// - **choose** λ | μ.
//
// Time: 40 minutes. It builds on [lesson 03](03-sizes.ipynb) (the 2-20-3-1 network) and
// lesson 01 (a network).

// %%
const lesson99 = "Time: 1 minutes";
`;

  test("gives its title, aims, time and foundations, wherever its lines break", () => {
    writeFileSync(join(folder, "lessons/04-penalties.ts"), first);
    expect(readSeries(join(folder, "lessons")).find(({ number }) => number === "04")).toEqual({
      number: "04",
      title: "Penalties",
      name: "04-penalties",
      minutes: 40,
      aims: [
        { verb: "write", what: "the penalty λ/2m, and its gradient" },
        { verb: "choose", what: "λ | μ" },
      ],
      buildsOn: ["03", "01"],
    });
  });

  test("becomes a row of the index, with a link; a lesson to come has none", () => {
    writeFileSync(join(folder, "lessons/04-penalties.ts"), first);
    writeIndexNotebook(folder);
    const { cells } = readNotebook(join(folder, "notebooks/index.ipynb"));
    const text = cells.map(({ source }) => [source].flat().join("")).join("\n");
    expect(text).toContain(
      "| 04 | [Penalties](04-penalties.ipynb) | **write** the penalty λ/2m, and its gradient;",
    );
    expect(text).toContain("λ \\| μ");
    expect(text).toContain("| 15 | Putting it together (to come) |");
    expect(text).toContain("Begin with [04 · Penalties](04-penalties.ipynb).");
  });

  test("makes the index stale when it changes, and a save by an editor does not", () => {
    writeIndexNotebook(folder);
    const file = join(folder, "notebooks/index.ipynb");
    expect(staleIndexFiles(folder)).toEqual([]);
    const saved = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...saved, metadata: { ...saved.metadata, signed: true } }));
    expect(staleIndexFiles(folder)).toEqual([]);
    writeFileSync(join(folder, "lessons/04-penalties.ts"), first);
    expect(staleIndexFiles(folder)).toEqual(["notebooks/index.ipynb", "notebooks/index.svg"]);
  });
});

describe("the map", () => {
  test("puts each lesson right of all that it builds on", () => {
    const x = edges(mapOf([lesson("01"), lesson("02", "01"), lesson("03", "01", "02"), lesson("04", "01")]));
    expect(x["02"]).toBe(x["04"]);
    expect(x["02"]).toBeGreaterThan(x["01"]!);
    expect(x["03"]).toBeGreaterThan(x["02"]!);
  });

  test("draws no arrow that two others imply", () => {
    const svg = mapOf([lesson("01"), lesson("02", "01"), lesson("03", "01", "02")]);
    expect(svg.match(/marker-end/g)).toHaveLength(2);
  });

  test("links the lessons that have an address, and no other", () => {
    const svg = mapOf([lesson("01"), lesson("02", "01")], ({ number }) =>
      number === "02" ? "b.html" : undefined,
    );
    expect(Array.from(svg.matchAll(/href="([^"]*)"/g), ([, href]) => href)).toEqual(["b.html"]);
  });

  test("refuses lessons that build on each other", () => {
    expect(() => mapOf([lesson("01", "02"), lesson("02", "01")])).toThrow("build on each other");
  });
});
