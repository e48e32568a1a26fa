/**
 * Source files that a program checks and emits without owning them.
 *
 * A program takes milliseconds to make, and its checker collects the names of JavaScript and Node anew each time:
 * too long for every cell. But a checker looks at any file it is shown, and a module adds nothing to what it has
 * collected. So one program, made of the libraries, serves cell after cell.
 */

import type ts from "@tslab/typescript-for-tslab";
import { loadTypeScript } from "./typescript.js";

export interface Guest {
  readonly file: ts.SourceFile;
  /** Files on disk that its imports mean. */
  readonly imported: readonly string[];
}

/** A file that shares no names with others is a module, also where it neither imports nor exports anything. */
const asModule: ts.CreateSourceFileOptions["setExternalModuleIndicator"] = (file) => {
  Object.assign(file, { externalModuleIndicator: true });
};

/** @param name  a path that no other guest of the same program has */
export function makeGuest(name: string, text: string, options: ts.CompilerOptions): Guest {
  const compiler = loadTypeScript();
  const languageVersion = compiler.ScriptTarget.ES2022;
  const file = compiler.createSourceFile(name, text, {
    languageVersion,
    setExternalModuleIndicator: asModule,
  });
  const imported: string[] = [];
  const resolvedModules = compiler.createModeAwareCache();
  const { importedFiles } = mayImport.test(text)
    ? compiler.preProcessFile(text, true, true)
    : { importedFiles: [] };
  for (const specifier of new Set(importedFiles.map(({ fileName }) => fileName))) {
    const resolution = compiler.resolveModuleName(specifier, name, options, compiler.sys);
    resolvedModules.set(specifier, undefined, resolution);
    if (resolution.resolvedModule !== undefined) imported.push(resolution.resolvedModule.resolvedFileName);
  }
  Object.assign(file, { path: name, resolvedPath: name, originalFileName: name, resolvedModules });
  compiler.bindSourceFile(file, options);
  return { file, imported };
}

/** Most cells have no such word, and need not be searched for what it means there. */
const mayImport = /\b(?:import|from|require)\b/;

/** Names that `inner` does not declare are looked up in `outer`: tslab's TypeScript looks on in a file's parent. */
export function nest(inner: ts.SourceFile, outer: ts.SourceFile): void {
  Object.assign(inner, { parent: outer });
}
