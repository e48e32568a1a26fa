/** The names that a cell declares at its top, known before it is checked. */

import type ts from "@tslab/typescript-for-tslab";
import { loadTypeScript, localsOf, parse } from "./typescript.js";

/** Names that the cell does not export by itself: `export { … }` behind the cell makes the compiler declare them. */
export function unexportedNames(source: string): string[] {
  const compiler = loadTypeScript();
  const locals = localsOf(parse("names.ts", source));
  const names: string[] = [];
  for (const [name, symbol] of locals ?? []) {
    const isExported = symbol.declarations?.some((node: ts.Declaration) => {
      return compiler.getCombinedModifierFlags(node) & compiler.ModifierFlags.Export;
    });
    if (!isExported) names.push(name);
  }
  return names;
}
