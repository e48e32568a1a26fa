/** Help while a cell is being written: completion and inspection. */

import type ts from "@tslab/typescript-for-tslab";
import type { Json } from "../protocol/message.js";
import { docsBefore, isBuiltIn } from "./disk.js";
import { loadTypeScript } from "./typescript.js";

/** A cell that is being written, as the language service has it. */
export interface Draft {
  readonly service: ts.LanguageService;
  readonly file: string;
  readonly source: string;
  /** How many characters the compiler's file has before the cell. */
  readonly offset: number;
}

/** More candidates than anybody reads slow the frontend down. */
const most = 500;
/** Signatures cost time: only the first candidates get one. */
const signed = 40;

/**
 * The content of a `complete_reply`.
 *
 * @param cursor   in code points, as Jupyter counts
 * @param globals  what there is besides all that the compiler knows
 */
export function complete(
  draft: Draft,
  cursor: number,
  globals: readonly string[],
): Json & { readonly matches: readonly string[] } {
  const { service, file, source, offset } = draft;
  const at = toUnits(source, cursor);
  const word = /[\p{ID_Continue}$]*$/u.exec(source.slice(0, at))?.[0] ?? "";
  const rest = /^[\p{ID_Continue}$]*/u.exec(source.slice(at))?.[0] ?? "";
  const info = service.getCompletionsAtPosition(file, at + offset, {
    includeCompletionsWithInsertText: false,
  });
  const known: readonly Candidate[] = info?.entries ?? [];
  const others = globals.filter((name) => known.every((entry) => entry.name !== name));
  const entries = [...known, ...others.map(asGlobal)].filter(
    ({ kind, name }) => kind !== "warning" && rank(name, word) < 2,
  );
  const span = entries.find(({ replacementSpan }) => replacementSpan !== undefined)?.replacementSpan;
  const start = span === undefined ? at - word.length : span.start - offset;
  const end = span === undefined ? at + rest.length : span.start + span.length - offset;
  const position = { cursor_start: toPoints(source, start), cursor_end: toPoints(source, end) };
  entries.sort((a, b) => {
    return (
      rank(a.name, word) - rank(b.name, word) || compare(a.sortText, b.sortText) || compare(a.name, b.name)
    );
  });
  entries.length = Math.min(entries.length, most);
  const types = entries.map((entry, index) => ({
    start: position.cursor_start,
    end: position.cursor_end,
    text: entry.name,
    type: kindOf(entry.kind),
    signature: index < signed && isCallable(entry.kind) ? signatureOf(draft, at + offset, entry.name) : "",
  }));
  return {
    status: "ok",
    matches: entries.map(({ name }) => name),
    ...position,
    metadata: { _jupyter_types_experimental: types },
  };
}

type Candidate = Pick<ts.CompletionEntry, "name" | "kind" | "sortText" | "replacementSpan">;

/** Sorted with the compiler's own globals. */
function asGlobal(name: string): Candidate {
  return { name, kind: loadTypeScript().ScriptElementKind.variableElement, sortText: "15" };
}

/** The content of an `inspect_reply`: the signature of what the cursor is on, and its documentation. */
export function inspect(draft: Draft, cursor: number): Json & { readonly found: boolean } {
  const { service, file, offset } = draft;
  const at = toUnits(draft.source, cursor);
  for (const position of [at, at - 1, calleeBefore(draft, at)]) {
    const info = position === undefined ? undefined : service.getQuickInfoAtPosition(file, position + offset);
    // Of a name that it does not know, the compiler says that it is anything.
    if (info !== undefined && loadTypeScript().displayPartsToString(info.displayParts) !== "any") {
      return { status: "ok", found: true, data: describe(info, definedBuiltIn(draft, info)), metadata: {} };
    }
  }
  return { status: "ok", found: false, data: {}, metadata: {} };
}

function describe(info: ts.QuickInfo, builtInDocs: string): Json {
  const compiler = loadTypeScript();
  const signature = compiler.displayPartsToString(info.displayParts);
  const docs = compiler.displayPartsToString(info.documentation) || builtInDocs;
  const tags = (info.tags ?? []).map((tag) => ({
    name: tag.name,
    text: compiler.displayPartsToString(tag.text),
  }));
  const plain = [signature, docs, tags.map((tag) => `@${tag.name} ${tag.text}`).join("\n")];
  const markdown = [`\`\`\`typescript\n${signature}\n\`\`\``, docs, tags.map(describeTag).join("\n")];
  const join = (parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n\n");
  return { "text/plain": join(plain), "text/markdown": join(markdown) };
}

/** The compiler has read the declarations of JavaScript and Node without their comments. */
function definedBuiltIn({ service, file }: Draft, info: ts.QuickInfo): string {
  const [definition] = service.getDefinitionAtPosition(file, info.textSpan.start) ?? [];
  if (definition === undefined || !isBuiltIn(definition.fileName)) return "";
  return docsBefore(definition.fileName, (definition.contextSpan ?? definition.textSpan).start);
}

function describeTag({ name, text }: { name: string; text: string }): string {
  if (name === "example") return `Example:\n\`\`\`typescript\n${text}\n\`\`\``;
  const parameter = /^(\S+)\s+(?:[-–]\s+)?([\s\S]*)$/.exec(text);
  if (name === "param" && parameter !== null) return `- \`${parameter[1]}\`: ${parameter[2]}`;
  return `- *${name}* ${text}`;
}

/** The function whose arguments surround the cursor: what a reader asks for inside the parentheses. */
function calleeBefore({ service, file, offset }: Draft, at: number): number | undefined {
  const help = service.getSignatureHelpItems(file, at + offset, undefined);
  return help === undefined ? undefined : help.applicableSpan.start - offset - 2;
}

function signatureOf({ service, file }: Draft, at: number, name: string): string {
  const details = service.getCompletionEntryDetails(
    file,
    at,
    name,
    undefined,
    undefined,
    undefined,
    undefined,
  );
  const text = loadTypeScript().displayPartsToString(details?.displayParts);
  return /\([\s\S]*/.exec(text.replace(/^\([^)]*\)\s*/, ""))?.[0] ?? "";
}

/** 0: begins with the word; 1: does so in another case; 2: does not. */
function rank(name: string, word: string): number {
  if (name.startsWith(word)) return 0;
  return name.toLowerCase().startsWith(word.toLowerCase()) ? 1 : 2;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isCallable(kind: string): boolean {
  return kind === "function" || kind === "method" || kind === "local function";
}

/** TypeScript's kinds in the words for which JupyterLab has icons. */
function kindOf(kind: string): string {
  const { [kind]: known } = kinds;
  return known ?? kind;
}

const kinds: Readonly<Record<string, string>> = {
  const: "constant",
  let: "variable",
  var: "variable",
  "local var": "variable",
  parameter: "variable",
  alias: "module",
  getter: "property",
  setter: "property",
  "local function": "function",
  "local class": "class",
  constructor: "method",
  "primitive type": "type",
};

function toUnits(source: string, points: number): number {
  return [...source].slice(0, points).join("").length;
}

function toPoints(source: string, units: number): number {
  return [...source.slice(0, units)].length;
}
