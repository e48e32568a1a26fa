import { describe, expect, test } from "vitest";
import { Client, startBeforeAll, types } from "./client.js";

let kernel: Client;
const folder = startBeforeAll((started) => {
  kernel = started;
});

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

  test("of any kind ends the cell, and the next one runs", async () => {
    const thrown = [
      'Object.assign(new Error("E"), { message: () => 1 })',
      '(() => { const own = new Error("own"); own.cause = own; return own; })()',
      '{ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("no"); } }',
      'Object.defineProperty(new Error("E"), "message", { get() { throw 1; } })',
    ];
    for (const value of thrown) {
      const { reply } = await kernel.execute(`throw ${value}`);
      expect([typeof reply.ename, typeof reply.evalue]).toEqual(["string", "string"]);
    }
    expect((await kernel.execute("'after'")).text).toBe("'after'");
  });

  test("below a function named like the kernel's own words shows all that called it", async () => {
    const { reply } = await kernel.execute(
      "function cell() { inner(); }\nfunction inner() { throw new Error('deep'); }\n\ncell();",
    );
    expect(String(reply.traceback)).toMatch(/at inner .+:2:26[\s\S]+at cell .+:1:19[\s\S]+In \[\d+\]:4:1/);
  });

  test("that nobody caught costs no variables, also where a cell has removed all listeners", async () => {
    for (const events of ['"uncaughtException"', '"unhandledRejection"', ""]) {
      const error = kernel.published(({ header }) => header.msg_type === "error");
      await kernel.execute(`const safe = 1; process.removeAllListeners(${events});`);
      await kernel.execute('setImmediate(() => { throw new Error("late"); }); void Promise.reject(1);');
      await error;
      expect((await kernel.execute("safe")).text).toBe("1");
    }
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
    expect(JSON.stringify(inspected.content.data)).toContain("The answer.");
  });

  test("for comms and unknown ones do no harm", async () => {
    expect((await kernel.request("comm_info_request", {})).content).toEqual({ status: "ok", comms: {} });
    void kernel.shell.send(kernel.wire.pack(kernel.wire.compose("unheard_of_request", {})));
    expect((await kernel.execute("1")).text).toBe("1");
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

test("a shutdown is answered, also while a cell computes, and leaves no process behind", async () => {
  const busy = await Client.start(folder);
  const { said } = busy.submit('console.log("go"); for (;;);');
  await said("go");
  const reply = await busy.request("shutdown_request", { restart: true }, busy.control);
  expect(reply.content).toEqual({ status: "ok", restart: true });
  expect(await busy.exited).toBe(0);
  busy.disconnect();
});
