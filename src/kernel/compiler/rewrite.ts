/**
 * Turns the JavaScript of a cell into one function that shares its top-level variables with the other cells.
 *
 * Each name of the notebook has a slot, and a slot holds a box with the value. While a cell runs, its variables are
 * ordinary local variables, as fast as in any function; what others may see is put into boxes:
 *
 * - A variable that is not reassigned is put into its box right after its declaration.
 * - One that a function captures is linked instead: its box reads and writes the variable itself, so that the function
 *   and the later cells see one and the same.
 * - One that only the cell's own statements reassign goes into its box when the cell ends, fails or is interrupted.
 *
 * A variable of an earlier cell is read into a local at the start and put back at the end, unless some function of the
 * notebook mentions it (such a function might be called meanwhile): then each access goes through the slot.
 */

import type ts from "@tslab/typescript-for-tslab";
import { cellFunction } from "../room/messages.js";
import { Edits, type Shift } from "./edits.js";
import { importBindings } from "./imports.js";
import { type Reference, references } from "./scope.js";
import { awaitsAtTop, boundNames, hoistedNames, isNameless } from "./statements.js";
import { loadTypeScript } from "./typescript.js";

/** What later cells must know of a variable. */
export interface Variable {
  /** It cannot be reassigned: a const, a function, a class, an import. */
  readonly constant: boolean;
  /** A function mentions it: it must not be copied while a cell runs. */
  readonly captured: boolean;
}

export interface Rewritten {
  /** A function expression; its first line is ours, the cell's own lines follow. */
  readonly code: string;
  /** How the columns of the cell's lines have moved. */
  readonly shifts: readonly Shift[];
  /** Modules to have ready before the function is called. */
  readonly imports: readonly string[];
  /** A statement that puts the locals into their boxes; an interrupted cell runs it in its own frame. */
  readonly save: string;
  readonly variables: ReadonlyMap<string, Variable>;
  /** Names of earlier cells that a function of this cell mentions. */
  readonly mentions: readonly string[];
  readonly isAsync: boolean;
}

type Earlier = ReadonlyMap<string, Variable>;

/** What the room hands to a cell, under a name that nobody gives to a variable. */
const room = "$room$";

/**
 * @param javascript  a cell without types, parsed and bound
 * @param hasResult   whether its author's last statement is an expression; the compiler may have added some
 */
export function rewrite(javascript: ts.SourceFile, earlier: Earlier, hasResult: boolean): Rewritten {
  return new Rewriter(javascript, earlier, hasResult).run();
}

class Rewriter {
  readonly #ts = loadTypeScript();
  readonly #file: ts.SourceFile;
  readonly #edits: Edits = new Edits();
  readonly #earlier: Earlier;
  readonly #hasResult: boolean;
  readonly #isAsync: boolean;
  readonly #own: ReadonlyMap<string, readonly Reference[]>;
  readonly #free: ReadonlyMap<string, readonly Reference[]>;
  readonly #slots: Set<string> = new Set();
  /** Before all, where it may fail: the variables of earlier cells. */
  readonly #atStart: string[] = [];
  /** What is there before the first statement runs: imports and functions. */
  readonly #hoisted: string[] = [];
  readonly #atEnd: string[] = [];
  readonly #imports: string[] = [];
  readonly #variables: Map<string, Variable> = new Map();

  constructor(javascript: ts.SourceFile, earlier: Earlier, hasResult: boolean) {
    this.#file = javascript;
    this.#earlier = earlier;
    this.#hasResult = hasResult;
    this.#isAsync = awaitsAtTop(this.#file);
    const all = references(this.#file);
    this.#own = byName(all.filter(({ origin }) => origin === "own"));
    this.#free = byName(
      all.filter(({ origin, identifier }) => origin === "free" && earlier.has(identifier.text)),
    );
  }

