/** Which file an import means, where that file belongs to the project and may change while the notebook is open. */

import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isJson } from "../protocol/message.js";

const extensions = ["", ".ts", ".tsx", ".js", ".mjs", ".json", "/index.ts", "/index.js"] as const;

/** The file of the project that `specifier` means in `from`; undefined for Node's own modules and installed packages. */
export function localFile(specifier: string, from: string): string | undefined {
  const file = specifier.startsWith("file:")
    ? fileURLToPath(specifier)
    : /^\.{0,2}\//.test(specifier)
      ? findFile(resolve(dirname(from), specifier))
      : packageFile(specifier, from);
  if (file === undefined) return undefined;
  const real = realpathSync(file);
  return real.includes("/node_modules/") ? undefined : real;
}

/** As TypeScript looks for it: `./a` and `./a.js` can both mean a.ts. */
function findFile(path: string): string | undefined {
  const stems = path.endsWith(".js") ? [path, path.slice(0, -".js".length)] : [path];
  for (const stem of stems) {
    for (const extension of extensions) {
      const file = stem + extension;
      if (existsSync(file) && statSync(file).isFile()) return file;
    }
  }
  return undefined;
}

function packageFile(specifier: string, from: string): string | undefined {
  try {
    const file = createRequire(from).resolve(specifier);
    return file.startsWith("/") ? file : undefined;
  } catch {
    // Not there, or not for require: Node's own import will say what is the matter, or find it.
    return undefined;
  }
}

/** True for a file that is an ES module to Node, or becomes one when the compiler has seen it. */
export function isEsModule(file: string): boolean {
  const extension = extname(file);
  if (extension === ".ts" || extension === ".tsx" || extension === ".mjs") return true;
  return extension === ".js" && isModulePackage(dirname(file));
}

function isModulePackage(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const manifest = join(at, "package.json");
    if (existsSync(manifest)) {
      const content: unknown = JSON.parse(readFileSync(manifest, "utf8"));
      return isJson(content) && content.type === "module";
    }
    if (at === dirname(at)) return false;
  }
}

/** Another one when the file has been written again. */
export function versionOf(file: string): string {
  const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return `${mtimeMs}/${size}`;
}
