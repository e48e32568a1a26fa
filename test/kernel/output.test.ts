import { describe, expect, test } from "vitest";
import { type Client, startBeforeAll, types } from "./client.js";

let kernel: Client;
startBeforeAll((started) => {
  kernel = started;
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
    await kernel.interrupt();
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

  test("of bytes is text, also where a character comes in pieces or a string in another encoding", async () => {
    const { stdout } = await kernel.execute(
      "for (const byte of [0xe2, 0x82, 0xac]) process.stdout.write(Uint8Array.of(byte));" +
        'process.stdout.write("aGk=", "base64"); process.stdout.write("\u00fc", "utf8");' +
        "process.stdout.write(Uint8Array.of(0xe2)); process.stdout.write('!')",
    );
    expect(stdout).toBe("\u20achi\u00fc\ufffd!");
  });

  test("of child processes that inherit it is text as well, in order, whether or not the cell waits for them", async () => {
    const { stdout, stderr } = await kernel.execute(
      'import { execSync, spawn, spawnSync } from "node:child_process";' +
        'console.log("before"); execSync("echo waited; echo failed >&2", { stdio: "inherit" });' +
        'const piped = spawnSync("echo", ["piped"], { stdio: [0, "pipe", 2] }).stdout.toString();' +
        'const child = spawn("echo", ["alone"], { stdio: "inherit" });' +
        'await new Promise((resolve) => child.on("close", resolve)); console.log(piped);',
    );
    expect([stdout, stderr]).toEqual(["before\nwaited\nalone\npiped\n\n", "failed\n"]);
  });

  test("of file descriptors 1 and 2 is text as well; others are left alone", async () => {
    const { stdout, stderr, text } = await kernel.execute(
      'import fs, { writeSync } from "node:fs"; writeSync(1, "text \u00fc\\n"); writeSync(2, Buffer.from("<bytes>"), 1, 5); writeSync(2, "aGk=", null, "base64");' +
        'const file = fs.openSync("written.txt", "w"); writeSync(file, "0123"); writeSync(file, "ab", 1);' +
        'fs.readFileSync("written.txt", "utf8")',
    );
    expect([stdout, stderr, text]).toEqual(["text \u00fc\n", "byteshi", "'0ab3'"]);
  });

  test("of console.trace names what was traced, and the cell's line", async () => {
    const { stderr } = await kernel.execute('console.trace("passing", 1)');
    expect(stderr).toMatch(/^Trace: passing 1\n {4}at In \[\d+\]:1:9\n$/);
  });

  test("of console.time and of colours comes as it is", async () => {
    const { stdout } = await kernel.execute(
      'console.time("t"); console.timeEnd("t"); console.log("\\u001b[32mgreen\\u001b[0m %s", "x");',
    );
    expect(stdout).toMatch(/^t: [\d.]+m?s\n/);
    expect(stdout).toContain("\u001b[32mgreen\u001b[0m x\n");
  });

  test("of any kind of value is readable", async () => {
    const text = async (code: string): Promise<unknown> => (await kernel.execute(code)).text;
    expect(await text("new Map([['a', new Set([1])]])")).toBe("Map(1) { 'a' => Set(1) { 1 } }");
    expect(await text("new Float64Array([0.5, 2])")).toBe("Float64Array(2) [ 0.5, 2 ]");
    expect(await text("new (class Point { constructor(readonly x = 1) {} })()")).toBe("Point { x: 1 }");
    expect(await text("new RangeError('shown, not thrown')")).toMatch(
      /^RangeError: shown, not thrown\n +at /,
    );
    expect(await text("new Float32Array(1000)")).toContain("900 more items");
  });

  test("of a flood of displays comes whole, no faster than a notebook server lets pass", async () => {
    const { outputs } = await kernel.execute('for (let i = 0; i < 2000; i++) display(i, { id: "flood" });');
    expect(outputs.map(({ content }) => Reflect.get(Object(content.data), "text/plain"))).toEqual(
      Array.from({ length: 2000 }, (_, i) => String(i)),
    );
  });

  test("of a value that knows what it looks like is its MIME bundle", async () => {
    const { outputs } = await kernel.execute(
      '({ [Symbol.for("Jupyter.display")]: async () => ({ "text/html": ["<b>", "x</b>"], "text/plain": "x" }) })',
    );
    expect(outputs[0]?.content.data).toEqual({ "text/html": ["<b>", "x</b>"], "text/plain": "x" });
  });

  test("of such a value that takes its time is asked for once, and a failure of it told once", async () => {
    const later = "await new Promise((resolve) => setImmediate(resolve));";
    const { outputs, text } = await kernel.execute(
      `let asked = 0; display({ [Symbol.for("Jupyter.display")]: async () => ({ "text/plain": \`\${++asked}\` }) }); ${later} asked`,
    );
    expect(outputs[0]?.content.data).toEqual({ "text/plain": "1" });
    expect(text).toBe("1");
    const failing = await kernel.execute(
      `display({ [Symbol.for("Jupyter.display")]: async () => { throw new Error("once"); } }); ${later} ${later}`,
    );
    expect(types(failing.outputs)).toEqual(["error"]);
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
    await kernel.interrupt();
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
