import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client } from "./client.js";

const folder = mkdtempSync(join(tmpdir(), "notebook-"));
let kernel: Client;

beforeAll(async () => {
  kernel = await Client.start(folder);
});

afterAll(async () => {
  expect(await kernel.close()).toBe(0);
  rmSync(folder, { recursive: true });
});

/** Interrupts, as the button of JupyterLab does. */
async function interrupt(): Promise<void> {
  const reply = await kernel.request("interrupt_request", {}, kernel.control);
  expect(reply.content.status).toBe("ok");
}

const types = (outputs: readonly { header: { msg_type: string } }[]): string[] =>
  outputs.map(({ header }) => header.msg_type);

describe("a cell", () => {
  test("shows the value of its last expression", async () => {
    const { reply, text } = await kernel.execute("const six = 6; six * 7");
    expect(reply.status).toBe("ok");
    expect(text).toBe("42");
  });

  test("shows nothing for undefined, and null as null", async () => {
    expect((await kernel.execute("undefined")).outputs).toEqual([]);
    expect((await kernel.execute("null")).text).toBe("null");
  });

  test("may wait at its top", async () => {
    expect((await kernel.execute("await (Promise.resolve(3))")).text).toBe("3");
  });

  test("counts, and its input is published under its number", async () => {
    const published = kernel.published(({ header }) => header.msg_type === "execute_input");
    const { reply } = await kernel.execute("'counted'");
    expect((await published).content).toEqual({ code: "'counted'", execution_count: reply.execution_count });
  });

  test("runs silently without a number, a result or an error on iopub", async () => {
    const before = (await kernel.execute("0")).reply.execution_count;
    const silent = await kernel.execute("1; throw new Error('unheard')", { silent: true });
    expect(silent.outputs).toEqual([]);
    expect(silent.reply.status).toBe("error");
    expect((await kernel.execute("0")).reply.execution_count).toBe(Number(before) + 1);
  });

  test("answers user_expressions each for itself", async () => {
    const user_expressions = { sum: "1 + 1", wrong: "nothing", thrown: "(() => { throw new Error('x') })()" };
    const { reply } = await kernel.execute("1", { user_expressions });
    expect(reply.user_expressions).toMatchObject({
      sum: { status: "ok", data: { "text/plain": "2" } },
      wrong: { status: "error", ename: "CompileError" },
      thrown: { status: "error", ename: "Error", evalue: "x" },
    });
  });
});

describe("output", () => {
  test("goes to stdout and stderr, in order", async () => {
    const { outputs } = await kernel.execute('console.log("a"); console.error("b"); console.log("c")');
    expect(outputs.map(({ content }) => [content.name, content.text])).toEqual([
      ["stdout", "a\n"],
      ["stderr", "b\n"],
      ["stdout", "c\n"],
    ]);
  });

  test("leaves while a cell still computes", async () => {
    const { done, said } = kernel.submit('console.log("on my way"); for (;;);');
    await said("on my way");
    await interrupt();
    expect((await done).reply.ename).toBe("Interrupted");
  });

  test("of a hundred thousand lines comes whole, in few messages", async () => {
    const { outputs, stdout } = await kernel.execute('for (let i = 0; i < 1e5; i++) console.log("line", i)');
    const lines = Array.from({ length: 1e5 }, (_, i) => `line ${i}\n`);
    expect(stdout).toBe(lines.join(""));
    expect(outputs.length).toBeLessThan(1000);
  });

  test("of process.stdout and of console's helpers is text as well", async () => {
    const { stdout } = await kernel.execute(
      'process.stdout.write("raw\\n"); console.table([{ a: 1 }]); console.count()',
    );
    expect(stdout).toMatch(/^raw\n┌[\s\S]*│ 0 +│ 1 │[\s\S]*default: 1\n$/);
  });

  test("of a value that knows what it looks like is its MIME bundle", async () => {
    const { outputs } = await kernel.execute(
      '({ [Symbol.for("Jupyter.display")]: async () => ({ "text/html": ["<b>", "x</b>"], "text/plain": "x" }) })',
    );
    expect(outputs[0]?.content.data).toEqual({ "text/html": ["<b>", "x</b>"], "text/plain": "x" });
  });

  test("of display can be updated by id", async () => {
    const { outputs } = await kernel.execute(
      'const place = display("one", { id: "p" }); place.update("two"); place',
    );
    expect(types(outputs)).toEqual(["display_data", "update_display_data"]);
    expect(outputs.map(({ content }) => content.transient)).toEqual([
      { display_id: "p" },
      { display_id: "p" },
    ]);
    expect(outputs[1]?.content.data).toEqual({ "text/plain": "'two'" });
  });

  test("of a library goes through the broadcast function, while a loop computes", async () => {
    const { done, said } = kernel.submit(`
      const broadcast = Reflect.get(globalThis, Symbol.for("Jupyter.broadcast"));
      broadcast("display_data", { data: { "text/plain": "curve 0" }, metadata: {}, transient: { display_id: "c" } });
      broadcast("update_display_data", { data: { "text/plain": "curve 1" }, transient: { display_id: "c" } });
      for (;;);`);
    await said("curve 1");
    await interrupt();
    expect(types((await done).outputs)).toEqual(["display_data", "update_display_data", "error"]);
  });

  test("can be cleared", async () => {
    const { outputs } = await kernel.execute("clearOutput({ wait: true })");
    expect(outputs.map(({ header, content }) => [header.msg_type, content])).toEqual([
      ["clear_output", { wait: true }],
    ]);
  });

  test("of a value that is no JSON is an error of the cell", async () => {
    const { reply } = await kernel.execute('display({ "text/plain": "x", big: 1n }, { raw: true })');
    expect(reply.evalue).toContain("BigInt");
  });

  test("of a long value is cut, with a note", async () => {
    const { text } = await kernel.execute("Array.from({ length: 90 }, (_, i) => 'x'.repeat(500) + i)");
    expect(String(text)).toMatch(/… \d+ more characters$/);
  });
});

