/** A fingerprint of what a step works from, and the stamp that keeps it: how a second set-up knows what is done. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { displayPath } from "./paths.mjs";

/**
 * @param {string[]} paths  files and folders, whose names and contents count; a missing one counts as missing
 * @param {string[]} facts  what else counts, as text
 * @returns {string}
 */
export function fingerprint(paths, facts = []) {
  const hash = createHash("sha256").update(JSON.stringify(facts));
  /** @param {string} path */
  const add = (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
      return;
    }
    hash.update(`\n${displayPath(path)}\n${stats?.size ?? "missing"}\n`);
    if (stats) hash.update(readFileSync(path));
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}

/**
 * A step that is done when its stamp holds the fingerprint of today's inputs. The stamp lies inside what the step
 * makes, so that who deletes the one deletes the other; it is taken away before the step begins and written when it
 * has ended, so that a step that was killed is done again.
 *
 * @param {object} options
 * @param {string} options.stamp  path of the stamp
 * @param {() => string} options.inputs  the fingerprint
 * @param {Omit<import("./set-up.mjs").Step, "isDone">} options.step
 * @returns {import("./set-up.mjs").Step}
 */
export function stamped({ stamp, inputs, step }) {
  return {
    ...step,
    isDone: () => readStamp(stamp) === inputs(),
    run: async (report) => {
      rmSync(stamp, { force: true });
      const before = inputs();
      await step.run(report);
      mkdirSync(dirname(stamp), { recursive: true });
      writeFileSync(stamp, before);
    },
  };
}

/** @param {string} stamp */
function readStamp(stamp) {
  return statSync(stamp, { throwIfNoEntry: false }) && readFileSync(stamp, "utf8");
}
