/**
 * TypeScript as tslab ships it: the compiler that reads cells, here and under a stock tslab alike.
 *
 * It is big, so it is loaded on first use, behind the kernel's first reply.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { compileFunction } from "node:vm";
import type ts from "@tslab/typescript-for-tslab";
import { frugally } from "./memory.js";

export type TypeScript = typeof ts;

interface Internals {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  /** What imports mean: a map by name and, where there are several, mode of resolution. */
  createModeAwareCache(): {
    set(name: string, mode: undefined, resolution: ts.ResolvedModuleWithFailedLookupLocations): void;
  };
  readonly TransformFlags: Readonly<
    Record<
      "ContainsTypeScript" | "ContainsDecorators" | "ContainsJsx" | "ContainsESNext" | "ContainsClassFields",
      number
    >
  >;
}

let loaded: (TypeScript & Internals) | undefined;

export function loadTypeScript(): TypeScript & Internals {
  loaded ??= frugally(load);
  return loaded;
}

/**
 * Loads tslab's own copy, wherever npm has put it.
 *
 * Four lines of its 8 MB have a character beyond Latin-1, and for these V8 would keep two bytes for every character
 * as long as the kernel lives. Written as escapes they mean the same.
 */
function load(): TypeScript & Internals {
  const fromTslab = createRequire(createRequire(import.meta.url).resolve("tslab"));
  const filename = fromTslab.resolve("@tslab/typescript-for-tslab");
  const source = readFileSync(filename, "utf8").replace(/[^\0-\xff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  const module: { exports: unknown } = { exports: {} };
  const names = ["module", "exports", "require", "__filename", "__dirname"];
  const run = compileFunction(source, names, { filename });
  run(module, module.exports, createRequire(filename), filename, dirname(filename));
  return module.exports as TypeScript & Internals;
}

/** Parses and binds a file on its own: enough to know which name is declared where. */
export function parse(name: string, text: string): ts.SourceFile {
  const compiler = loadTypeScript();
  const target = compiler.ScriptTarget.ES2022;
  const file = compiler.createSourceFile(name, text, target, true, compiler.ScriptKind.TS);
  compiler.bindSourceFile(file, { target });
  return file;
}

/**
 * The names declared in a node, where it is a scope, as the compiler writes them: it has an underscore more for those
 * that begin with two. Its own types hide this.
 */
export function localsOf(node: ts.Node): ReadonlyMap<ts.__String, ts.Symbol> | undefined {
  const locals: unknown = Reflect.get(node, "locals");
  return locals instanceof Map ? locals : undefined;
}

/** Emits one half of what a file becomes, which the public type of `emit` does not provide for. */
export function emitOnly(
  half: "javascript" | "declarations",
  program: ts.Program,
  file: ts.SourceFile,
  write: ts.WriteFileCallback,
): void {
  Reflect.apply(program.emit, program, [file, write, undefined, half === "javascript" ? 0 : 1]);
}

/** True for a file that the parser could not read without a complaint. */
export function hasSyntaxErrors(file: ts.SourceFile): boolean {
  const found: unknown = Reflect.get(file, "parseDiagnostics");
  return Array.isArray(found) && found.length > 0;
}

/** True where something in the file, as the parser has noted down, is no JavaScript of 2022. */
export function hasTransforms(file: ts.SourceFile): boolean {
  const { ContainsTypeScript, ContainsDecorators, ContainsJsx, ContainsESNext, ContainsClassFields } =
    loadTypeScript().TransformFlags;
  const found = Number(Reflect.get(file, "transformFlags"));
  // `accessor v = 1`, which the parser notes down as a field.
  if ((found & ContainsClassFields) !== 0 && /\baccessor\b/.test(file.text)) return true;
  return (found & (ContainsTypeScript | ContainsDecorators | ContainsJsx | ContainsESNext)) !== 0;
}

/** How many names and modules the compiler has looked for in a declaration file, unasked, and not found. */
export function unknownsIn(program: ts.Program, file: ts.SourceFile): number {
  const checker = program.getTypeChecker();
  const found: unknown = Reflect.apply(Reflect.get(checker, "getDiagnostics"), checker, [file]);
  return Array.isArray(found) ? found.length : 0;
}

/** The files that a file imports, where they were found. */
export function importsOf(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const resolutions: unknown = Reflect.get(file, "resolvedModules");
  if (typeof resolutions !== "object" || resolutions === null) return found;
  const { forEach } = resolutions as { forEach(visit: (resolution: Resolution) => void): void };
  forEach((resolution) => {
    const { resolvedModule } = resolution ?? {};
    if (resolvedModule !== undefined) found.push(resolvedModule.resolvedFileName);
  });
  return found;
}

type Resolution = ts.ResolvedModuleWithFailedLookupLocations | undefined;
