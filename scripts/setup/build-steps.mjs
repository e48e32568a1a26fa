/** The steps that build dist/ from src/. */
import { join } from "node:path";
import { fingerprint, stamped } from "./fingerprint.mjs";
import { dist, inProject, tsc } from "./paths.mjs";
import { runTool } from "./tool.mjs";

/**
 * @param {object} options
 * @param {string} options.name    what people read
 * @param {string} options.id      the stamp's name
 * @param {string} options.program the Node program that builds
 * @param {string[]} [options.args]
 * @param {string[]} options.from  files and folders it reads, relative to the project's root
 */
function buildStep({ name, id, program, args = [], from }) {
  const inputs = [...from, "package-lock.json"].map((path) => inProject(path));
  return stamped({
    stamp: join(dist, ".setup", `${id}.stamp`),
    inputs: () => fingerprint([program, ...inputs]),
    step: { name, megabytes: 20, run: () => runTool(name, [process.execPath, program, ...args]) },
  });
}

export const buildSteps = [
  buildStep({
    name: "WebAssembly kernels",
    id: "wasm",
    program: inProject("scripts/build-wasm.mjs"),
    from: ["src/backend/wasm"],
  }),
  buildStep({
    name: "library",
    id: "library",
    program: tsc,
    args: ["-p", "src"],
    from: ["src", "tsconfig.json"],
  }),
  buildStep({
    name: "handout assets",
    id: "assets",
    program: inProject("scripts/handout-assets.mjs"),
    from: ["src/handout"],
  }),
];
