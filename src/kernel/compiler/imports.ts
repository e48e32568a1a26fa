/** How the names of an import statement are read from the module object. */

import type ts from "@tslab/typescript-for-tslab";
import { loadTypeScript } from "./typescript.js";

export interface ImportBinding {
  readonly local: string;
  /** What follows the module object to reach the value: `.name`, `.default`, or nothing for the whole of it. */
  readonly access: string;
}

export function importBindings(statement: ts.ImportDeclaration): ImportBinding[] {
  const compiler = loadTypeScript();
  const { importClause: clause } = statement;
  if (clause === undefined) return [];
  const bindings: ImportBinding[] = [];
  if (clause.name !== undefined) bindings.push({ local: clause.name.text, access: ".default" });
  if (clause.namedBindings === undefined) return bindings;
  if (compiler.isNamespaceImport(clause.namedBindings)) {
    return [...bindings, { local: clause.namedBindings.name.text, access: "" }];
  }
  for (const { name, propertyName } of clause.namedBindings.elements) {
    bindings.push({ local: name.text, access: `.${(propertyName ?? name).text}` });
  }
  return bindings;
}
