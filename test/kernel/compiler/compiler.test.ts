import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type CompiledCell, Compiler } from "../../../src/kernel/compiler/compiler.js";

const folder = mkdtempSync(join(tmpdir(), "compiler-"));
const compiler = new Compiler(folder);

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => compiler.reset());

/** Compiles a cell that must be right, as if it had run through. */
function cell(source: string): CompiledCell {
  const compiled = compiler.compile(source, "In [1]");
  if (!compiled.ok) throw new Error(compiled.failure.message);
  compiler.commit(compiled.cell, new Set(compiled.cell.variables.keys()));
  return compiled.cell;
}

/** The errors of a cell, without colours. */
function errors(source: string): string[] {
  const compiled = compiler.compile(source, "In [1]");
  if (compiled.ok) return [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal
  return compiled.failure.traceback.map((frame) => frame.replace(/\u001b\[\d+m/g, ""));
}

describe("types", () => {
  test("of earlier cells are known", () => {
    cell("const count = 3; interface Point { x: number } class Box<T> { constructor(readonly held: T) {} }");
    cell("const box = new Box<Point>({ x: count });");
    expect(errors("box.held.x.toFixed()")).toEqual([]);
    expect(errors("box.held.y")[0]).toContain("Property 'y' does not exist on type 'Point'");
  });

  test("of a name that is declared anew are the new ones", () => {
    cell("const a: number = 1;");
    cell('const a: string = "one";');
    expect(errors("a.length")).toEqual([]);
  });

  test("of overloads, enums, namespaces and generics survive their cell", () => {
    cell(
      "function f(x: string): string; function f(x: number): number; function f(x: unknown) { return x; }",
    );
    cell("enum Colour { Red, Blue } namespace N { export const deep = [1]; } type Pair<T> = [T, T];");
    expect(errors("const p: Pair<number> = [f(1), Colour.Blue + N.deep[0]]; f('a').length")).toEqual([]);
    expect(errors("f(true)")[0]).toContain("No overload matches");
  });

  test("of Node and of installed packages are known", () => {
    cell('import { join } from "node:path"; import type { Dirent } from "fs";');
    expect(errors("join('a', 1)")[0]).toContain("Argument of type 'number'");
    expect(errors("const entry: Dirent | undefined = undefined;")).toEqual([]);
  });

  test("of what the kernel gives to cells are known", () => {
    expect(
      errors('display(1, { id: "a" }).update(2); clearOutput({ wait: true }); prompt("?").length'),
    ).toEqual([]);
    expect(errors("display()")[0]).toContain("Expected 1-2 arguments");
  });

  test("of a variable whose cell stopped before it are not taken over", () => {
    const compiled = compiler.compile("const a = 1; const b = 2;", "In [1]");
    if (compiled.ok) compiler.commit(compiled.cell, new Set(["a"]));
    expect(errors("a")).toEqual([]);
    expect(errors("b")[0]).toContain("Cannot find name 'b'");
  });

  test("survive a hundred cells and a new checker", () => {
    cell("class Kept { value = 1; }");
    for (let i = 0; i < 210; i++) cell(`let v${i % 7} = ${i};`);
    expect(errors("new Kept().value + v0")).toEqual([]);
  });
});

describe("errors", () => {
  test("come several at once, each with its line and a mark under the place", () => {
    const [first, second, ...rest] = errors('const a: number = "s";\n\nlet b = nothing;');
    expect(first).toBe(
      "In [1]:1:7 - error TS2322: Type 'string' is not assignable to type 'number'.\n\n" +
        '1 const a: number = "s";\n        ~',
    );
    expect(second).toContain("In [1]:3:9 - error TS2304: Cannot find name 'nothing'.");
    expect(rest).toEqual([]);
  });

  test("of syntax are reported", () => {
    expect(errors("const = 3;")[0]).toContain("TS1134: Variable declaration expected.");
  });

  test("in the last line do not show what the compiler was given behind it", () => {
    expect(errors("const f = (").join("\n")).not.toContain("export");
    expect(errors("function broken( {")).toEqual([
      expect.stringMatching(/^In \[1\]:1:1[89] - error TS1005: '}'/),
    ]);
  });

  test("of syntax stand alone: what the rest would mean is not said", () => {
    const found = errors("const o = { a: 1\nconst p = 2");
    expect(found.map((frame) => /^In \[1\]:2:(?:1|7|12) - error TS1005: '.' expected/.test(frame))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test("leave the notebook as it was", () => {
    cell("const a = 1;");
    errors("const a: string = 2;");
    expect(errors("a.toFixed()")).toEqual([]);
  });
});

describe("names with two underscores", () => {
  test("are names like others", () => {
    cell("const __x = 1; let ___y = 2; const __proto = 3;");
    expect(errors("__x + ___y + __proto")).toEqual([]);
  });

  test("of the compiler's helpers come into every cell that needs them", () => {
    const decorated = "const dec = (value: unknown, key: string, at: PropertyDescriptor) => {};";
    cell(decorated);
    cell("class A { @dec m() {} }");
    const { code } = cell("class B { @dec m() {} }");
    expect(code).toContain("var __decorate =");
    expect(code).not.toMatch(/(?:let|const) __decorate/);
  });

  test("are not made of a global declaration", () => {
    expect(errors("declare global { interface Array<T> { second: T } }\nconst x = [1, 2].length;")).toEqual(
      [],
    );
    cell("declare global { interface Array<T> { third: T } }");
  });
});

describe("a result", () => {
  test("is no statement that the compiler has added", () => {
    cell("const dec = (value: unknown, key: string, at: PropertyDescriptor) => {};");
    expect(cell("class A { @dec m() {} }").code).not.toContain(".result =");
    expect(cell("enum Colour { Red }").code).not.toContain(".result =");
  });

  test("may stand before types", () => {
    expect(cell("1 + 1; interface After { a: 1 }").code).toContain(".result = (1 + 1)");
  });
});

describe("cells that are JavaScript already", () => {
  test("are not those that have an auto-accessor", () => {
    expect(cell("class Z { accessor v = 1 }").code).toContain("get v()");
  });

  test("are taken as they are", () => {
    const { code, map } = cell("const double = (x) => x * 2 // twice\ndouble( 3 )");
    expect(code).toContain("\n$room$.result = (double( 3 ));");
    expect(map).toBe("");
  });

  test("use the numbers of a const enum, which has no object", () => {
    cell("const enum Level { Low = 3, High = 4 }");
    expect(cell("Level.High").code).toContain("(4");
    expect(cell("[Level['Low']]").code).toContain("[3");
  });

  test("are not those with types, in whatever form", () => {
    for (const source of [
      "let x: number",
      "<T>(x) => x",
      "(1 as any)",
      "enum E { A }",
      "class A { private x }",
    ]) {
      expect(cell(source).map).not.toBe("");
    }
  });
});

describe("files of the project", () => {
  const file = join(folder, "helper.ts");

  test("are compiled with the cell that imports them, and again when they have changed", () => {
    writeFileSync(file, "export const help: number = 1;");
    expect(cell('import { help } from "./helper";').modules.map(({ file: path }) => path)).toEqual([file]);
    expect(cell("help + 1").modules).toEqual([]);
    writeFileSync(file, "export const help: number = 22; // longer");
    const [changed] = cell('import { help } from "./helper.js";').modules;
    expect(changed?.code).toContain("help = 22");
  });

  test("are checked like cells", () => {
    writeFileSync(file, 'export const help: number = "no";\n');
    expect(errors('import { help } from "./helper";')[0]).toMatch(/helper\.ts:1:14 - error TS2322/);
  });
});

describe("top-level await", () => {
  test("makes the cell asynchronous, in all its forms", () => {
    for (const source of ["await null;", "await (null);", "for await (const x of []) x;", "[await 1]"]) {
      expect(cell(source).isAsync).toBe(true);
    }
  });

  test("in a function does not", () => {
    expect(cell("const f = async () => { await null; };").isAsync).toBe(false);
  });
});

describe("the editor", () => {
  test("completes names of earlier cells, with kind and signature", () => {
    cell("/** Adds. */ function addAll(a: number, b = 2) { return a + b; }");
    const { matches, metadata, cursor_start: start } = compiler.complete("x = addA", 8);
    expect(matches).toEqual(["addAll"]);
    expect(start).toBe(4);
    expect(JSON.stringify(metadata)).toContain(
      '"type":"function","signature":"(a: number, b?: number): number"',
    );
  });

  test("completes members, and counts code points where the text has wide characters", () => {
    const code = 'const face = "😀"; Math.ma';
    expect(compiler.complete(code, [...code].length)).toMatchObject({
      matches: ["max"],
      cursor_start: [...code].length - 2,
    });
  });

  test("completes what a package exports", () => {
    expect(compiler.complete('import { readFileS } from "fs"', 18).matches).toEqual(["readFileSync"]);
  });

  test("explains a name with its signature and its documentation", () => {
    cell("/** Adds.\n * @param a  the first\n */\nfunction addAll(a: number) { return a; }");
    const { data, found } = compiler.inspect("addAll(3", 8);
    expect(found).toBe(true);
    expect(JSON.stringify(data)).toContain("function addAll(a: number): number");
    expect(JSON.stringify(data)).toContain("Adds.");
    expect(JSON.stringify(data)).toContain("- `a`: the first");
  });

  test("explains what JavaScript and Node bring along", () => {
    expect(JSON.stringify(compiler.inspect("Math.max", 8))).toContain("Returns the larger of a set");
  });

  test("says so when there is nothing to explain", () => {
    expect(compiler.inspect("nowhere", 3).found).toBe(false);
  });

  test("leaves no trace of the draft", () => {
    compiler.complete("const draft = 1; Math.", 22);
    expect(errors("draft")[0]).toContain("Cannot find name 'draft'");
  });
});
