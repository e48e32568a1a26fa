/**
 * The modules of the project itself. Node keeps a module for as long as it runs; these are read again when they, or what
 * they import, have changed on disk.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Module, SourceTextModule } from "node:vm";
import { moduleOf, RequiredModules } from "./required.js";
import { isEsModule, localFile, versionOf } from "./resolve.js";
import { withPlace } from "./syntax.js";

export type ImportFrom = (specifier: string, from: string) => Promise<object>;

interface Loaded {
  readonly module: SourceTextModule;
  readonly version: string;
  /** What each of its imports means. */
  readonly imports: Map<string, Module>;
}

type Modules = Map<string, Loaded>;

export class LocalModules {
  readonly #importFrom: ImportFrom;
  readonly #required: RequiredModules = new RequiredModules();
  /** ES modules by file, each linked with what it imports. */
  readonly #loaded: Modules = new Map();
  /** JavaScript of the project's TypeScript files, as the compiler sends it. */
  readonly #compiled: Map<string, string> = new Map();

  /** @param importFrom  imports what is no file of the project, and whatever a module imports later */
  constructor(importFrom: ImportFrom) {
    this.#importFrom = importFrom;
  }

  /** Takes over the compiler's JavaScript for a TypeScript file. */
  provide(file: string, code: string): void {
    this.#compiled.set(file, code);
    const known = this.#loaded.get(file);
    if (known !== undefined) this.#drop(known.module);
  }

  /** The namespace of the module in `file`, as it is on disk now. */
  async load(file: string): Promise<object> {
    for (const module of this.#required.refresh()) this.#drop(module);
    for (const [known, { version, module }] of this.#loaded) {
      // One that has failed gets another chance.
      if (version !== versionOf(known) || module.status === "errored") this.#drop(module);
    }
    const module = await this.#link(file);
    await module.evaluate();
    return module.namespace;
  }

  /**
   * The module with all that it imports. This takes its time, and others may do the same meanwhile: what they share must
   * be one and the same module, so that whoever comes second begins again.
   */
  async #link(file: string): Promise<Module> {
    for (;;) {
      const fresh: Modules = new Map();
      const module = await this.#module(file, fresh);
      const imports = new Map<Module, Loaded["imports"]>();
      for (const made of fresh.values()) imports.set(made.module, made.imports);
      if (module.status === "unlinked") {
        await module.link((specifier, importer) => imports.get(importer)!.get(specifier)!);
      }
      if (this.#take(fresh)) return module;
    }
  }

  /** Reads a file and all that it imports, as far as it is new, into `fresh`: if that fails, nothing half-made stays. */
  async #module(file: string, fresh: Modules): Promise<Module> {
    if (!isEsModule(file)) return this.#required.load(file);
    const known = this.#loaded.get(file) ?? fresh.get(file);
    if (known !== undefined) return known.module;
    const made: Loaded = { version: versionOf(file), module: this.#read(file), imports: new Map() };
    fresh.set(file, made);
    for (const specifier of made.module.dependencySpecifiers) {
      const imported = localFile(specifier, file);
      const module =
        imported === undefined
          ? moduleOf(await this.#importFrom(specifier, file))
          : await this.#module(imported, fresh);
      made.imports.set(specifier, module);
    }
    return made.module;
  }

  /** False where somebody else has changed meanwhile what `fresh` contains or builds on. */
  #take(fresh: Modules): boolean {
    const isCurrent = new Set([...this.#loaded.values(), ...fresh.values()].map(({ module }) => module));
    for (const [file, { imports }] of fresh) {
      if (this.#loaded.has(file)) return false;
      for (const module of imports.values()) {
        if (module instanceof SourceTextModule && !isCurrent.has(module)) return false;
      }
    }
    for (const [file, made] of fresh) this.#loaded.set(file, made);
    return true;
  }

  #read(file: string): SourceTextModule {
    const url = pathToFileURL(file).href;
    try {
      return new SourceTextModule(this.#compiled.get(file) ?? readFileSync(file, "utf8"), {
        identifier: url,
        initializeImportMeta: (meta) => {
          meta.url = url;
        },
        importModuleDynamically: (specifier: string) => this.#importFrom(specifier, file) as Promise<Module>,
      });
    } catch (error) {
      throw withPlace(error, file);
    }
  }

  /** Forgets a module and all that import it: they hold on to what it was. */
  #drop(module: Module): void {
    for (const [file, loaded] of this.#loaded) {
      if (loaded.module === module) this.#loaded.delete(file);
    }
    for (const loaded of this.#loaded.values()) {
      if ([...loaded.imports.values()].includes(module)) this.#drop(loaded.module);
    }
  }
}
