/** npm, Python and the compilers, run as child processes: what they print is kept, and counts when they fail. */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { explain } from "./explain.mjs";
import { dist, root } from "./paths.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** Ends the tools that run now; for when we are ended ourselves. */
export function endTools() {
  for (const child of running) child.kill();
}

/**
 * Runs a tool to its end, in the project's root, with nothing to read.
 *
 * @param {string} name  what people call it; its whole output goes to dist/.setup/NAME.log
 * @param {readonly [program: string, ...args: string[]]} command
 * @param {{ env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @throws SetUpError that says why, when the tool fails
 */
export async function runTool(name, [program, ...args], { env = process.env, onLine } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  running.add(child);
  /** @type {string[]} */
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  const code = await new Promise((resolve) => {
    child.on("error", (error) => {
      lines.push(error.message);
      resolve(1);
    });
    child.on("close", resolve);
  });
  running.delete(child);
  const output = `${lines.join("\n")}\n`;
  const log = join(dist, ".setup", `${name}.log`);
  mkdirSync(join(dist, ".setup"), { recursive: true });
  writeFileSync(log, output);
  if (code !== 0) throw explain(name, output, log);
}
