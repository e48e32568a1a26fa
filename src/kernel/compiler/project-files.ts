/** The project's own TypeScript files, which cells import: checked with the cell, and made JavaScript for the room. */

import type ts from "@tslab/typescript-for-tslab";
import { importsOf, loadTypeScript } from "./typescript.js";

export interface ProjectFile {
  readonly file: string;
  readonly code: string;
  /** Source map (version 3) of the code. */
  readonly map: string;
}

export class ProjectFiles {
  /** What the room has: source files by path. A file that has changed is another object. */
  readonly #known: Map<string, ts.SourceFile> = new Map();
  #offered: readonly ts.SourceFile[] = [];

  /**
   * The files behind a cell's imports that are new or have changed, and what is wrong with them.
   *
   * @param imported  the files that the cell itself imports
   */
  offer(
    program: ts.Program,
    imported: readonly string[],
  ): { files: ProjectFile[]; diagnostics: ts.Diagnostic[] } {
    const compiler = loadTypeScript();
    const { ModuleKind } = compiler;
    const compilerOptions = {
      ...program.getCompilerOptions(),
      module: ModuleKind.ESNext,
      declaration: false,
    };
    this.#offered = reachable(program, imported).filter((file) => this.#known.get(file.fileName) !== file);
    return {
      files: this.#offered.map(({ fileName, text }) => {
        const { outputText, sourceMapText } = compiler.transpileModule(text, { fileName, compilerOptions });
        return { file: fileName, code: outputText, map: sourceMapText ?? "" };
      }),
      diagnostics: this.#offered.flatMap((source) => [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]),
    };
  }

  /** The room has got what was offered last. */
  accept(): void {
    for (const source of this.#offered) this.#known.set(source.fileName, source);
  }

  /** The room is a new one, and has none. */
  clear(): void {
    this.#known.clear();
  }
}

/** The project's files among `files` and all that they import. */
function reachable(program: ts.Program, files: readonly string[]): ts.SourceFile[] {
  const found = new Set<ts.SourceFile>();
  const visit = (name: string): void => {
    const file = program.getSourceFile(name);
    if (file === undefined || found.has(file) || !isProjectFile(file)) return;
    found.add(file);
    importsOf(file).forEach(visit);
  };
  files.forEach(visit);
  return [...found];
}

function isProjectFile({ fileName, isDeclarationFile }: ts.SourceFile): boolean {
  return /\.tsx?$/.test(fileName) && !isDeclarationFile && !fileName.includes("/node_modules/");
}
