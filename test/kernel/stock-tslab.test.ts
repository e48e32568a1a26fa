/**
 * A notebook belongs to its reader, who may have the stock kernel under the same name: every notebook of the series has
 * to run there as well.
 */

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { references } from "../../src/kernel/compiler/scope.js";
import { loadTypeScript, parse } from "../../src/kernel/compiler/typescript.js";
import { runPython } from "../browser/python.js";
import { root } from "./client.js";

// Each notebook computes for twenty seconds or so; a small machine has two cores.
vi.setConfig({ maxConcurrency: 2 });

const tslab = createRequire(import.meta.url).resolve("tslab/bin/tslab");
const list = (folder: string, pattern: RegExp): string[] =>
  readdirSync(join(root, folder)).filter((name) => pattern.test(name));

/** Shorthand properties like `{ train }` where `train` is a variable of an earlier cell: stock tslab finds none there. */
function shorthands(lesson: string): string[] {
  const { isShorthandPropertyAssignment } = loadTypeScript();
  const cells = lesson.split(/^\/\/ %%(?! \[markdown\]).*$/m).slice(1);
  return cells.flatMap((cell) => {
    const file = parse("cell.ts", cell.split(/^\/\/ %%/m)[0] ?? "");
    return references(file)
      .filter(
        ({ origin, identifier }) => origin === "free" && isShorthandPropertyAssignment(identifier.parent),
      )
      .map(({ identifier }) => `{ ${identifier.text} } in: ${identifier.parent.parent.getText(file)}`);
  });
}

test("shorthand properties of earlier cells' variables are recognized", () => {
  const lesson =
    "// %%\nconst a = 1;\nshow({ a });\n// %% [markdown]\n// { a }\n// %% tags=[]\nshow({ b: a, a });";
  expect(shorthands(lesson)).toEqual(["{ a } in: { b: a, a }"]);
});

describe.each(list("lessons", /^\d\d-.*\.ts$/))("%s", (name) => {
  test("has no shorthand properties that stock tslab does not understand: write { train: train }", () => {
    expect(shorthands(readFileSync(join(root, "lessons", name), "utf8"))).toEqual([]);
  });
});

test.concurrent.each(list("notebooks", /^\d\d-.*\.ipynb$/))(
  "%s runs under the stock tslab kernel without a complaint",
  async (name) => {
    const program = ["test/kernel/stock_tslab.py", process.execPath, tslab, join(root, "notebooks", name)];
    const { code, stdout, stderr } = await runPython(program);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^[1-9]\d* cells/);
  },
  600_000,
);
