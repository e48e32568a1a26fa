import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { Client, root } from "./client.js";

/** Resident megabytes of the kernel. */
function memory(kernel: Client): number {
  return (
    Number(execFileSync("ps", ["-o", "rss=", "-p", String(kernel.process.pid)], { encoding: "utf8" })) / 1024
  );
}

test("two thousand cells in a row leave memory flat", async () => {
  const kernel = await Client.start();
  const run = async (cells: number): Promise<void> => {
    for (let i = 0; i < cells; i++) {
      const n = i % 20;
      const { reply } = await kernel.execute(`let v${n} = [${i}]; const f${n} = () => v${n}; f${n}()`);
      expect(reply.status).toBe("ok");
    }
  };
  // Garbage collectors need some time to find their measure.
  await run(1500);
  const before = memory(kernel);
  await run(2000);
  expect(memory(kernel) - before).toBeLessThan(30);
  await kernel.close();
}, 300_000);

test("a cell that needs more memory than there is leaves a kernel that goes on, and says what is lost", async () => {
  const kernel = await Client.start(root, "--max-old-space-size=300");
  await kernel.execute("const held = 1;");
  const { reply } = await kernel.execute(
    "const all: number[][] = []; for (;;) all.push(new Array(1e6).fill(0.5));",
  );
  expect(reply.ename).toBe("OutOfMemory");
  expect((await kernel.execute("held")).reply.evalue).toContain("Cannot find name 'held'");
  expect((await kernel.execute("6 * 7")).text).toBe("42");
  await kernel.close();
});
