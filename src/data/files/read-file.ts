import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { FileError } from "./file-error.js";

/**
 * The bytes of a file; unpacked if they are gzipped, whatever the file's name ends in.
 *
 * @throws FileError when it cannot be read, or its gzip is damaged
 */
export function readBytes(path: string): Uint8Array {
  const bytes = readRaw(path);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new FileError(path, null, {
      expected: "a whole gzip file",
      received: `one that does not unpack (${reason(error)})`,
      help: "download it again",
    });
  }
}

function readRaw(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new FileError(path, null, {
      expected: "a file to read",
      received: reason(error),
      help: `paths start from the notebook's folder; this one led to ${resolve(path)}`,
    });
  }
}

function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (text.startsWith("ENOENT")) return "none";
  return text.startsWith("EISDIR") ? "a folder" : text;
}
