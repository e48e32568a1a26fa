import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { packagesOf } from "../../../src/kernel/compiler/anticipation.js";

const folder = mkdtempSync(join(tmpdir(), "notebooks-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("packages that most notebooks import are anticipated; rare ones, files and Node's own modules are not", () => {
  const notebook = (name: string, source: string[]): void =>
    writeFileSync(join(folder, name), JSON.stringify({ cells: [{ cell_type: "code", source }] }));
  notebook("a.ipynb", ["import {\n", "  x,\n", '} from "common";\n', 'import y from "@scope/rare";']);
  notebook("b.ipynb", ["import z from 'common';\n", 'import "./local"; import { join } from "node:path";']);
  notebook("c.ipynb", ['import { w } from "common"; import { v } from "../other";']);
  mkdirSync(join(folder, "folder.ipynb"));
  expect(packagesOf(folder)).toEqual(["common"]);
});

test("a folder without notebooks promises nothing", () => {
  expect(packagesOf(join(folder, "folder.ipynb"))).toEqual([]);
});
