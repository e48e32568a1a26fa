/** What the peers in JavaScript share: their packages, and the bench's protocol. */
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const cache = new URL("../../../node_modules/.cache/gradbook-bench/", import.meta.url);

/** Loads packages from where the bench installs them. */
export const requirePeer = createRequire(cache);

/**
 * Answers "W1 100" with the milliseconds that a step takes, over 100 steps; "null" for what the library cannot do.
 *
 * @param {string} name  the library and its version
 * @param {Readonly<Record<string, (() => () => void) | undefined>>} workloads  each makes a step
 */
export async function serve(name, workloads) {
  const started = new Map();
  console.log(`ready ${name}`);
  for await (const line of createInterface({ input: process.stdin })) {
    const [workload, count] = line.split(" ");
    if (!started.has(workload)) started.set(workload, workloads[workload]?.() ?? null);
    const run = started.get(workload);
    if (run === null) {
      console.log("null");
      continue;
    }
    const begin = performance.now();
    for (let i = 0; i < Number(count); i++) run();
    console.log((performance.now() - begin) / Number(count));
  }
}
