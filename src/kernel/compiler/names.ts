/** The names that a cell declares at its top, known before it is checked. */

import type ts from "@tslab/typescript-for-tslab";
import { loadTypeScript, localsOf } from "./typescript.js";

/**
 * Names that the cell does not export by itself: `export { … }` behind the cell makes the compiler declare them.
 *
 * @param file  the cell, bound
 */
export function unexportedNames(file: ts.SourceFile): string[] {
  const compiler = loadTypeScript();
  const names: string[] = [];
  for (const [name, symbol] of localsOf(file) ?? []) {
    const isExported = symbol.declarations?.some((node: ts.Declaration) => {
      return compiler.getCombinedModifierFlags(node) & compiler.ModifierFlags.Export;
    });
    if (!isExported && name !== compiler.InternalSymbolName.Global) {
      names.push(compiler.unescapeLeadingUnderscores(name));
    }
  }
  return names;
}
