/**
 * Brings a clone into the state in which everything runs. Each step knows by itself whether it is done, so set-up can
 * be interrupted, killed and called again at any time: it goes on where it stood.
 */
import { statfsSync } from "node:fs";
import { join } from "node:path";
import { buildSteps } from "./build-steps.mjs";
import { explainFileError } from "./explain.mjs";
import { jupyterSteps } from "./jupyter-steps.mjs";
import { withLock } from "./lock.mjs";
import { npmPackages } from "./npm.mjs";
import { dist, root } from "./paths.mjs";
import { showStep } from "./progress.mjs";
import { pythonEnvironment } from "./python-environment.mjs";
import { SetUpError } from "./set-up-error.mjs";
import { endTools } from "./tool.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => boolean | Promise<boolean>} isDone  true when its result stands and is of today's inputs
 * @property {(report: (text: string) => void) => Promise<void>} run
 * @property {() => unknown} [prepare]  throws when the step cannot succeed; asked before any step begins
 * @property {number} [megabytes]       what it needs of the disk
 */

/** In the order in which they stand on each other. @type {readonly Step[]} */
export const allSteps = [npmPackages, ...buildSteps, pythonEnvironment, ...jupyterSteps];

/** What `npm run build` and `npm run check` need. */
export const toBuild = allSteps.slice(0, 1 + buildSteps.length);
export const toCheck = [npmPackages];

/**
 * Does the steps that are not done; says nothing when all are.
 *
 * @param {readonly Step[]} [steps]
 * @throws SetUpError with one line for people
 */
export async function setUp(steps = allSteps) {
  if ((await undone(steps)).length === 0) return;
  try {
    await withLock(
      join(dist, ".setup", "lock"),
      () => interruptibly(() => doSteps(steps)),
      (holder) => {
        console.error(`Another set-up is at work here (process ${holder}): waiting for it to end.`);
      },
    );
  } catch (error) {
    throw explainFileError(error) ?? error;
  }
}

/** @param {readonly Step[]} steps @returns {Promise<Step[]>} */
export async function undone(steps) {
  const states = await Promise.all(steps.map((step) => step.isDone()));
  return steps.filter((_, i) => !states[i]);
}

/** @param {readonly Step[]} steps */
async function doSteps(steps) {
  const ahead = await undone(steps);
  if (ahead.length === 0) return;
  requireSpace(ahead);
  for (const step of ahead) step.prepare?.();
  console.error(`Setting up gradbook in ${root}`);
  for (const [i, step] of steps.entries()) {
    if (await step.isDone()) continue;
    const { report, end } = showStep(`${i + 1}/${steps.length} ${step.name}`);
    try {
      await step.run(report);
    } catch (error) {
      end("failed");
      throw error;
    }
    end("done");
  }
}

/** @param {Step[]} steps */
function requireSpace(steps) {
  const needed = steps.reduce((sum, step) => sum + (step.megabytes ?? 0), 0);
  const { bavail, bsize } = statfsSync(root);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < needed) {
    throw new SetUpError(
      `The disk is full: set-up needs ${needed} MB in ${root}, ${free} MB are free. Make room.`,
    );
  }
}

/** Ctrl-C ends the tool that runs, and us, with one line. @param {() => Promise<void>} work */
async function interruptibly(work) {
  const stop = () => {
    endTools();
    console.error("\nInterrupted. Call the same command again, and set-up goes on where it stood.");
    process.exit(130);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    await work();
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
