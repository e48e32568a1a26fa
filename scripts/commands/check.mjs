/** Types, lint and format of the whole project. */
import { spawnSync } from "node:child_process";
import { biome, root, tsc } from "../setup/paths.mjs";
import { setUp, toCheck } from "../setup/set-up.mjs";

/** @type {[name: string, ...args: string[]][]} */
const checks = [
  ["types of src, test and lessons", tsc, "-p", "."],
  ["types of scripts", tsc, "-p", "scripts"],
  ["types of the handouts' page", tsc, "-p", "src/handout/page"],
  ["lint and format", biome, "check", "--error-on-warnings"],
];

/** @returns {Promise<number>}  how many of the checks failed */
export async function check() {
  await setUp(toCheck);
  let failed = 0;
  for (const [name, ...command] of checks) {
    const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
    console.error(`${status === 0 ? "ok" : "failed"}: ${name}`);
    if (status !== 0) failed++;
  }
  return failed;
}

export async function main() {
  return (await check()) === 0 ? 0 : 1;
}
