/** The step that installs the npm packages, exactly as package-lock.json has them. */
import { existsSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { fingerprint, stamped } from "./fingerprint.mjs";
import { inProject, nodeModules } from "./paths.mjs";
import { SetUpError } from "./set-up-error.mjs";
import { runTool } from "./tool.mjs";

/** npm's own program, which Node runs on every system alike, without a shell. @returns {string | undefined} */
export function findNpm() {
  const caller = process.env.npm_execpath;
  if (caller && basename(caller) === "npm-cli.js" && existsSync(caller)) return caller;
  const besideNode = [dirname(process.execPath), ...(process.env.PATH ?? "").split(delimiter)];
  return besideNode
    .flatMap((folder) => [join(folder, "../lib/node_modules"), join(folder, "node_modules")])
    .map((folder) => join(folder, "npm/bin/npm-cli.js"))
    .find((program) => existsSync(program));
}

function npm() {
  const program = findNpm();
  if (program) return program;
  throw new SetUpError("npm is missing: it comes with Node, get both from https://nodejs.org");
}

/** Also where NODE_ENV=production or a user's settings would leave half of them out. */
const everything = ["--include=dev", "--include=optional", "--no-global"];

const quietly = ["--prefer-offline", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=http"];

/** npm waits 70 s by default before it says that there is no network. A user's own setting goes first. */
const patience = { npm_config_fetch_retries: "3", npm_config_fetch_retry_mintimeout: "1000" };

export const npmPackages = stamped({
  stamp: join(nodeModules, ".gradbook"),
  inputs: () => fingerprint([inProject("package-lock.json")], [process.platform, process.arch]),
  step: {
    name: "npm packages",
    megabytes: 450,
    prepare: npm,
    run: async (report) => {
      let fetched = 0;
      await runTool("npm", [process.execPath, npm(), "ci", ...everything, ...quietly], {
        env: { ...patience, ...process.env },
        onLine: (line) => {
          if (line.includes("http fetch")) report(`${++fetched} fetched`);
        },
      });
    },
  },
});
