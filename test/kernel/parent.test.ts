/** A kernel that somebody else has started: Jupyter, which may be killed. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Request } from "zeromq";
import { kernelSpec } from "../../src/kernel/spec.js";
import { root } from "./client.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kernel-parent-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a kernel, prints its number, and goes on living. */
const starter = `
  const [command, ...args] = JSON.parse(process.argv[1]);
  const env = { ...process.env, JPY_PARENT_PID: String(process.pid) };
  const options = { env, stdio: "ignore", detached: true };
  console.log(require("node:child_process").spawn(command, args, options).pid);
  setInterval(() => {}, 1000);
`;

/** The place of a kernel's connection file, and a frontend that asks for its heart. */
function connect(name: string): { file: string; heartbeat: Request } {
  const file = join(folder, `${name}.json`);
  const ip = join(folder, name);
  const ports = { shell_port: 1, control_port: 2, stdin_port: 3, iopub_port: 4, hb_port: 5 };
  writeFileSync(file, JSON.stringify({ transport: "ipc", ip, key: "a key", ...ports }));
  const heartbeat = new Request({ linger: 0 });
  heartbeat.connect(`ipc://${ip}-5`);
  return { file, heartbeat };
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a kernel ends when the Jupyter that started it was killed", async () => {
  const { file, heartbeat } = connect("k");
  const spec = kernelSpec(process.execPath, root);
  const argv = spec.argv.map((argument) => (argument === "{connection_file}" ? file : argument));
  const jupyter = spawn(process.execPath, ["-e", starter, JSON.stringify(argv)], {
    cwd: root,
    env: { ...process.env, ...spec.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await jupyter.stdout.take(1).toArray()) as [Buffer];
  const kernel = Number(line.toString());
  await heartbeat.send("?");
  await heartbeat.receive();
  expect(lives(kernel)).toBe(true);

  jupyter.kill("SIGKILL");
  await expect.poll(() => lives(kernel), { timeout: 30_000 }).toBe(false);
  heartbeat.close();
});
