import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { persistent } from "../../src/backend/memory.js";
import { readyHelpers, runParts } from "../../src/backend/pool.js";
import { addressOf, reserve } from "../../src/backend/reserve.js";
import { setThreads } from "../../src/backend/threads.js";
import { openModule } from "../../src/backend/wasm-module.js";

test("helpers do not keep a program from ending", () => {
  const [pool, count] = ["pool", "threads"].map(
    (name) => new URL(`../../dist/backend/${name}.js`, import.meta.url).href,
  );
  const program = `
    import { readyHelpers } from "${pool}";
    import { setThreads } from "${count}";
    setThreads(2);
    while (readyHelpers() < 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    console.log("computed");
  `;
  const options = { encoding: "utf8", timeout: 50_000 } as const;
  expect(execFileSync(process.execPath, ["--input-type=module", "-e", program], options)).toBe("computed\n");
});

test("a worker thread has helpers, too: a notebook's cells run in one", () => {
  const [pool, count] = ["pool", "threads"].map(
    (name) => new URL(`../../dist/backend/${name}.js`, import.meta.url).href,
  );
  const worker = `Promise.all([import("${pool}"), import("${count}")]).then(([{ readyHelpers }, { setThreads, threads }]) => {
    console.log(threads());
    setThreads(2);
    while (readyHelpers() < 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    console.log("ready");
  });`;
  const program = `new (require("node:worker_threads").Worker)(${JSON.stringify(worker)}, { eval: true });`;
  const said = execFileSync(process.execPath, ["-e", program], { encoding: "utf8", timeout: 50_000 });
  expect(said).toBe(`${Math.min(availableParallelism(), 8)}\nready\n`);
});

test("a command that was cut off does not disturb the next one", () => {
  setThreads(2);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (readyHelpers() < 1) Atomics.wait(pause, 0, 0, 1);
  const module = openModule("kernels64", reserve);
  const [x, y] = [persistent("float64", 4096), persistent("float64", 4096)];
  const [from, to] = [addressOf(x) as number, addressOf(y) as number];
  const kind = { kernel: "affine", size: 8, fused: false } as const;
  // x → scale · x, in 16 parts.
  const parts = (scale: number): number[][] =>
    Array.from({ length: 16 }, (_, i) => [from + i * 2048, scale, 0, to + i * 2048, 256]);
  const interrupted = (): void => {
    throw new Error("interrupted");
  };
  x.fill(1);
  let cutOff = 0;
  for (let round = 1; round <= 200; round++) {
    try {
      runParts(kind, interrupted, parts(-1));
    } catch {
      // Unless the helper was so quick that nothing was left for this thread.
      cutOff += 1;
    }
    runParts(kind, (...args) => module.affine(...(args as Parameters<typeof module.affine>)), parts(round));
    expect(y.every((value) => value === round)).toBe(true);
  }
  expect(cutOff).toBeGreaterThan(0);
});
