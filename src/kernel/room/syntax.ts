/** Mistakes in the project's JavaScript files. */

import { spawnSync } from "node:child_process";

/**
 * Puts the place of a syntax error ahead of its stack, as Node does for CommonJS modules. With ES modules V8 keeps it to
 * itself; but it comes out when Node does nothing but check the file.
 */
export function withPlace(error: unknown, file: string): unknown {
  if (!(error instanceof SyntaxError)) return error;
  const { stderr } = spawnSync(process.execPath, ["--check", file], { encoding: "utf8" });
  const title = `${error.name}: ${error.message}`;
  error.stack = stderr.slice(0, Math.max(0, stderr.indexOf(title))) + title;
  return error;
}
