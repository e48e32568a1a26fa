/**
 * ES modules of the project itself. Node keeps an ES module for as long as it runs; these are read again when they, or
 * what they import, have changed on disk.
 */

import { readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Module, SourceTextModule, SyntheticModule } from "node:vm";
import { isEsModule, localFile } from "./resolve.js";

export type ImportFrom = (specifier: string, from: string) => Promise<object>;

interface Loaded {
  readonly module: SourceTextModule;
  readonly version: string;
  readonly imports: Set<string>;
}

export class LocalModules {
  readonly #importFrom: ImportFrom;
  readonly #loaded: Map<string, Loaded> = new Map();
  /** JavaScript of the project's TypeScript files, as the compiler sends it. */
  readonly #compiled: Map<string, string> = new Map();

  /** @param importFrom  loads what is not an ES module of the project */
  constructor(importFrom: ImportFrom) {
    this.#importFrom = importFrom;
  }

  /** Takes over the compiler's JavaScript for a TypeScript file. */
  provide(file: string, code: string): void {
    this.#compiled.set(file, code);
    this.#drop(file);
  }

  /** The namespace of the module in `file`, as it is on disk now. */
  async load(file: string): Promise<object> {
    for (const [known, { version }] of this.#loaded) if (version !== versionOf(known)) this.#drop(known);
    const module = this.#module(file);
    if (module.status === "unlinked") {
      await module.link((specifier, { identifier }) => this.#link(specifier, identifier));
    }
    await module.evaluate();
    return module.namespace;
  }

  #module(file: string): SourceTextModule {
    const known = this.#loaded.get(file);
    if (known !== undefined) return known.module;
    const url = pathToFileURL(file).href;
    const module = new SourceTextModule(this.#compiled.get(file) ?? readFileSync(file, "utf8"), {
      identifier: url,
      initializeImportMeta: (meta) => {
        meta.url = url;
      },
      importModuleDynamically: (specifier: string) => this.#importFrom(specifier, file) as Promise<Module>,
    });
    this.#loaded.set(file, { module, version: versionOf(file), imports: new Set() });
    return module;
  }

  async #link(specifier: string, importer: string): Promise<Module> {
    const from = localFile(importer, "") ?? importer;
    const file = localFile(specifier, from);
    if (file !== undefined && isEsModule(file)) {
      this.#loaded.get(from)?.imports.add(file);
      return this.#module(file);
    }
    const namespace = await this.#importFrom(specifier, from);
    const names = Object.keys(namespace);
    return new SyntheticModule(names, function exportAll() {
      for (const name of names) this.setExport(name, Reflect.get(namespace, name));
    });
  }

  /** Forgets a module and all that import it: they hold on to what it was. */
  #drop(file: string): void {
    if (!this.#loaded.delete(file)) return;
    for (const [importer, { imports }] of this.#loaded) if (imports.has(file)) this.#drop(importer);
  }
}

function versionOf(file: string): string {
  const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return `${mtimeMs}/${size}`;
}