describe("an exception", () => {
  test("is an error message with the lines of the cell", async () => {
    const { outputs, reply } = await kernel.execute(
      'const ok = 1;\nfunction fail() {\n  throw new RangeError("far");\n}\nfail();',
    );
    expect(reply).toMatchObject({ status: "error", ename: "RangeError", evalue: "far" });
    expect(types(outputs)).toEqual(["error"]);
    const traceback = String(reply.traceback);
    expect(traceback).toMatch(/3.+throw new RangeError/);
    expect(traceback).toMatch(/at fail .+:3:9/);
    expect(traceback).toMatch(/:5:1/);
    expect(traceback).not.toContain("runner");
  });

  test("keeps what the cell had reached", async () => {
    await kernel.execute('let reached = 1; reached = 2; throw new Error("stop"); let beyond = 3;');
    expect((await kernel.execute("reached")).text).toBe("2");
    expect((await kernel.execute("beyond")).reply.evalue).toContain("Cannot find name 'beyond'");
  });

  test("of a value that is no error is shown as that value", async () => {
    expect((await kernel.execute("throw { code: 5 }")).reply.evalue).toBe("{ code: 5 }");
  });

  test("shows its cause", async () => {
    const { reply } = await kernel.execute('throw new Error("outer", { cause: new TypeError("inner") })');
    expect(String(reply.traceback)).toMatch(/outer[\s\S]*caused by .*TypeError.*inner/);
  });

  test("that nobody caught is shown in the cell that it comes from", async () => {
    const error = kernel.published(({ header }) => header.msg_type === "error");
    const input = kernel.published(({ header }) => header.msg_type === "execute_input");
    await kernel.execute('void Promise.reject(new Error("unhandled"));');
    expect((await error).content.evalue).toBe("unhandled");
    expect((await error).parentHeader.msg_id).toBe((await input).parentHeader.msg_id);
  });

  test("takes the cells with it that were asked for at the same time", async () => {
    const all = [kernel.execute('throw new Error("first")'), kernel.execute("2"), kernel.execute("3")];
    const statuses = (await Promise.all(all)).map(({ reply }) => reply.status);
    expect(statuses).toEqual(["error", "aborted", "aborted"]);
    expect((await kernel.execute("4")).reply.status).toBe("ok");
  });

  test("takes none with it where stop_on_error is false", async () => {
    const failing = kernel.execute('throw new Error("first")', { stop_on_error: false });
    expect((await kernel.execute("2")).reply.status).toBe("ok");
    expect((await failing).reply.status).toBe("error");
  });

  test("of types comes before anything runs", async () => {
    const { reply, stdout } = await kernel.execute('console.log("never");\nconst a: number = "s";');
    expect(reply.ename).toBe("CompileError");
    expect(stdout).toBe("");
  });
});

