import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { FileError } from "../../../src/data/files/file-error.js";

/** A folder of the test's own, gone after its last test; the function writes a file there and tells where. */
export function testFolder(): (name: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), "gradbook-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

/** The path of a file that is kept with the tests. */
export function sample(name: string): string {
  return new URL(`samples/${name}`, import.meta.url).pathname;
}

/** The FileError that an action ends in. */
export function fileErrorOf(action: () => unknown): FileError {
  try {
    action();
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  throw new Error("it ended without an error");
}
