import { rmSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findRealPython, type RunOptions, Workshop } from "./workshop.js";

let workshop: Workshop;
beforeEach(() => {
  workshop = new Workshop();
});
afterEach(() => {
  workshop.remove();
});

/** What a person reads when `npm start` fails. However it failed, that is no stack, and the exit code is 1. */
async function complaint(options: RunOptions = {}): Promise<string> {
  const { code, stderr } = await workshop.run("start", [], options);
  expect(code, stderr).toBe(1);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(workshop.calls()).not.toContain("jupyterlab");
  return stderr.trimEnd();
}

/** The same where nothing may have begun: one line is all that is said. */
async function oneLine(options: RunOptions = {}): Promise<string> {
  const said = await complaint(options);
  expect(said.split("\n")).toHaveLength(1);
  expect(workshop.calls()).toEqual([]);
  return said;
}

const isNode = (version: string) => `Object.defineProperty(process, "version", { value: "${version}" })`;

describe("what is missing is said in one line, before anything is begun", () => {
  test.each(["v12.22.12", "v18.20.8", "v20.18.3", "v21.7.3", "v22.11.0"])("Node %s", async (version) => {
    const said = await oneLine({ first: isNode(version) });
    expect(said).toBe(
      `Node is too old: this is ${version.slice(1)}, gradbook needs 20.19, 22.12 or newer. ` +
        "Get it from https://nodejs.org and try again.",
    );
  });

  test.each(["v20.19.0", "v22.12.0", "v24.1.0"])("but Node %s is new enough", async (version) => {
    expect((await workshop.run("start", [], { first: isNode(version) })).code).toBe(0);
  });

  test("Python, when there is none", async () => {
    rmSync(join(workshop.bin, "python3"));
    expect(await oneLine()).toMatch(/^Python 3\.10 or newer is missing \(looked for python3, python\): .+/);
  });

  test("Python, when the one that is named does not run", async () => {
    expect(await oneLine({ env: { PYTHON: "/no/such/python" } })).toContain("PYTHON=/no/such/python");
  });

  test.each(["2.7.18", "3.9.18"])("Python, when it is %s", async (version) => {
    expect(await oneLine({ env: { PYTHON_VERSION: version } })).toMatch(
      new RegExp(`^Python is too old: ${version} \\(.+\\), and 3\\.10 or newer is needed: .+`),
    );
  });

  test("but a newer Python beside an old one is found", async () => {
    workshop.addPython("python3.12");
    const env = { PYTHON_VERSION: "3.9.18" };
    expect((await workshop.run("start", [], { env })).code).toBe(0);
  });

  test("Python's venv module", async () => {
    expect(await oneLine({ env: { PYTHON_LACKS_VENV: "1" } })).toMatch(
      /^Python's venv module is missing \(Python 3\.12\.4, .+\): .+/,
    );
  });

  test("npm", async () => {
    const said = await oneLine({
      env: { npm_execpath: undefined },
      first: 'process.execPath = "/no/such/folder/node"',
    });
    expect(said).toBe("npm is missing: it comes with Node, get both from https://nodejs.org");
  });

  test("room on the disk", async () => {
    const first = `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      fs.statfsSync = () => ({ bavail: 1000, bsize: 4096 });
      syncBuiltinESMExports();`;
    expect(await oneLine({ first })).toMatch(/^The disk is full: set-up needs \d+ MB in .+, 4 MB are free\./);
  });

  test("the right to write into the folder", async () => {
    const first = `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      fs.mkdirSync = (path) => {
        throw Object.assign(new Error("EACCES: permission denied, mkdir '" + path + "'"), { code: "EACCES" });
      };
      syncBuiltinESMExports();`;
    expect(await oneLine({ first })).toContain(`Set-up may not write where it has to: ${workshop.root}`);
  });
});

describe("what npm and pip complain of is said in one line", () => {
  test.each([
    [
      "npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write",
      "npm: The disk is full",
    ],
    ["npm error code EACCES\nnpm error syscall mkdir", "npm: Set-up may not write where it has to"],
    ["npm error code ENOTFOUND\nnpm error network request failed, reason: getaddrinfo", "npm: No network"],
    ["npm error code SELF_SIGNED_CERT_IN_CHAIN", "npm: The network's certificate is not trusted"],
  ])("%j", async (output, meaning) => {
    const said = await complaint({ env: { NPM_FAILS: output } });
    expect(said.split("\n").at(-1)).toContain(meaning);
    expect(said.split("\n").at(-1)).toContain("(The whole output: dist/.setup/npm.log)");
  });

  test("and what nobody has foreseen is shown as it was printed", async () => {
    const said = await complaint({ env: { NPM_FAILS: "npm error the moon is in the wrong house" } });
    expect(said).toContain("npm failed, and this is the end of what it printed:\n  npm error the moon is in");
    expect(said).toContain("The whole output: dist/.setup/npm.log");
  });
});

describe("without a network, where only a closed port answers", () => {
  test("the real npm's failure is explained", async () => {
    const said = await complaint({
      env: {
        npm_execpath: undefined,
        npm_config_registry: "http://127.0.0.1:9/",
        npm_config_cache: join(workshop.folder, "npm-cache"),
        npm_config_fetch_retries: "0",
      },
    });
    expect(said).toContain("npm: No network: the packages could not be fetched.");
  });

  test("the real pip's failure is explained", async () => {
    const said = await complaint({
      env: {
        PYTHON: findRealPython(),
        PIP_CONFIG_FILE: devNull,
        PIP_INDEX_URL: "http://127.0.0.1:9/simple",
        PIP_NO_CACHE_DIR: "1",
        PIP_RETRIES: "1",
      },
    });
    expect(said).toContain("pip: No network: the packages could not be fetched.");
  });
});
