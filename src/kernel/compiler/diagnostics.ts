/** Compile errors, as `tsc --pretty` shows them. */

import type ts from "@tslab/typescript-for-tslab";
import { loadTypeScript } from "./typescript.js";

export interface CompileFailure {
  /** The first error in a line, for the message of the error. */
  readonly message: string;
  /** Every error with its code frame, coloured for a terminal. */
  readonly traceback: readonly string[];
  /** The cell could not be read, whatever its names mean. */
  readonly isSyntax: boolean;
}

/** The cell as its author sees it, and where the compiler's file has it. */
export interface CellText {
  readonly title: string;
  readonly source: string;
  /** The file that the compiler saw. */
  readonly file: string;
  readonly isSyntax: boolean;
}

export function explain(diagnostics: readonly ts.Diagnostic[], cell: CellText): CompileFailure | undefined {
  const compiler = loadTypeScript();
  const errors = diagnostics.filter(({ category }) => category === compiler.DiagnosticCategory.Error);
  const [first] = errors;
  if (first === undefined) return undefined;
  const plain = compiler.createSourceFile(cell.title, cell.source, compiler.ScriptTarget.ES2022);
  const place = <D extends ts.DiagnosticRelatedInformation>(diagnostic: D): D =>
    diagnostic.file?.fileName === cell.file ? { ...diagnostic, file: plain } : diagnostic;
  const host: ts.FormatDiagnosticsHost = {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => "",
    getNewLine: () => "\n",
  };
  const frames = errors.map((error) => {
    const placed: ts.Diagnostic = {
      ...place(error),
      relatedInformation: error.relatedInformation?.map(place),
    };
    return compiler.formatDiagnosticsWithColorAndContext([placed], host).trimEnd();
  });
  return {
    message: `TS${first.code}: ${compiler.flattenDiagnosticMessageText(first.messageText, "\n")}`,
    traceback: frames,
    isSyntax: cell.isSyntax,
  };
}
