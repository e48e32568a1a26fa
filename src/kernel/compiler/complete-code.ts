/** Whether a console should run what was typed so far, or wait for more. */

import type { Json } from "../protocol/message.js";
import { loadTypeScript } from "./typescript.js";

/** TypeScript's numbers for strings and regular expressions without an end: it must be in the same line. */
const endsWithLine: ReadonlySet<number> = new Set([1002, 1161]);

export function isComplete(code: string): Json {
  const compiler = loadTypeScript();
  const { diagnostics = [] } = compiler.transpileModule(code, {
    reportDiagnostics: true,
    compilerOptions: { target: compiler.ScriptTarget.ES2022, module: compiler.ModuleKind.ESNext },
  });
  const errors = diagnostics.filter(({ category }) => category === compiler.DiagnosticCategory.Error);
  if (errors.length === 0) return { status: "complete" };
  const isCutLine = errors.some((error) => endsWithLine.has(error.code)) && !/\\\s*$/.test(code);
  // Comments at the end add nothing.
  const { endOfFileToken } = compiler.createSourceFile("", code, compiler.ScriptTarget.ES2022);
  // Something is missing at the very end; what is wrong before it, more lines would not mend.
  const isCutOff = errors.every(({ start = 0 }) => start >= endOfFileToken.pos);
  if (isCutLine || !isCutOff) return { status: "invalid" };
  const depth = (code.match(/[{([]/g)?.length ?? 0) - (code.match(/[})\]]/g)?.length ?? 0);
  return { status: "incomplete", indent: "  ".repeat(Math.max(0, depth)) };
}
