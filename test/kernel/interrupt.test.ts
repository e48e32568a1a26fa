import { describe, expect, test } from "vitest";
import { type Client, startBeforeAll } from "./client.js";

let kernel: Client;
startBeforeAll((started) => {
  kernel = started;
});

describe("an interrupt", () => {
  test("ends a loop and keeps the variables of its cell and of all others", async () => {
    await kernel.execute("let before = 1;");
    const { done, said } = kernel.submit(
      'let steps = 0; const list: number[] = []; console.log("go"); for (;;) { steps++; before = 2; list[0] = steps; }',
    );
    await said("go");
    await kernel.interrupt();
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
    await kernel.interrupt();
    expect((await done).reply.ename).toBe("Interrupted");
  });

  test("ends a cell that waits, and the next one runs", async () => {
    const { done, said } = kernel.submit('const waited = 5; console.log("go"); await new Promise(() => {});');
    await said("go");
    await kernel.interrupt();
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
      await kernel.interrupt();
      expect((await done).reply.ename).toBe("Interrupted");
    }
    expect((await kernel.execute("n > 0")).text).toBe("true");
  });

  test("of a loop that looks for it is an exception: finally runs", async () => {
    const { done, said } = kernel.submit(`
      const check = Reflect.get(globalThis, Symbol.for("Jupyter.checkInterrupt"));
      let state = "open";
      console.log("go");
      try { for (;;) check(); } finally { state = "closed"; }`);
    await said("go");
    await kernel.interrupt();
    expect((await done).reply.ename).toBe("Interrupted");
    expect((await kernel.execute("state")).text).toBe("'closed'");
  });

  test("of a loop that prints or shows something is an exception as well", async () => {
    for (const shows of ['console.log("go")', 'display("go")']) {
      const { done, said } = kernel.submit(
        `let shown = 0; try { for (;;) ${shows}; } finally { shown = -1; }`,
      );
      await said("go");
      await kernel.interrupt();
      expect((await done).reply.ename).toBe("Interrupted");
      expect((await kernel.execute("shown")).text).toBe("-1");
    }
  });

  test("with nothing to interrupt does nothing", async () => {
    await kernel.interrupt();
    expect((await kernel.execute("1 + 1")).text).toBe("2");
  });

  test("finds a heartbeat that goes on while a cell computes", async () => {
    const { done, said } = kernel.submit('console.log("go"); for (;;);');
    await said("go");
    await kernel.heartbeat.send("ping");
    expect(String((await kernel.heartbeat.receive())[0])).toBe("ping");
    await kernel.interrupt();
    await done;
  });
});
