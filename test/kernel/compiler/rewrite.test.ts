import { runInThisContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { type Rewritten, rewrite, type Variable } from "../../../src/kernel/compiler/rewrite.js";
import { parse } from "../../../src/kernel/compiler/typescript.js";
import { Run, Scope } from "../../../src/kernel/room/scope.js";

/** A notebook of JavaScript cells, without kernel or compiler. */
class Notebook {
  readonly #scope: Scope = new Scope();
  readonly #variables: Map<string, Variable> = new Map();
  #cells = 0;

  /** Runs a cell; gives the value of its last expression. */
  run(source: string): unknown {
    const cell = rewrite(parse("cell.ts", source), this.#variables, true);
    this.#cells += 1;
    const run = new Run(this.#scope, this.#cells, new Map(), { meta: { url: "" }, import: async () => ({}) });
    try {
      const done: unknown = runInThisContext(cell.code)(run);
      return done instanceof Object && "then" in done
        ? Promise.resolve(done).then(() => run.result)
        : run.result;
    } finally {
      this.#commit(cell);
    }
  }

  #commit(cell: Rewritten): void {
    for (const [name, variable] of cell.variables) this.#variables.set(name, variable);
    for (const name of cell.mentions) {
      const known = this.#variables.get(name);
      if (known) this.#variables.set(name, { ...known, captured: true });
    }
  }
}

function notebook(...cells: string[]): unknown {
  const book = new Notebook();
  let last: unknown;
  for (const cell of cells) last = book.run(cell);
  return last;
}

describe("variables of a cell", () => {
  test("are local variables: a loop over them is left as it was written", () => {
    const { code } = rewrite(
      parse("cell.ts", "let x = 0;\nfor (let i = 0; i < 1e7; i++)\n    x += i;"),
      new Map(),
      true,
    );
    expect(code).toContain("\nfor (let i = 0; i < 1e7; i++)\n    x += i;\n");
  });

  test("are seen by later cells with the value they had at the end", () => {
    expect(notebook("let x = 1; x += 1; x *= 10;", "x")).toBe(20);
  });

  test("of every kind of declaration are shared", () => {
    const declared = "const a = 1; let b = 2; var c = 3; function d() { return 4; } class E { static v = 5 }";
    expect(notebook(declared, "[a, b, c, d(), E.v]")).toEqual([1, 2, 3, 4, 5]);
  });

  test("of a pattern are shared", () => {
    expect(
      notebook(
        "const { a: { b }, ...rest } = { a: { b: 1 }, c: 2 }; let [d, e = 4] = [3];",
        "[b, rest, d, e]",
      ),
    ) //
      .toEqual([1, { c: 2 }, 3, 4]);
  });

  test("of a block stay in it", () => {
    expect(() => notebook("{ let hidden = 1; }", "hidden")).toThrow(/hidden is not defined/);
  });

  test("that a later cell declares anew are new ones", () => {
    expect(notebook("let x = 1; const get = () => x;", "let x = 2;", "[x, get()]")).toEqual([2, 1]);
  });

  test("reached before an error are kept, and the others say that they have no value", () => {
    const book = new Notebook();
    expect(() => book.run("const a = 1; let b = 2; b = 3; throw new Error('stop'); let c = 4;")).toThrow(
      "stop",
    );
    expect(book.run("[a, b]")).toEqual([1, 3]);
    expect(() => book.run("c")).toThrow(/c has no value/);
  });
});

describe("functions that outlive their cell", () => {
  test("share a variable with later cells, in both directions", () => {
    expect(notebook("let n = 0; const inc = () => ++n;", "inc(); inc();", "n = 10; inc();", "[n, inc()]")) //
      .toEqual([11, 12]);
  });

  test("of a later cell share an earlier cell's variable", () => {
    expect(notebook("let n = 1;", "const add = (k) => { n += k; };", "add(5); n += 1; add(5); n")).toBe(12);
  });

  test("called by a cell see what that cell has assigned before", () => {
    expect(notebook("let rate = 1;", "const double = () => rate * 2;", "rate = 5; double()")).toBe(10);
  });

  test("called by a cell see what that cell has declared anew before", () => {
    expect(notebook("const rate = 1;", "const double = () => rate * 2;", "const rate = 5; double()")).toBe(
      10,
    );
  });

  test("see a function that was defined anew", () => {
    expect(
      notebook("function f() { return 1; }", "const g = () => f();", "function f() { return 2; }", "g()"),
    ).toBe(2);
  });

  test("that capture a loop's variable have one for each turn", () => {
    expect(notebook("const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i);", "fs.map((f) => f())")) //
      .toEqual([0, 1, 2]);
  });

  test("that have parameters or locals of the same name leave the cell's variable alone", () => {
    const cell =
      "const f = (x) => { x = 1; }; function g() { let x = 2; x++; } class C { x = 3; m() { return this.x; } }";
    expect(notebook("let x = 7;", cell, "f(5); g(); new C().m(); x")).toBe(7);
  });

  test("go on with their variable when the cell that made them waits", async () => {
    const book = new Notebook();
    await book.run("let n = 0; const tick = () => { n += 1; }; await null; tick(); n += 10;");
    expect(book.run("tick(); n")).toBe(12);
  });
});

describe("an earlier cell's variable", () => {
  test("can be read and written in every form", () => {
    const forms =
      "a++; --a; a += 5; [a, b] = [b, a]; ({ b } = { b: b + 1 }); ({ x: a = 3 } = {}); for (b of [8, 9]);";
    for (const capture of ["", "const see = () => [a, b];"]) {
      expect(notebook("let a = 1; let b = 2;", `${capture}`, forms, "[a, b]")).toEqual([3, 9]);
    }
  });

  test("in shorthand becomes a property of its name", () => {
    expect(notebook("let a = 1;", "const make = () => ({ a });", "a = 2;", "[make(), { a }]")) //
      .toEqual([{ a: 2 }, { a: 2 }]);
  });

  test("called as a function gets no receiver", () => {
    expect(notebook("let f = function () { return this; };", "const call = () => [f(), f``];", "call()")) //
      .toEqual([undefined, undefined]);
  });

  test("is not meant by a property, a label or a method of its name", () => {
    expect(
      notebook(
        "let a = 1;",
        "const get = () => { a: for (;;) break a; return { a() {}, b: { a: 2 } }.b.a + a; };",
        "get()",
      ),
    ) //
      .toBe(3);
  });

  test("that only a failing cell's statements assign keeps what it had got", () => {
    const book = new Notebook();
    book.run("let n = 0;");
    expect(() => book.run("for (;;) { n += 1; if (n === 5) throw new Error('five'); }")).toThrow("five");
    expect(book.run("n")).toBe(5);
  });
});

describe("statements without a semicolon", () => {
  test("do not run into the call of an earlier cell's function", () => {
    const cell = "let a = n\na = 7\ncount()\nif (a) a = 8\ncount()\na * 10 + n";
    expect(notebook("let n = 1; const count = () => { n += 1; };", cell)).toBe(83);
  });

  test("do not swallow the variable that they declare, nor the cell's result", () => {
    expect(notebook("let a = 1\nconst b = () => a\nvar c = [b]", "const d = c[0]()\nd + 1 // two")).toBe(2);
  });

  test("are closed in functions, loops and classes, too", () => {
    const cell =
      "function f() { let a = 1\ncount()\nreturn n }\nclass C { x = f()\ny = 1 }\ndo n++\nwhile (n < 9)\nnew C().x";
    expect(notebook("let n = 1; const count = () => { n += 1; };", cell)).toBe(10);
  });
});

describe("the result of a cell", () => {
  test("is the value of its last statement, where that is an expression", () => {
    expect(notebook("1; 2; 3;")).toBe(3);
    expect(notebook("3; if (true) 4;")).toBeUndefined();
    expect(notebook("const x = 5;")).toBeUndefined();
    expect(notebook("({ a: 1 })")).toEqual({ a: 1 });
  });

  test("of a cell that waits comes when it has waited", async () => {
    expect(await notebook("const x = await Promise.resolve(20); x + 1")).toBe(21);
  });
});

describe("the last expression", () => {
  test.each([
    ["const a = 1;a", 1],
    ["let b = 2;b+1", 3],
    ["const f = () => {}\n;[1].map(x => x)", [1]],
    ["class A { v = 7 }new A().v", 7],
    ["for(var i=0;i<3;i++);i", 3],
    ["export const e=1;e", 1],
  ])("is the result where it touches the statement before it: %s", (source, result) => {
    expect(notebook(source)).toEqual(result);
  });
});

describe("names of the kernel's own", () => {
  test.each(["module", "exports", "require", "__filename", "__dirname", "$$", "$$x", "__decorate", "cell"])(
    "may be variables: %s",
    (name) => {
      expect(notebook(`const ${name} = 20, x = 1;`, `${name} + x`, `() => ${name}`, `${name} + x`)).toBe(21);
    },
  );
});

describe("a default export", () => {
  test.each([
    "export default { a: 1 }",
    "export default 5;",
    "export default function () { return 1 }",
    "export default class { a = 1 }\nlet after = 1",
    "export default function named() { return 1 }",
  ])("is a value like others, which nobody imports: %s", (source) => {
    expect(notebook(source, "2")).toBe(2);
  });

  test("with a name is declared", () => {
    expect(notebook("export default function named() { return 3 }", "named()")).toBe(3);
  });
});

test("what an interrupted cell saves are the locals that only its own statements assign", () => {
  const source = "const a = 1; let b = 2; b++; let c = 3; const f = () => c++;";
  const { save } = rewrite(parse("cell.ts", source), new Map(), true);
  expect(save).toBe("$room$.update($slot$b, b);");
});
