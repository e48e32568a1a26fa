/**
 * What the notebook has declared so far, as the text of a declaration file: how later cells know earlier ones' types.
 *
 * Each name keeps the declarations of the last cell that declared it.
 */

import type ts from "@tslab/typescript-for-tslab";
import { loadTypeScript, parse } from "./typescript.js";

export class Declarations {
  readonly #byName: Map<string, string> = new Map();

  get text(): string {
    return [...this.#byName.values()].join("\n");
  }

  /** Declares a name of unknown type, where it is not declared; true if it was not. */
  ensure(name: string): boolean {
    if (this.#byName.has(name)) return false;
    this.#byName.set(name, `declare let ${name}: any;`);
    return true;
  }

  clear(): void {
    this.#byName.clear();
  }

  /**
   * Takes over what a cell declares.
   *
   * @param declared  the declaration file that the compiler made of the cell
   * @param source    the cell itself, from which the imports are taken
   * @param isKept    whether a name is taken over at all
   * @returns         true if there was anything to take over
   */
  add(declared: string, source: string, isKept: (name: string) => boolean): boolean {
    // Most cells import nothing, and many declare nothing: then there is nothing to parse.
    const imports = source.includes("import") ? importsByName(source) : [];
    const declarations = declared === "" ? [] : declarationsByName(declared);
    let isChanged = false;
    for (const [name, text] of [...imports, ...declarations]) {
      if (!isKept(name)) continue;
      // Deleted first, so that a name declared anew stands behind what it may refer to.
      this.#byName.delete(name);
      this.#byName.set(name, text);
      isChanged = true;
    }
    return isChanged;
  }
}

/** `import { a, b } from "m"` as one statement for each name. */
function importsByName(source: string): Map<string, string> {
  const compiler = loadTypeScript();
  const file = parse("source.ts", source);
  const found = new Map<string, string>();
  for (const statement of file.statements) {
    if (compiler.isImportEqualsDeclaration(statement)) {
      found.set(statement.name.text, statement.getText(file));
    }
    if (!compiler.isImportDeclaration(statement) || statement.importClause === undefined) continue;
    const { name, namedBindings } = statement.importClause;
    const from = `from ${statement.moduleSpecifier.getText(file)};`;
    if (name !== undefined) found.set(name.text, `import ${name.text} ${from}`);
    if (namedBindings === undefined) continue;
    if (compiler.isNamespaceImport(namedBindings)) {
      found.set(namedBindings.name.text, `import * as ${namedBindings.name.text} ${from}`);
    } else {
      for (const element of namedBindings.elements) {
        const type = statement.importClause.isTypeOnly || element.isTypeOnly ? "type " : "";
        const names = element.getText(file).replace(/^type\s+/, "");
        found.set(element.name.text, `import ${type}{ ${names} } ${from}`);
      }
    }
  }
  return found;
}

/** The statements of a declaration file, each under the name that it declares. */
function declarationsByName(declared: string): Map<string, string> {
  const compiler = loadTypeScript();
  const file = parse("declared.d.ts", declared);
  const found = new Map<string, string>();
  const add = (name: string, text: string): void => {
    const before = found.get(name);
    found.set(name, before === undefined ? text : `${before}\n${text}`);
  };
  for (const statement of file.statements) {
    if (compiler.isVariableStatement(statement)) {
      const { declarations } = statement.declarationList;
      const keyword = statement.declarationList.flags & compiler.NodeFlags.Const ? "const" : "let";
      const doc = /^\/\*\*[\s\S]*?\*\/\s*/.exec(statement.getFullText(file).trim())?.[0] ?? "";
      for (const declaration of declarations) {
        add(declaration.name.getText(file), `${doc}declare ${keyword} ${declaration.getText(file)};`);
      }
    } else if (isNamed(statement)) {
      add(statement.name.getText(file), withDoc(statement, file));
    }
  }
  return found;
}

function isNamed(statement: ts.Statement): statement is ts.Statement & { name: ts.Node } {
  return "name" in statement && statement.name !== undefined;
}

/** The statement with the doc comment before it, and without `export`, which would make all else invisible. */
function withDoc(statement: ts.Statement, file: ts.SourceFile): string {
  return statement
    .getFullText(file)
    .trim()
    .replace(/^(\/\*\*[\s\S]*?\*\/\s*)?export /, "$1");
}
