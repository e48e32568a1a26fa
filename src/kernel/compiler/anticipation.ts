/** What the first cells are likely to import, so that the compiler can read its types before anybody waits for them. */

import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

/** Imports stand at the beginning of a notebook; further down there may be megabytes of figures. */
const head = 1 << 16;
/** So many notebooks tell enough of a folder. */
const mostNotebooks = 20;

/** The packages that more than half of a folder's notebooks import, by name. */
export function packagesOf(folder: string): string[] {
  const notebooks = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
  notebooks.length = Math.min(notebooks.length, mostNotebooks);
  const counts = new Map<string, number>();
  for (const notebook of notebooks) {
    for (const name of importedBy(join(folder, notebook))) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > notebooks.length / 2).map(([name]) => name);
}

function importedBy(notebook: string): Set<string> {
  // In a notebook's JSON, the quotes of the code are escaped.
  const imports = beginning(notebook).matchAll(/\bfrom (?:\\"|')([@\w][^"'\\:]*)(?:\\"|')/g);
  return new Set([...imports].map(([, name = ""]) => name));
}

function beginning(file: string): string {
  try {
    const descriptor = openSync(file, "r");
    const buffer = Buffer.alloc(head);
    const length = readSync(descriptor, buffer);
    closeSync(descriptor);
    return buffer.toString("utf8", 0, length);
  } catch {
    // A folder, or not for us to read: it tells nothing, and is no reason to fail.
    return "";
  }
}
