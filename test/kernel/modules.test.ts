import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
});
