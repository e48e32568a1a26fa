/**
 * CommonJS modules and JSON of the project itself. Node keeps them for as long as it runs; these are read again when one
 * of them has changed on disk.
 */

import { createRequire } from "node:module";
import { type Module, SyntheticModule } from "node:vm";
import { versionOf } from "./resolve.js";

export class RequiredModules {
  readonly #require: NodeJS.Require = createRequire(import.meta.url);
  /** As ES modules, by file. */
  readonly #modules: Map<string, SyntheticModule> = new Map();
  /** What Node keeps for us, as it was on disk. */
  readonly #versions: Map<string, string> = new Map();

  /** Forgets all of them where one has changed, for they hold on to each other; gives what it has forgotten. */
  refresh(): readonly Module[] {
    const kept = this.#kept();
    // What a cell has required by itself has no version here: it may have changed since.
    if (kept.every((file) => this.#versions.get(file) === versionOf(file))) return [];
    for (const file of kept) delete this.#require.cache[file];
    const forgotten = [...this.#modules.values()];
    this.#versions.clear();
    this.#modules.clear();
    return forgotten;
  }

  /** The file as an ES module: all that it exports is its default, and each field of that has its name. */
  load(file: string): SyntheticModule {
    const known = this.#modules.get(file);
    if (known !== undefined) return known;
    const exports: unknown = this.#require(file);
    for (const kept of this.#kept()) {
      if (!this.#versions.has(kept)) this.#versions.set(kept, versionOf(kept));
    }
    const module = moduleOf({ ...Object(exports), default: exports });
    this.#modules.set(file, module);
    return module;
  }

  #kept(): string[] {
    return Object.keys(this.#require.cache).filter((file) => !file.includes("/node_modules/"));
  }
}

/** An ES module that exports what an object holds. */
export function moduleOf(exports: object): SyntheticModule {
  const names = Object.keys(exports);
  return new SyntheticModule(names, function exportAll() {
    for (const name of names) this.setExport(name, Reflect.get(exports, name));
  });
}
