/** Which variable an identifier means: a small scope analysis over the JavaScript that a cell became. */

import type ts from "@tslab/typescript-for-tslab";
import { loadTypeScript, localsOf } from "./typescript.js";

export interface Reference {
  readonly identifier: ts.Identifier;
  /** `own`: declared at the top of this cell; `free`: declared nowhere in it. */
  readonly origin: "own" | "free";
  /** It stands in a function or a class, and may run long after the cell has ended. */
  readonly captured: boolean;
  /** It is written to, and not only by its declaration. */
  readonly assigned: boolean;
}

/** Every identifier in `file` that reads or writes a variable of the cell's top level, or of no scope of the cell. */
export function references(file: ts.SourceFile): Reference[] {
  const compiler = loadTypeScript();
  const found: Reference[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isIdentifier(node) && isVariable(node)) {
      const owner = scopeOf(node);
      if (owner === undefined || owner === file) {
        const origin = owner === file ? "own" : "free";
        found.push({ identifier: node, origin, captured: isCaptured(node), assigned: isAssigned(node) });
      }
    }
    compiler.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** True for `x` as a variable; false for the name of a property, a label, or an imported thing. */
function isVariable(node: ts.Identifier): boolean {
  const compiler = loadTypeScript();
  const { parent } = node;
  if (compiler.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (compiler.isBindingElement(parent)) return parent.propertyName !== node;
  if (compiler.isPropertyAssignment(parent)) return parent.name !== node;
  if (compiler.isMethodDeclaration(parent) || compiler.isPropertyDeclaration(parent))
    return parent.name !== node;
  if (compiler.isGetAccessor(parent) || compiler.isSetAccessor(parent)) return false;
  if (compiler.isLabeledStatement(parent) || compiler.isBreakOrContinueStatement(parent)) return false;
  if (compiler.isImportSpecifier(parent) || compiler.isImportClause(parent)) return false;
  if (compiler.isNamespaceImport(parent) || compiler.isExportSpecifier(parent)) return false;
  return !compiler.isMetaProperty(parent);
}

/** The node that declares what `identifier` means; undefined where nothing in the file does. */
function scopeOf(identifier: ts.Identifier): ts.Node | undefined {
  const compiler = loadTypeScript();
  const name = identifier.text;
  const key = identifier.escapedText;
  // A file may have a parent: that of the cells before it.
  for (let node: ts.Node = identifier.parent; ; node = node.parent) {
    if (localsOf(node)?.has(key)) return node;
    if (compiler.isFunctionExpression(node) && node.name?.text === name) return node;
    if (compiler.isClassExpression(node) && node.name?.text === name) return node;
    if (compiler.isFunctionLike(node) && name === "arguments" && !compiler.isArrowFunction(node)) return node;
    if (compiler.isSourceFile(node)) return undefined;
  }
}

function isCaptured(identifier: ts.Identifier): boolean {
  const compiler = loadTypeScript();
  for (let node = identifier.parent; !compiler.isSourceFile(node); node = node.parent) {
    const declaresIt = "name" in node && node.name === identifier;
    if ((compiler.isFunctionLike(node) || compiler.isClassLike(node)) && !declaresIt) return true;
  }
  return false;
}

function isAssigned(identifier: ts.Identifier): boolean {
  const compiler = loadTypeScript();
  let child: ts.Node = identifier;
  for (let node = child.parent; ; child = node, node = node.parent) {
    if (compiler.isPrefixUnaryExpression(node) || compiler.isPostfixUnaryExpression(node)) {
      const { PlusPlusToken, MinusMinusToken } = compiler.SyntaxKind;
      return node.operator === PlusPlusToken || node.operator === MinusMinusToken;
    }
    if (compiler.isBinaryExpression(node)) {
      // In a pattern, `{ x = 1 } = …` and `[x = 1] = …` nest an assignment in the one that counts.
      const { FirstAssignment, LastAssignment } = compiler.SyntaxKind;
      const operator = node.operatorToken.kind;
      return operator >= FirstAssignment && operator <= LastAssignment && node.left === child;
    }
    if (compiler.isForInStatement(node) || compiler.isForOfStatement(node)) return node.initializer === child;
    if (compiler.isShorthandPropertyAssignment(node)) {
      if (node.name !== child) return false;
    } else if (compiler.isPropertyAssignment(node)) {
      if (node.initializer !== child) return false;
    } else if (!isPatternPart(node)) return false;
  }
}

function isPatternPart(node: ts.Node): boolean {
  const compiler = loadTypeScript();
  return (
    compiler.isArrayLiteralExpression(node) ||
    compiler.isObjectLiteralExpression(node) ||
    compiler.isSpreadElement(node) ||
    compiler.isSpreadAssignment(node) ||
    compiler.isParenthesizedExpression(node)
  );
}
