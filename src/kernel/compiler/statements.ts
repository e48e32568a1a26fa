/** What the statements of a cell are and declare, as far as their form tells. */

import type ts from "@tslab/typescript-for-tslab";
import { loadTypeScript } from "./typescript.js";

/** Whether the last statement of a cell that does something is an expression, whose value the reader wants to see. */
export function endsInExpression(cell: ts.SourceFile): boolean {
  const compiler = loadTypeScript();
  const isOfTypes = (s: ts.Statement): boolean =>
    compiler.isExportDeclaration(s) ||
    compiler.isInterfaceDeclaration(s) ||
    compiler.isTypeAliasDeclaration(s);
  const last = cell.statements.filter((s) => !isOfTypes(s)).at(-1);
  return last !== undefined && compiler.isExpressionStatement(last);
}

/** `export default function () {}` and the like: a value that has no name. */
export function isNameless(
  statement: ts.Statement,
): statement is ts.FunctionDeclaration | ts.ClassDeclaration {
  const compiler = loadTypeScript();
  const isDeclaration = compiler.isFunctionDeclaration(statement) || compiler.isClassDeclaration(statement);
  return isDeclaration && statement.name === undefined;
}

/** The names that a declaration list gives values to, those of its patterns too. */
export function boundNames(list: ts.VariableDeclarationList): string[] {
  const compiler = loadTypeScript();
  const names: string[] = [];
  const bind = (name: ts.BindingName): void => {
    if (compiler.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (compiler.isBindingElement(element)) bind(element.name);
  };
  for (const declaration of list.declarations) bind(declaration.name);
  return names;
}

/** Names that `var` declares inside `statement`, functions left out: they belong to the cell. */
export function hoistedNames(statement: ts.Statement): string[] {
  const compiler = loadTypeScript();
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (compiler.isFunctionLike(node) || compiler.isClassLike(node)) return;
    const isVar =
      compiler.isVariableDeclarationList(node) && (node.flags & compiler.NodeFlags.BlockScoped) === 0;
    if (isVar) for (const name of boundNames(node)) names.add(name);
    compiler.forEachChild(node, visit);
  };
  visit(statement);
  return [...names];
}

/** Whether the cell itself waits, and not just a function of it. */
export function awaitsAtTop(file: ts.SourceFile): boolean {
  if (!file.text.includes("await")) return false;
  const compiler = loadTypeScript();
  const visit = (node: ts.Node): boolean => {
    if (compiler.isFunctionLike(node)) return false;
    if (compiler.isAwaitExpression(node)) return true;
    if (compiler.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
    return compiler.forEachChild(node, visit) ?? false;
  };
  return visit(file);
}
