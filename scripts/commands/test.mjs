/** Sets up what is missing, then runs every check and every test. */
import { chromiumMissing, findChromium } from "../setup/chromium.mjs";
import { root } from "../setup/paths.mjs";
import { setUp } from "../setup/set-up.mjs";
import { SetUpError } from "../setup/set-up-error.mjs";
import { check } from "./check.mjs";

/**
 * @param {string[]} args  vitest's: files to run, `-t name`, …
 * @returns {Promise<number>}
 */
export async function main(args) {
  await setUp();
  const chromium = findChromium();
  if (chromium === undefined) throw new SetUpError(chromiumMissing);
  process.env.CHROMIUM = chromium;
  const failedChecks = await check();
  const tests = await runTests(args);
  const failed = failedChecks + tests.failed;
  console.log(`${tests.passed} passed, ${failed} failed`);
  return failed === 0 && tests.passed > 0 ? 0 : 1;
}

/**
 * A file that cannot be read and an error that nobody caught count as failed, too.
 *
 * @param {string[]} args
 */
async function runTests(args) {
  const { parseCLI, startVitest } = await import("vitest/node");
  const { filter, options } = parseCLI(["vitest", "run", ...args]);
  process.chdir(root);
  const vitest = await startVitest("test", filter, options);
  const modules = vitest.state.getTestModules();
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = {
    passed: tests.filter((test) => test.result().state === "passed").length,
    failed:
      tests.filter((test) => test.result().state === "failed").length +
      modules.reduce((sum, module) => sum + module.errors().length, 0) +
      vitest.state.getUnhandledErrors().length,
  };
  await vitest.close();
  return count;
}
