import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { Client, startBeforeAll } from "./client.js";

let kernel: Client;
const folder = startBeforeAll((started) => {
  kernel = started;
});

describe("modules", () => {
  test("of Node, CommonJS and ES modules are imported alike", async () => {
    writeFileSync(join(folder, "old.cjs"), "module.exports = { a: 1, b() { return this.a; } };");
    writeFileSync(join(folder, "new.mjs"), "export const c = 2; export default 3;");
    const { text } = await kernel.execute(
      '// @ts-nocheck\nimport { sep } from "node:path"; import old, { a } from "./old.cjs"; import d, * as all from "./new.mjs";' +
        "\n[sep, a, old.b(), d, all.c]",
    );
    expect(text).toBe("[ '/', 1, 1, 3, 2 ]");
  });

  test("of the project are read again when they, or what they import, have changed", async () => {
    writeFileSync(join(folder, "inner.ts"), "export const inner: number = 1;");
    writeFileSync(
      join(folder, "outer.ts"),
      'import { inner } from "./inner.js";\nexport const outer = (): number => inner * 10;',
    );
    expect((await kernel.execute('import { outer } from "./outer"; outer()')).text).toBe("10");
    writeFileSync(join(folder, "inner.ts"), "export const inner: number = 22;");
    expect((await kernel.execute('import { outer } from "./outer"; outer()')).text).toBe("220");
  });

  test("of the project name their own lines in errors", async () => {
    writeFileSync(
      join(folder, "thrower.ts"),
      "interface Unused { a: number }\n\nexport function thrower(): never {\n  throw new Error('mine');\n}\n",
    );
    const { reply } = await kernel.execute('import { thrower } from "./thrower"; thrower()');
    expect(String(reply.traceback)).toContain("thrower.ts:4:9");
  });

  test("of other folders of the project, and JSON, are imported with their types", async () => {
    const project = join(folder, "project");
    for (const room of ["notebooks", "tools/deep"]) mkdirSync(join(project, room), { recursive: true });
    writeFileSync(join(project, "settings.json"), '{ "rate": 0.5, "layers": [2, 3] }');
    writeFileSync(join(project, "tools/deep/twice.ts"), "export const twice = (x: number): number => 2 * x;");
    writeFileSync(
      join(project, "tools/four.ts"),
      'import { twice } from "./deep/twice";\nexport const four = twice(2);',
    );
    const beside = await Client.start(join(project, "notebooks"));
    const imports = 'import settings from "../settings.json"; import { four } from "../tools/four";';
    expect((await beside.execute(`${imports}\n[settings.rate, settings.layers.length, four]`)).text).toBe(
      "[ 0.5, 2, 4 ]",
    );
    expect((await beside.execute("settings.wrong")).reply.evalue).toContain(
      "Property 'wrong' does not exist",
    );
    expect((await beside.execute("four.length")).reply.evalue).toContain("Property 'length' does not exist");
    await beside.close();
  });

  test("of a package that is linked and built anew are the new ones, with the new types", async () => {
    const built = join(folder, "library");
    mkdirSync(built);
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(built, join(folder, "node_modules", "linked"));
    const manifest = { name: "linked", type: "module", main: "index.js", types: "index.d.ts" };
    writeFileSync(join(built, "package.json"), JSON.stringify(manifest));
    const build = (value: string, type: string): void => {
      writeFileSync(join(built, "part.js"), `export const value = ${value};`);
      writeFileSync(join(built, "index.js"), 'export { value } from "./part.js";');
      writeFileSync(join(built, "index.d.ts"), `export declare const value: ${type};`);
    };
    build("7", "number");
    expect((await kernel.execute('import { value } from "linked"; value.toFixed(1)')).text).toBe("'7.0'");
    build('"seven"', "string");
    expect((await kernel.execute('import { value } from "linked"; value.toUpperCase()')).text).toBe(
      "'SEVEN'",
    );
  });

  test("are found as soon as they are there, also by a module that has looked for them before", async () => {
    const cell = '// @ts-nocheck\nimport { early } from "./early.mjs"; early';
    writeFileSync(
      join(folder, "early.mjs"),
      'import { late } from "./late.mjs"; export const early = late + 1;',
    );
    expect((await kernel.execute(cell)).reply.evalue).toContain("late.mjs");
    writeFileSync(join(folder, "late.mjs"), "export const late = 1;");
    expect((await kernel.execute(cell)).text).toBe("2");
  });

  test("that have failed are run again by the next import", async () => {
    const cell = '// @ts-nocheck\nimport { tries } from "./tries.mjs"; tries';
    const code = 'globalThis.tries ??= 0; if (globalThis.tries++ === 0) throw new Error("first");';
    writeFileSync(join(folder, "tries.mjs"), `${code} export const tries = globalThis.tries;`);
    expect((await kernel.execute(cell)).reply.evalue).toBe("first");
    expect((await kernel.execute(cell)).text).toBe("2");
  });

  test("are read again when JSON or CommonJS has changed that they import", async () => {
    writeFileSync(join(folder, "conf.json"), '{ "a": 1 }');
    writeFileSync(join(folder, "part.cjs"), "module.exports = { b: 1 };");
    writeFileSync(join(folder, "whole.cjs"), 'module.exports = require("./part.cjs");');
    writeFileSync(
      join(folder, "conf.mjs"),
      'import conf from "./conf.json"; import { b } from "./whole.cjs"; export default [conf.a, b];',
    );
    const cell = '// @ts-nocheck\nimport both from "./conf.mjs"; both';
    expect((await kernel.execute(cell)).text).toBe("[ 1, 1 ]");
    writeFileSync(join(folder, "conf.json"), '{ "a": 20 }');
    expect((await kernel.execute(cell)).text).toBe("[ 20, 1 ]");
    writeFileSync(join(folder, "part.cjs"), "module.exports = { b: 30 };");
    expect((await kernel.execute(cell)).text).toBe("[ 20, 30 ]");
  });

  test("stay the same ones as long as nothing has changed, whoever imports them", async () => {
    writeFileSync(join(folder, "state.cjs"), "module.exports = { list: [] };");
    for (const name of ["first", "second"]) {
      writeFileSync(join(folder, `${name}.mjs`), 'export { list } from "./state.cjs";');
    }
    await kernel.execute('// @ts-nocheck\nimport { list as one } from "./first.mjs";');
    const { text } = await kernel.execute(
      '// @ts-nocheck\nimport { list as two } from "./second.mjs"; import { list } from "./state.cjs"; [one === two, one === list]',
    );
    expect(text).toBe("[ true, true ]");
  });

  test("are shared by imports at the same time, in a circle as well", async () => {
    for (const name of ["left", "right"]) {
      writeFileSync(join(folder, `${name}.mjs`), 'export { shared } from "./shared.mjs";');
    }
    writeFileSync(join(folder, "shared.mjs"), 'import "fs"; await null; export const shared = {};');
    const both = (a: string, b: string): string =>
      `// @ts-nocheck\nconst [a, b] = await Promise.all([import("./${a}.mjs"), import("./${b}.mjs")]);`;
    expect((await kernel.execute(`${both("left", "right")} a.shared === b.shared`)).text).toBe("true");
    writeFileSync(
      join(folder, "hen.mjs"),
      'import { egg } from "./egg.mjs"; import "fs"; export const hen = () => egg; export const name = "hen";',
    );
    writeFileSync(
      join(folder, "egg.mjs"),
      'import { name } from "./hen.mjs"; import "fs"; export const egg = () => name;',
    );
    expect((await kernel.execute(`${both("hen", "egg")} [a.hen() === b.egg, b.egg()]`)).text).toBe(
      "[ true, 'hen' ]",
    );
  });

  test("can import JSON and CommonJS later", async () => {
    writeFileSync(join(folder, "later.json"), '{ "l": 1 }');
    writeFileSync(
      join(folder, "later.mjs"),
      'export const later = async () => (await import("./later.json")).default;',
    );
    const { text } = await kernel.execute(
      '// @ts-nocheck\nimport { later } from "./later.mjs"; await later()',
    );
    expect(text).toBe("{ l: 1 }");
  });

  test("that are no JavaScript name the file and the line", async () => {
    for (const file of ["wrong.mjs", "wrong.cjs"]) {
      writeFileSync(join(folder, file), "let a = 1;\nlet b = ;\n");
      const { reply } = await kernel.execute(`// @ts-nocheck\nimport "./${file}";`);
      expect(reply.ename).toBe("SyntaxError");
      expect(stripVTControlCharacters(Object(reply.traceback).join("\n"))).toMatch(
        new RegExp(`^${file}:2\\nlet b = ;\\n {8}\\^$`, "m"),
      );
    }
  });
});
