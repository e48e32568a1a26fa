import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/*
 * The house: rooms on floors, imports that go down, files that can be read at one sitting. The linter checks
 * the floors while one types; this says once more, for every file, what the design promises.
 */

const root = resolve(import.meta.dirname, "..");
const src = join(root, "src");

/** From the ground up. Rooms of one floor do not know each other. */
const floors = [
  ["backend"],
  ["random"],
  ["tensor"],
  ["autograd"],
  ["nn", "optim", "data"],
  ["training"],
  ["display"],
  ["exercises"],
];
/** These import nothing of the library, and nothing imports them. */
const apart = ["kernel", "handout"];

interface SourceFile {
  /** Relative to src/, with slashes. */
  readonly name: string;
  readonly text: string;
  /** The local files and packages that it imports, types included. */
  readonly imports: readonly string[];
}

function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(path, "utf8");
      const imports = [...text.matchAll(/^(?:import|export)\b[^;"']*?(?:from\s+)?["']([^"']+)["'];?$/gm)];
      return {
        name: relative(src, path).replaceAll("\\", "/"),
        text,
        imports: imports.map((match) => match[1]),
      };
    });
}

const files = sourceFiles(src);
/** Without the AssemblyScript sources, which another compiler reads. */
const typescript = files.filter((file) => !file.name.startsWith("backend/wasm/"));
const room = (name: string): string => (name.includes("/") ? name.split("/")[0] : "");
const floorOf = (name: string): number => floors.findIndex((rooms) => rooms.includes(room(name)));
const target = (file: SourceFile, path: string): string =>
  relative(src, resolve(src, dirname(file.name), path)).replaceAll("\\", "/");

/** Local imports that break a rule, as "from → to". */
function offences(breaks: (file: SourceFile, to: string) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((path) => path.startsWith(".") && breaks(file, target(file, path)))
      .map((path) => `${file.name} → ${path}`),
  );
}

describe("floors", () => {
  test("every room has its place", () => {
    const known = [...floors.flat(), ...apart, ""];
    expect(files.filter((file) => !known.includes(room(file.name))).map((file) => file.name)).toEqual([]);
  });
  test("imports go down, or stay in the room", () => {
    const goesUp = (file: SourceFile, to: string): boolean =>
      floorOf(file.name) >= 0 && room(file.name) !== room(to) && floorOf(to) >= floorOf(file.name);
    expect(offences(goesUp)).toEqual([]);
  });
  test("kernel and handout stand apart", () => {
    const crosses = (file: SourceFile, to: string): boolean =>
      room(file.name) !== room(to) && [file.name, to].some((name) => apart.includes(room(name)));
    expect(offences(crosses)).toEqual([]);
    const borrowed = files.filter(
      (file) => apart.includes(room(file.name)) && file.imports.includes("gradbook"),
    );
    expect(borrowed.map((file) => file.name)).toEqual([]);
  });
  test("nothing imports the public face", () => {
    expect(offences((_file, to) => to === "index.js")).toEqual([]);
  });
  test("local imports end in .js, as Node wants them", () => {
    const bare = typescript.flatMap((file) =>
      file.imports
        .filter((path) => path.startsWith(".") && !/\.(js|json)(\?\w+)?$/.test(path))
        .map((path) => `${file.name} → ${path}`),
    );
    expect(bare).toEqual([]);
  });
});

describe("files", () => {
  test("none is over about 300 lines", () => {
    const long = files.map(({ name, text }) => ({ name, lines: text.split("\n").length - 1 }));
    expect(long.filter(({ lines }) => lines > 320)).toEqual([]);
  });
  test("exports have names; there is no barrel but index.ts", () => {
    const nameless = typescript
      .filter(({ text }) => /^export default\b/m.test(text))
      .map((file) => file.name);
    const barrels = typescript.filter(
      ({ name, text }) => name !== "index.ts" && /^export\b.*\bfrom "/m.test(text),
    );
    const starred = typescript.filter(({ text }) => /^export \*/m.test(text));
    expect([nameless, barrels.map((file) => file.name), starred.map((file) => file.name)]).toEqual([
      [],
      [],
      [],
    ]);
  });
  test("nothing is left for later", () => {
    const marks = new RegExp(["TO" + "DO", "FIX" + "ME", "X" + "XX"].join("|"));
    expect(files.filter(({ text }) => marks.test(text)).map((file) => file.name)).toEqual([]);
  });
  test("no error of the type checker is switched off", () => {
    const silenced = typescript.filter(({ text }) => /@ts-(ignore|nocheck|expect-error)/.test(text));
    expect(silenced.map((file) => file.name)).toEqual([]);
  });
});
