/** What a checked cell becomes: JavaScript to run, and declarations for the cells after it. */

import type ts from "@tslab/typescript-for-tslab";
import { emitOnly, hasTransforms, loadTypeScript, parse } from "./typescript.js";

export interface Emitted {
  /** The JavaScript, parsed and bound. */
  readonly javascript: ts.SourceFile;
  /** Source map (version 3) of it; empty where everything stands in its old place. */
  readonly map: string;
  /** Writes the declarations; later cells need them, not the one that runs. */
  declared(): string;
}

export function emit(program: ts.Program, file: ts.SourceFile): Emitted {
  const declared = (): string => {
    let declarations = "";
    const write: ts.WriteFileCallback = (_name, text) => {
      declarations = text;
    };
    if (!declaresNothing(file)) emitOnly("declarations", program, file, write);
    return declarations;
  };
  if (isJavaScript(program, file)) return { javascript: file, map: "", declared };
  const out = { javascript: "", map: "" };
  emitOnly("javascript", program, file, (name, text) => {
    if (name.endsWith(".map")) out.map = text;
    else out.javascript = text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "");
  });
  return { javascript: parse("cell.ts", out.javascript), map: out.map, declared };
}

/** True for a cell of nothing but expressions. */
function declaresNothing({ statements }: ts.SourceFile): boolean {
  const compiler = loadTypeScript();
  return statements.every((s) => compiler.isExpressionStatement(s) || compiler.isExportDeclaration(s));
}

/**
 * True where the compiler would write down again what it has read. Most cells are like that, and writing a cell takes
 * as long as checking it.
 */
function isJavaScript(program: ts.Program, file: ts.SourceFile): boolean {
  const compiler = loadTypeScript();
  if (hasTransforms(file)) return false;
  const checker = program.getTypeChecker();
  const isPlain = (node: ts.Node): boolean => {
    // An import may mean nothing but types; the compiler knows, and leaves it out.
    if (compiler.isImportDeclaration(node) || compiler.isExportAssignment(node)) return false;
    // There is no object behind a `const enum`: its members are numbers wherever they are used.
    const isMember = compiler.isPropertyAccessExpression(node) || compiler.isElementAccessExpression(node);
    if (isMember && checker.getConstantValue(node) !== undefined) return false;
    return compiler.forEachChild(node, (child) => !isPlain(child)) !== true;
  };
  return isPlain(file);
}
