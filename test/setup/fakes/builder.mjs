/** In a builder's place: notes under which name it was called. */
import { appendFileSync } from "node:fs";
import { basename } from "node:path";

appendFileSync(String(process.env.CALLS), `${basename(import.meta.filename, ".mjs")}\n`);
