import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { setThreads, threads } from "../../src/backend/pool.js";

test("helpers do not keep a program from ending", () => {
  const pool = new URL("../../dist/backend/pool.js", import.meta.url).href;
  const program = `
    import { readyHelpers, setThreads } from "${pool}";
    setThreads(2);
    while (readyHelpers() < 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    console.log("computed");
  `;
  const options = { encoding: "utf8", timeout: 50_000 } as const;
  expect(execFileSync(process.execPath, ["--input-type=module", "-e", program], options)).toBe("computed\n");
});

test("within a worker thread, a product is computed by that thread alone", () => {
  const pool = new URL("../../dist/backend/pool.js", import.meta.url).href;
  const worker = `import("${pool}").then(({ threads }) => console.log(threads()));`;
  const program = `new (require("node:worker_threads").Worker)(${JSON.stringify(worker)}, { eval: true });`;
  expect(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" })).toBe("1\n");
});

test("setThreads takes whole numbers from 1 up", () => {
  for (const count of [0, -1, 1.5, Number.NaN]) expect(() => setThreads(count)).toThrow(/whole number/);
  setThreads(1);
  expect(threads()).toBe(1);
});