describe("an interrupt", () => {
  test("ends a loop and keeps the variables of its cell and of all others", async () => {
    await kernel.execute("let before = 1;");
    const { done, said } = kernel.submit(
      'let steps = 0; const list: number[] = []; console.log("go"); for (;;) { steps++; before = 2; list[0] = steps; }',
    );
    await said("go");
    await interrupt();
    expect((await done).reply.ename).toBe("Interrupted");
    expect((await kernel.execute("[before, steps > 0, steps - list[0]! <= 1]")).text).toBe(
      "[ 2, true, true ]",
    );
  });

  test("ends a loop deep in a function, behind try and finally", async () => {
    const { done, said } = kernel.submit(
      'const spin = () => { for (;;) { try { for (;;); } catch {} finally { continue; } } }; console.log("go"); spin();',
    );
    await said("go");
    await interrupt();
    expect((await done).reply.ename).toBe("Interrupted");
  });

  test("ends a cell that waits, and the next one runs", async () => {
    const { done, said } = kernel.submit('const waited = 5; console.log("go"); await new Promise(() => {});');
    await said("go");
    await interrupt();
    expect((await done).reply.ename).toBe("Interrupted");
    expect((await kernel.execute("waited")).text).toBe("5");
  });

  test("ends a loop after an await, in a timer, and a thread that sleeps", async () => {
    const loops = [
      'let n = 0; await null; console.log("go"); for (;;) n++;',
      'setTimeout(() => { console.log("go"); for (;;); }); await new Promise(() => {});',
      'console.log("go"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    ];
    for (const loop of loops) {
      const { done, said } = kernel.submit(loop);
      await said("go");
      await interrupt();
      expect((await done).reply.ename).toBe("Interrupted");
    }
    expect((await kernel.execute("n > 0")).text).toBe("true");
  });

  test("with nothing to interrupt does nothing", async () => {
    await interrupt();
    expect((await kernel.execute("1 + 1")).text).toBe("2");
  });

  test("finds a heartbeat that goes on while a cell computes", async () => {
    const { done, said } = kernel.submit('console.log("go"); for (;;);');
    await said("go");
    await kernel.heartbeat.send("ping");
    expect(String((await kernel.heartbeat.receive())[0])).toBe("ping");
    await interrupt();
    await done;
  });
});

describe("prompt", () => {
  test("asks on stdin and waits for the answer", async () => {
    const { done } = kernel.submit('const name = prompt("name? "); name.toUpperCase()', {
      allow_stdin: true,
    });
    const question = kernel.wire.unpack(await kernel.stdin.receive());
    expect(question.content).toEqual({ prompt: "name? ", password: false });
    await kernel.stdin.send(kernel.wire.pack(kernel.wire.compose("input_reply", { value: "ada" })));
    expect((await done).text).toBe("'ADA'");
  });

  test("gives the default, or fails, where nobody can answer", async () => {
    expect((await kernel.execute('prompt("?", "none")', { allow_stdin: false })).text).toBe("'none'");
    expect((await kernel.execute('prompt("?")', { allow_stdin: false })).reply.evalue).toContain(
      "help: give a default",
    );
  });
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
});

describe("requests", () => {
  test("about unfinished code are answered", async () => {
    const status = async (code: string): Promise<unknown> =>
      (await kernel.request("is_complete_request", { code })).content.status;
    expect(await status("1 + 1")).toBe("complete");
    expect(await status("function f() {")).toBe("incomplete");
    expect(await status("let 1x")).toBe("invalid");
  });

  test("for completion and inspection know earlier cells", async () => {
    await kernel.execute("/** The answer. */ const answerToAll = 42;");
    const completed = await kernel.request("complete_request", { code: "answerTo", cursor_pos: 8 });
    expect(completed.content.matches).toEqual(["answerToAll"]);
    const inspected = await kernel.request("inspect_request", {
      code: "answerToAll",
      cursor_pos: 3,
      detail_level: 0,
    });
    expect(JSON.stringify(inspected.content.data)).toContain("const answerToAll: 42");
  });

  test("for comms and unknown ones do no harm", async () => {
    expect((await kernel.request("comm_info_request", {})).content).toEqual({ status: "ok", comms: {} });
    void kernel.shell.send(kernel.wire.pack(kernel.wire.compose("unheard_of_request", {})));
    expect((await kernel.execute("1")).text).toBe("1");
  });

  test("that are malformed are left out, and the next one is answered", async () => {
    const good = kernel.wire.pack(kernel.wire.compose("execute_request", { code: "1" }));
    const bad = [
      [],
      [Buffer.from("noise")],
      good.slice(0, 4),
      [...good.slice(0, 1), Buffer.from("00"), ...good.slice(2)],
    ];
    for (const frames of bad) await kernel.shell.send(frames.length > 0 ? frames : [Buffer.alloc(0)]);
    expect((await kernel.execute("'alive'")).text).toBe("'alive'");
  });
});

describe("a cell that would end the process", () => {
  test("by process.exit gets an error, and the variables stay", async () => {
    await kernel.execute("const kept = 1;");
    expect((await kernel.execute("process.exit(3)")).reply.evalue).toContain(
      "process.exit(3) would end the kernel",
    );
    expect((await kernel.execute("kept")).text).toBe("1");
  });
});
