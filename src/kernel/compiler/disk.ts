/** What the compiler reads from disk. */

import type ts from "@tslab/typescript-for-tslab";
import { isNodeIndex, isNodeTypes, narrowed } from "./node-types.js";
import { loadTypeScript } from "./typescript.js";

/** Files on disk, each read once until it changes. */
export class DiskFiles {
  #hasAllNodeTypes = false;
  readonly #compiler = loadTypeScript();
  readonly #known: Map<string, { modified: string; snapshot: ts.IScriptSnapshot }> = new Map();

  version(file: string): string {
    return this.#known.get(file)?.modified ?? this.#modified(file);
  }

  snapshot(file: string): ts.IScriptSnapshot | undefined {
    const known = this.#known.get(file);
    if (known !== undefined) return known.snapshot;
    const text = this.#compiler.sys.readFile(file);
    if (text === undefined) return undefined;
    const snapshot = this.#compiler.ScriptSnapshot.fromString(this.#adapt(file, text));
    this.#known.set(file, { modified: this.#modified(file), snapshot });
    return snapshot;
  }

  /** False while the types of Node are the few that most notebooks need. */
  get hasAllNodeTypes(): boolean {
    return this.#hasAllNodeTypes;
  }

  /** From now on, there are all types of Node. */
  completeNodeTypes(): void {
    this.#hasAllNodeTypes = true;
    for (const file of this.#known.keys()) if (isNodeIndex(file)) this.#known.delete(file);
  }

  /** Forgets the files that have changed since they were read; true if there are any. */
  refresh(): boolean {
    let isChanged = false;
    for (const [file, { modified }] of this.#known) {
      if (isInstalled(file) || modified === this.#modified(file)) continue;
      this.#known.delete(file);
      isChanged = true;
    }
    return isChanged;
  }

  /** The text as the compiler shall have it. */
  #adapt(file: string, text: string): string {
    if (isNodeIndex(file) && !this.#hasAllNodeTypes) return narrowed(text);
    return isBuiltIn(file) ? withoutDocs(text) : text;
  }

  #modified(file: string): string {
    const modified = this.#compiler.sys.getModifiedTime?.(file)?.getTime().toString() ?? "0";
    return isNodeIndex(file) && this.#hasAllNodeTypes ? `${modified} complete` : modified;
  }
}

/** Installed packages do not change under a running kernel; looking at each of their files would cost each cell. */
function isInstalled(file: string): boolean {
  return file.includes("/node_modules/");
}

/** The declarations of JavaScript itself and of Node. */
export function isBuiltIn(file: string): boolean {
  return isNodeTypes(file) || file.includes("/typescript-for-tslab/");
}

/**
 * The text with its doc comments blanked, so that each thing keeps its place.
 *
 * Two thirds of those files are comments, and the compiler would keep a tree of each: without them it starts in three
 * quarters of the time and needs 10 MB less. `docsBefore` reads a comment from disk when somebody asks for it.
 */
function withoutDocs(text: string): string {
  return text.replace(docComment, (comment) => comment.replace(/[^\n]/g, " "));
}

const docComment = /^[ \t]*\/\*\*[\s\S]*?\*\//gm;

/** The doc comment that ends before `position` of a built-in file, as Markdown; empty where there is none. */
export function docsBefore(file: string, position: number): string {
  const text = loadTypeScript().sys.readFile(file)?.slice(0, position) ?? "";
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:\w+\s+)*$/.exec(text)?.[1] ?? "";
  return comment.replace(/^[ \t]*\* ?/gm, "").trim();
}
