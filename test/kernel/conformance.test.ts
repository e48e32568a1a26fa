import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kernelSpec } from "../../src/kernel/spec.js";
import { root } from "./client.js";

test("jupyter_kernel_test finds nothing amiss, and leaves nothing out that applies", () => {
  const [node = "", ...options] = kernelSpec(process.execPath, root).argv.slice(0, -2);
  const python = join(root, ".venv", "bin", "python");
  const script = join(root, "test", "kernel", "conformance.py");
  const { status, stderr } = spawnSync(python, [script, node, ...options], { encoding: "utf8" });
  expect(stderr).toContain("OK (skipped=1)");
  // Paging is not for notebooks, and the protocol has given it up.
  expect(stderr.match(/skipped '.*'/g)).toEqual(["skipped 'No code page something'"]);
  expect(status).toBe(0);
});
