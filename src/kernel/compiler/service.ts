/** The TypeScript language service over the libraries that a notebook uses, and one cell that is being written. */

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "@tslab/typescript-for-tslab";
import { DiskFiles, isBuiltIn } from "./disk.js";
import { frugally } from "./memory.js";
import { isNodeTypes, mentionsNode } from "./node-types.js";
import { loadTypeScript, unknownsIn } from "./typescript.js";

/** Under these settings stock tslab compiles cells as well: a notebook means the same in both. */
function settings(folder: string): ts.CompilerOptions {
  const { JsxEmit, ModuleKind, ModuleResolutionKind, NewLineKind, ScriptTarget } = loadTypeScript();
  return {
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.Node10,
    esModuleInterop: true,
    target: ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: ["node"],
    typeRoots: typeRoots(folder),
    declaration: true,
    sourceMap: true,
    newLine: NewLineKind.LineFeed,
    experimentalDecorators: true,
    resolveJsonModule: true,
    jsx: JsxEmit.React,
    allowJs: true,
    skipLibCheck: true,
  };
}

export class Service {
  readonly options: ts.CompilerOptions;
  readonly language: ts.LanguageService;
  readonly #compiler = loadTypeScript();
  readonly #disk: DiskFiles = new DiskFiles();
  readonly #memory: Map<string, { readonly version: number; readonly text: string }> = new Map();
  /** Files on disk that cells have imported. */
  readonly #imported: Set<string> = new Set();
  #version = 0;
  #program: ts.Program | undefined;
  /** The program's declarations about Node. */
  #aboutNode: readonly ts.SourceFile[] | undefined;
  readonly #mentions: WeakMap<ts.SourceFile, boolean> = new WeakMap();

  /** @param folder  where the notebook lies: imports are resolved from here */
  constructor(folder: string) {
    const { sys } = this.#compiler;
    this.options = settings(folder);
    this.language = this.#compiler.createLanguageService({
      getCompilationSettings: () => this.options,
      getScriptFileNames: () => [...this.#memory.keys(), ...this.#imported],
      getScriptVersion: (file) => this.#memory.get(file)?.version.toString() ?? this.#disk.version(file),
      getScriptSnapshot: (file) => {
        const text = this.#memory.get(file)?.text;
        return text === undefined
          ? this.#disk.snapshot(file)
          : this.#compiler.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (wanted) => this.#compiler.getDefaultLibFilePath(wanted),
      fileExists: (file) => this.#memory.has(file) || sys.fileExists(file),
      readFile: (file) => this.#memory.get(file)?.text ?? sys.readFile(file),
      directoryExists: sys.directoryExists,
      getDirectories: sys.getDirectories,
      readDirectory: sys.readDirectory,
      realpath: sys.realpath,
      useCaseSensitiveFileNames: () => true,
    });
  }

  /** Sets a file in memory; the next program has it. */
  write(file: string, text: string): void {
    this.#version += 1;
    this.#memory.set(file, { version: this.#version, text });
    this.#program = undefined;
  }

  /** Takes a file out of memory. The program may keep it until there is a reason for a new one. */
  remove(file: string): void {
    this.#memory.delete(file);
  }

  /** Looks which files have changed on disk; the next program has them as they are now. */
  refresh(): void {
    if (this.#disk.refresh()) this.#program = undefined;
  }

  /** The program over the files in memory and those of `imported`. */
  program(imported: readonly string[]): ts.Program {
    for (const file of imported) {
      if (this.#imported.has(file)) continue;
      this.#imported.add(file);
      if (this.#program?.getSourceFile(file) === undefined) this.#program = undefined;
    }
    this.#program ??= this.#make();
    return this.#program;
  }

  /** Reads all of Node's types; false where they are there already. */
  completeNodeTypes(): boolean {
    if (this.#disk.hasAllNodeTypes) return false;
    this.#disk.completeNodeTypes();
    this.#program = undefined;
    return true;
  }

  /** True where the compiler has met something in declarations about Node that it does not know: it is `any` to it. */
  lacksNodeTypes(program: ts.Program): boolean {
    if (this.#disk.hasAllNodeTypes) return false;
    this.#aboutNode ??= program.getSourceFiles().filter((file) => this.#isAboutNode(file));
    return this.#aboutNode.some((file) => unknownsIn(program, file) > 0);
  }

  #isAboutNode(file: ts.SourceFile): boolean {
    const { fileName, isDeclarationFile, text } = file;
    if (isNodeTypes(fileName)) return true;
    if (!isDeclarationFile || isBuiltIn(fileName)) return false;
    let mentions = this.#mentions.get(file);
    if (mentions === undefined) {
      mentions = mentionsNode(text);
      this.#mentions.set(file, mentions);
    }
    return mentions;
  }

  #make(): ts.Program {
    this.#aboutNode = undefined;
    const program = frugally(() => this.language.getProgram());
    if (program === undefined) throw new Error("the language service has no program");
    return program;
  }
}

/** The notebook's own @types folders, and the kernel's for @types/node where there are none. */
function typeRoots(folder: string): string[] {
  const roots: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    roots.push(join(at, "node_modules", "@types"));
    if (dirname(at) === at) break;
  }
  const kernel = dirname(fileURLToPath(import.meta.url));
  return [...roots, join(kernel, "..", "..", "..", "node_modules", "@types")];
}
