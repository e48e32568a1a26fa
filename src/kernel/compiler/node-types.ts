/**
 * The types of Node, by need. Read as a whole they are three quarters of all that the compiler knows: 30 MB, and more
 * than a second before the first cell. Most notebooks use little of them, so at first there is only that little.
 *
 * What is left out must not go unnoticed: all of it is read as soon as a cell mentions it, and also when a cell has an
 * error, or when the compiler has met something unknown in declarations that have to do with Node. Then the cell is
 * compiled once more, before anybody hears of it.
 */

import { builtinModules } from "node:module";

/** Files of @types/node that need no other: what JavaScript itself gains in Node, the console, timers, events. */
const few =
  /^(?:compatibility\/index|globals|globals\.typedarray|buffer\.buffer|console|timers|timers\/promises|web-globals\/(?:abortcontroller|domexception|events))\.d\.ts$/;

/** Globals that the other files declare. One that is missing here costs time, not truth, where a cell uses it. */
const globals: readonly string[] = `
  NodeJS Buffer BufferEncoding process global performance crypto fetch structuredClone WebSocket
  Blob File FormData Headers Request Response RequestInit ResponseInit URL URLSearchParams TextDecoder TextEncoder
  MessagePort MessageChannel BroadcastChannel ReadableStream WritableStream TransformStream
`
  .trim()
  .split(/\s+/);

const mention = new RegExp(
  `\\b(?:${globals.join("|")})\\b|["'](?:node:[^"']*|${builtinModules.join("|")})["']`,
);
const comment = /\/\*[\s\S]*?\*\/|\/\/(?!\/ *<).*/g;
const reference = /^\/\/\/ <reference path="(?:\.{1,2}\/)*([^"]*)".*$/gm;

/** True for a text that may need more than the few. */
export function mentionsNode(text: string): boolean {
  return mention.test(text) && mention.test(text.replace(comment, ""));
}

/** True for a text that ends in a string, which may be the name of a module. */
export function endsInModule(text: string): boolean {
  return /(?:^|[^\w)\]])["'][\w:/.@-]*$/.test(text);
}

/**
 * Globals of Node that a text may go on with. A frontend waits a second for completions, and to read all types may take
 * longer: their names have to do at first.
 */
export function nodeGlobals(text: string): readonly string[] {
  const [, before = "", word = ""] = /(\.?)\s*([\w$]*)$/.exec(text) ?? [];
  if (before !== "" || word === "") return [];
  return globals.filter((name) => name.toLowerCase().startsWith(word.toLowerCase()));
}

/** What the compiler shall see at first of the file that names all others. */
export function narrowed(index: string): string {
  return index.replace(reference, (line, file: string) => (few.test(file) ? line : ""));
}

/** True for a file of @types/node. */
export function isNodeTypes(file: string): boolean {
  return file.includes("/@types/node/");
}

/** True for the file of @types/node that names all others; there is one for each range of compilers. */
export function isNodeIndex(file: string): boolean {
  return /\/@types\/node\/(?:ts[^/]*\/)?index\.d\.ts$/.test(file);
}
