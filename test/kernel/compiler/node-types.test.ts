import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Compiler } from "../../../src/kernel/compiler/compiler.js";
import {
  endsInModule,
  isNodeIndex,
  mentionsNode,
  narrowed,
  nodeGlobals,
} from "../../../src/kernel/compiler/node-types.js";

const folder = mkdtempSync(join(tmpdir(), "node-types-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The message of a cell's first error, in a notebook that has not used Node yet; undefined where it has none. */
function error(source: string): string | undefined {
  const compiled = new Compiler(folder).compile(source, "In [1]");
  return compiled.ok ? undefined : compiled.failure.message;
}

describe("in a notebook's first cell", () => {
  test("globals of Node are known", () => {
    const uses = "Buffer.from('a'); new URL('a:b'); performance.now(); setTimeout(() => {}, 1).unref(); ";
    expect(error(`${uses} process.cwd().nothing`)).toBe(
      "TS2339: Property 'nothing' does not exist on type 'string'.",
    );
  });

  test("globals that nobody would guess to be Node's are known", () => {
    expect(error("new MessageEvent('a'); queueMicrotask(() => {}); gc?.()")).toBeUndefined();
  });

  test("modules of Node are known", () => {
    expect(error("import { join } from 'path'; join('a', 1)")).toContain("Argument of type 'number'");
  });

  test("types that are declared in terms of others are whole", () => {
    expect(error("console.dir(1, { depht: 2 })")).toContain("TS2345");
  });

  test("what a package takes from Node is whole", () => {
    const file = join(folder, "library.d.ts");
    writeFileSync(
      file,
      'import { EventEmitter } from "node:events"; export declare const source: EventEmitter;',
    );
    expect(error('import { source } from "./library"; source.on("a", () => {}).nothing')).toContain(
      "'nothing'",
    );
  });
});

describe("while a notebook's first cell is being written", () => {
  const matches = (source: string): unknown => new Compiler(folder).complete(source, source.length).matches;

  test("globals of Node are offered", () => {
    expect(matches("const where = proc")).toContain("process");
  });

  test("so are modules of Node, and members of what comes from them", () => {
    expect(matches("import 'f")).toContain("fs");
    expect(matches("import { connect } from 'net'; connect(1).")).toContain("remotePort");
  });

  test("globals of Node are explained", () => {
    const { data } = new Compiler(folder).inspect("queueMicrotask", 3);
    expect(data).toMatchObject({ "text/plain": expect.stringContaining("callback: () => void") });
  });
});

describe("the types of Node", () => {
  const index =
    '/// <reference lib="es2020" />\n/// <reference path="../console.d.ts" />\n/// <reference path="http.d.ts" />';

  test("are few at first", () => {
    expect(narrowed(index)).toBe(
      '/// <reference lib="es2020" />\n/// <reference path="../console.d.ts" />\n',
    );
  });

  test("have an index for each range of compilers", () => {
    const paths = [
      "@types/node/index.d.ts",
      "@types/node/ts5.6/index.d.ts",
      "@types/node/compatibility/index.d.ts",
    ];
    expect(paths.map((path) => isNodeIndex(`/node_modules/${path}`))).toEqual([true, true, false]);
  });

  test("are mentioned by code, not by comments", () => {
    expect(mentionsNode("import * as fs from 'fs';")).toBe(true);
    expect(mentionsNode("const size = Buffer.byteLength('a'); // bytes")).toBe(true);
    expect(mentionsNode("/** A process, with performance. */ const bufferSize = 1; // Buffer")).toBe(false);
  });

  test("have names that are known before they are read", () => {
    expect(nodeGlobals("x = proc")).toEqual(["process"]);
    expect(nodeGlobals("new buf")).toEqual(["Buffer", "BufferEncoding"]);
    for (const other of ["", "x.proc", "x. proc", "const total"]) expect(nodeGlobals(other)).toEqual([]);
  });

  test("are asked for modules inside of strings", () => {
    expect(["import 'fs", 'from "node:f', 'import "'].every(endsInModule)).toBe(true);
    expect(["", "x", "'a'.", '"a" + b'].some(endsInModule)).toBe(false);
  });
});