  run(): Rewritten {
    for (const [name, uses] of this.#free) this.#useEarlier(name, uses);
    const result = this.#lastExpression();
    // Before the semicolon that its statement may lack.
    if (result !== undefined) this.#edits.insert(result.end, ")");
    this.#walk(this.#file);
    for (const statement of this.#file.statements) this.#statement(statement);
    // Behind what the statement before it has got, which may end where it begins.
    if (result !== undefined) this.#edits.insert(result.getStart(this.#file), `${room}.result = (`);
    const mentions = [...this.#free].filter(([, uses]) => uses.some(({ captured }) => captured));
    const body = this.#edits.apply(this.#file.text);
    return {
      code: this.#assemble(body.text),
      shifts: body.shifts,
      imports: this.#imports,
      save: this.#atEnd.join(" "),
      variables: this.#variables,
      mentions: mentions.map(([name]) => name),
      isAsync: this.#isAsync,
    };
  }

  #assemble(body: string): string {
    const slots = [...this.#slots].map((name) => `${slot(name)} = ${room}.slot(${JSON.stringify(name)})`);
    const head = [slots.length > 0 ? `const ${slots.join(", ")};` : "", ...this.#atStart].join(" ");
    const keyword = this.#isAsync ? "async function" : "function";
    const guarded = this.#atEnd.length > 0;
    return (
      `(${keyword} ${cellFunction}(${room}, require, module, exports, __filename, __dirname) { "use strict"; ${head}` +
      `${guarded ? " try {" : ""} ${this.#hoisted.join(" ")}\n${body}\n${guarded ? `} finally { ${this.#atEnd.join(" ")} }` : ""}})`
    );
  }

  /** A variable of an earlier cell: a local copy where nobody else can touch it meanwhile, the slot elsewhere. */
  #useEarlier(name: string, uses: readonly Reference[]): void {
    const known = this.#earlier.get(name)!;
    const captured = known.captured || uses.some((use) => use.captured);
    const copied = known.constant || !(captured || this.#isAsync);
    this.#slots.add(name);
    if (copied && uses.some((use) => !use.captured)) {
      // `let` would not do for `module` and the other parameters.
      this.#atStart.push(`var ${name} = ${slot(name)}.box.value;`);
      if (uses.some((use) => use.assigned)) this.#atEnd.push(`${room}.keep(${slot(name)}, ${name});`);
    }
    for (const use of uses) {
      if (!copied || use.captured) this.#throughSlot(use.identifier);
    }
  }

  #throughSlot(identifier: ts.Identifier): void {
    const { parent, text } = identifier;
    const start = identifier.getStart(this.#file);
    const access = `${slot(text)}.box.value`;
    const isCalled =
      (this.#ts.isCallExpression(parent) && parent.expression === identifier) ||
      (this.#ts.isTaggedTemplateExpression(parent) && parent.tag === identifier);
    if (this.#ts.isShorthandPropertyAssignment(parent)) this.#edits.insert(identifier.end, `: ${access}`);
    // A bare call has no `this`: `slot.box.value()` would pass the box.
    else this.#edits.replace(start, identifier.end, isCalled ? `(0, ${access})` : access);
  }

  #statement(statement: ts.Statement): void {
    const compiler = this.#ts;
    if (compiler.isImportDeclaration(statement)) {
      this.#import(statement);
    } else if (compiler.isExportDeclaration(statement)) {
      this.#erase(statement);
    } else if (compiler.isExportAssignment(statement)) {
      this.#edits.replace(statement.getStart(this.#file), statement.expression.getStart(this.#file), "(");
      this.#edits.insert(statement.expression.end, ")");
    } else if (isNameless(statement)) {
      this.#eraseExport(statement);
      this.#edits.insert(statement.modifiers?.end ?? statement.getStart(this.#file), "(");
      this.#edits.insert(statement.end, ");");
    } else if (compiler.isFunctionDeclaration(statement)) {
      this.#eraseExport(statement);
      if (statement.name) this.#declare(statement.name.text, true, undefined);
    } else if (compiler.isClassDeclaration(statement) && statement.name) {
      this.#eraseExport(statement);
      const keyword = this.#file.text.indexOf(
        "class",
        statement.modifiers?.end ?? statement.getStart(this.#file),
      );
      this.#edits.insert(keyword, `var ${statement.name.text} = `);
      this.#edits.insert(statement.end, ";");
      this.#declare(statement.name.text, true, statement);
    } else {
      this.#variableStatement(statement);
    }
  }

  /** `let` and `const` become `var`, which a surrounding `try` does not hide from its `finally`. */
  #variableStatement(statement: ts.Statement): void {
    const compiler = this.#ts;
    if (compiler.isVariableStatement(statement)) {
      this.#eraseExport(statement);
      const { declarationList: list } = statement;
      const start = list.getStart(this.#file);
      const keyword = /^\w+/.exec(this.#file.text.slice(start))?.[0] ?? "";
      const isConstant = (list.flags & compiler.NodeFlags.Const) !== 0;
      this.#edits.replace(start, start + keyword.length, "var");
      for (const name of boundNames(list)) this.#declare(name, isConstant, statement);
      return;
    }
    // `for (var i …)` and the like: a variable of the cell, declared somewhere below.
    if (!this.#file.text.includes("var")) return;
    for (const name of hoistedNames(statement)) this.#declare(name, false, statement);
  }

  #declare(name: string, isConstant: boolean, statement: ts.Statement | undefined): void {
    const uses = this.#own.get(name) ?? [];
    const captured = uses.some((use) => use.captured) || (this.#earlier.get(name)?.captured ?? false);
    const reassigned = uses.some((use) => use.assigned);
    this.#variables.set(name, { constant: isConstant, captured });
    this.#slots.add(name);
    const isLinked = !isConstant && (captured || (this.#isAsync && reassigned));
    const share = isLinked
      ? `${room}.link(${slot(name)}, () => ${name}, (value) => { ${name} = value; });`
      : `${room}.keep(${slot(name)}, ${name});`;
    if (statement === undefined) this.#hoisted.push(share);
    else this.#edits.insert(statement.end, ` ${share}`);
    if (!isLinked && reassigned) this.#atEnd.push(`${room}.update(${slot(name)}, ${name});`);
  }

  #import(statement: ts.ImportDeclaration): void {
    if (!this.#ts.isStringLiteral(statement.moduleSpecifier)) return;
    const module = statement.moduleSpecifier.text;
    this.#imports.push(module);
    this.#erase(statement);
    for (const { local, access } of importBindings(statement)) {
      this.#hoisted.push(`const ${local} = ${room}.module(${JSON.stringify(module)})${access};`);
      this.#declare(local, true, undefined);
    }
  }

  /** The value of the last statement, where that is an expression, is the cell's result. */
  #lastExpression(): ts.Expression | undefined {
    if (!this.#hasResult) return undefined;
    const last = this.#file.statements.filter((s) => !this.#ts.isExportDeclaration(s)).at(-1);
    return last !== undefined && this.#ts.isExpressionStatement(last) ? last.expression : undefined;
  }

  /** What has to be changed wherever it stands. */
  #walk(node: ts.Node): void {
    this.#dynamicImport(node);
    // Whatever follows shall not be taken for more of the statement: a called variable may begin with a parenthesis.
    if (this.#lacksSemicolon(node)) this.#edits.insert(node.end, ";");
    this.#ts.forEachChild(node, (child) => this.#walk(child));
  }

  #lacksSemicolon(node: ts.Node): boolean {
    const compiler = this.#ts;
    const wants =
      compiler.isExpressionStatement(node) ||
      compiler.isVariableStatement(node) ||
      compiler.isReturnStatement(node) ||
      compiler.isThrowStatement(node) ||
      compiler.isBreakOrContinueStatement(node) ||
      compiler.isDoStatement(node) ||
      compiler.isPropertyDeclaration(node);
    return wants && this.#file.text.charAt(node.end - 1) !== ";";
  }

  /** `import("x")` and `import.meta` are seen from the notebook's folder, not from the kernel's. */
  #dynamicImport(node: ts.Node): void {
    const compiler = this.#ts;
    if (compiler.isCallExpression(node) && node.expression.kind === compiler.SyntaxKind.ImportKeyword) {
      this.#edits.replace(node.expression.getStart(this.#file), node.expression.end, `${room}.import`);
    } else if (compiler.isMetaProperty(node) && node.keywordToken === compiler.SyntaxKind.ImportKeyword) {
      this.#edits.replace(node.getStart(this.#file), node.end, `${room}.meta`);
    }
  }

  #erase(node: ts.Node): void {
    this.#edits.erase(this.#file.text, node.getStart(this.#file), node.end);
  }

  #eraseExport(statement: ts.FunctionDeclaration | ts.ClassDeclaration | ts.VariableStatement): void {
    const { ExportKeyword, DefaultKeyword } = this.#ts.SyntaxKind;
    for (const modifier of statement.modifiers ?? []) {
      if (modifier.kind === ExportKeyword || modifier.kind === DefaultKeyword) this.#erase(modifier);
    }
  }
}

/** The local that holds the slot of `name`. */
function slot(name: string): string {
  return `$slot$${name}`;
}

function byName(uses: readonly Reference[]): Map<string, Reference[]> {
  const map = new Map<string, Reference[]>();
  for (const use of uses) {
    const list = map.get(use.identifier.text);
    if (list === undefined) map.set(use.identifier.text, [use]);
    else list.push(use);
  }
  return map;
}
