/** The project's own TypeScript files, which cells import: checked with the cell, and made JavaScript for the room. */

import type ts from "@tslab/typescript-for-tslab";
import { loadTypeScript } from "./typescript.js";

export interface ProjectFile {
  readonly file: string;
  readonly code: string;
  /** Source map (version 3) of the code. */
  readonly map: string;
}

export class ProjectFiles {
  /** What the room has: source files by path. A file that has changed is another object. */
  readonly #known: Map<string, ts.SourceFile> = new Map();
  readonly #drafts: ReadonlySet<string>;
  #offered: readonly ts.SourceFile[] = [];

  /** @param drafts  files that only the editor's questions have brought into the program */
  constructor(drafts: ReadonlySet<string>) {
    this.#drafts = drafts;
  }

  /** The files of `program` that are new or have changed, and what is wrong with them. */
  offer(program: ts.Program): { files: ProjectFile[]; diagnostics: ts.Diagnostic[] } {
    const compiler = loadTypeScript();
    const { ModuleKind } = compiler;
    const compilerOptions = {
      ...program.getCompilerOptions(),
      module: ModuleKind.ESNext,
      declaration: false,
    };
    this.#offered = program.getSourceFiles().filter((source) => {
      const { fileName } = source;
      return isProjectFile(source) && !this.#drafts.has(fileName) && this.#known.get(fileName) !== source;
    });
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

function isProjectFile({ fileName, isDeclarationFile }: ts.SourceFile): boolean {
  return /\.tsx?$/.test(fileName) && !isDeclarationFile && !fileName.includes("/node_modules/");
}
