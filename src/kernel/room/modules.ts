/** The modules that cells import, seen from the notebook's folder. */

import { constants, Script } from "node:vm";
import { LocalModules } from "./local-modules.js";
import { localFile } from "./resolve.js";

export class Modules {
  readonly #file: string;
  readonly #local: LocalModules = new LocalModules((specifier, from) => this.import(specifier, from));

  /** @param file  the place of cells */
  constructor(file: string) {
    this.#file = file;
  }

  /** Takes over the compiler's JavaScript for a TypeScript file of the project. */
  provide(file: string, code: string): void {
    this.#local.provide(file, code);
  }

  /** Loads each of `specifiers`. */
  async load(specifiers: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    const loaded = new Map<string, unknown>();
    for (const specifier of specifiers) loaded.set(specifier, withNames(await this.import(specifier)));
    return loaded;
  }

  /** What `import(specifier)` gives in `from`; the project's own files are read anew when they have changed. */
  async import(specifier: string, from: string = this.#file): Promise<object> {
    const file = localFile(specifier, from);
    return file === undefined ? nativeImport(specifier, from) : this.#local.load(file);
  }
}

/** Node's own import, as if it stood in the file `from`. */
async function nativeImport(specifier: string, from: string): Promise<object> {
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const script = new Script("(specifier) => import(specifier)", { filename: from, importModuleDynamically });
  const load: unknown = script.runInThisContext();
  const namespace: unknown = typeof load === "function" ? await load(specifier) : undefined;
  return Object(namespace);
}

/** Node does not see every name that a CommonJS module exports; they are all there on its default. */
function withNames(namespace: object): object {
  return new Proxy(namespace, {
    get: (target, name) => {
      if (Reflect.has(target, name)) return Reflect.get(target, name);
      const whole: unknown = Reflect.get(target, "default");
      return whole === undefined || whole === null ? undefined : Reflect.get(Object(whole), name);
    },
  });
}
