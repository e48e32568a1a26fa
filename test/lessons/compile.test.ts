import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "@tslab/typescript-for-tslab";
import { expect, test } from "vitest";
import { root } from "../browser/sample-project.js";

/** What a notebook's cells are compiled with: TypeScript 5.0.4, as tslab sets it, on the built library. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  noEmit: true,
  types: ["node"],
};

const lessons = readdirSync(join(root, "lessons")).filter((name) => name.endsWith(".ts"));

test.each(lessons)("%s compiles with tslab's compiler against dist/", (name) => {
  const program = ts.createProgram([join(root, "lessons", name)], options);
  const messages = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file?.fileName.startsWith(root) && !file.fileName.includes("node_modules"))
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
  expect(messages).toEqual([]);
});
