import { once } from "node:events";
import { appendFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Workshop } from "./workshop.js";

const built = ["build-wasm", "tsc", "handout-assets"];
const environment = ["venv", "pip", "install-template"];
const everyStep = ["npm ci", ...built, ...environment];

let workshop: Workshop;
beforeEach(() => {
  workshop = new Workshop();
});
afterEach(() => {
  workshop.remove();
});

/** Sets up by `npm start`, and returns what was called before JupyterLab was. */
async function setUp(): Promise<string[]> {
  const { code, stderr } = await workshop.run("start");
  expect(code, stderr).toBe(0);
  const calls = workshop.calls();
  expect(calls.pop()).toBe("jupyterlab");
  return calls;
}

describe("set-up", () => {
  test("does each step of a fresh clone once, in order, and says so", async () => {
    const { code, stderr } = await workshop.run("start");
    expect(code).toBe(0);
    expect(workshop.calls()).toEqual([...everyStep, "jupyterlab"]);
    for (const step of ["npm packages", "library", "Python environment", "TypeScript kernel"]) {
      expect(stderr).toMatch(new RegExp(`\\d/\\d ${step}: done, \\d+ s`));
    }
  });

  test("runs no step the second time, and says nothing of set-up", async () => {
    await setUp();
    const { stderr } = await workshop.run("start");
    expect(workshop.calls()).toEqual(["jupyterlab"]);
    expect(stderr).toBe("Opening JupyterLab. Ctrl-C ends it.\n");
  });

  test("passes arguments on to JupyterLab", async () => {
    await workshop.run("start", ["--no-browser", "--port", "9000"]);
    expect(workshop.calls().at(-1)).toBe("jupyterlab --no-browser --port 9000");
  });

  test.each([
    ["package-lock.json", ["npm ci", ...built, "install-template"]],
    ["src/index.ts", ["tsc"]],
    ["requirements.txt", environment],
  ])("after a change of %s does again only what stands on it", async (path, expected) => {
    await setUp();
    appendFileSync(join(workshop.root, path), "\n");
    expect(await setUp()).toEqual(expected);
    expect(await setUp()).toEqual([]);
  });

  test.each([
    ["node_modules", ["npm ci"]],
    ["dist", built],
    [".venv", environment],
    [".venv/bin/python", environment],
    [".venv/share/jupyter/kernels/tslab/kernel.json", []],
  ])("makes %s again when somebody deleted it", async (path, expected) => {
    await setUp();
    rmSync(join(workshop.root, path), { recursive: true });
    expect(await setUp()).toEqual(expected);
    expect(workshop.has(path)).toBe(true);
  });

  test("makes the environment and the kernel anew when the project has moved", async () => {
    await setUp();
    const kernel = () =>
      readFileSync(join(workshop.root, ".venv/share/jupyter/kernels/tslab/kernel.json"), "utf8");
    const before = workshop.root;
    expect(JSON.parse(kernel()).argv).toEqual([process.execPath, before]);
    const moved = join(workshop.folder, "elsewhere");
    renameSync(before, moved);
    Object.defineProperty(workshop, "root", { value: moved });
    expect(await setUp()).toEqual(environment);
    expect(JSON.parse(kernel()).argv).toEqual([process.execPath, moved]);
  });

  test("writes nothing outside the project", async () => {
    await setUp();
    expect(readdirSync(workshop.folder).sort()).toEqual(["bin", "calls", "clone"]);
  });

  test("`npm run build` builds, and needs no Python", async () => {
    rmSync(join(workshop.bin, "python3"));
    expect((await workshop.run("build")).code).toBe(0);
    expect(workshop.calls()).toEqual(["npm ci", ...built]);
  });
});

describe("a set-up that is cut short", () => {
  let gate: Server;
  let env: Record<string, string>;
  beforeEach(async () => {
    gate = createServer().listen(0);
    await once(gate, "listening");
    env = { NPM_WAITS_AT: String((gate.address() as AddressInfo).port) };
  });
  afterEach(() => {
    gate.close();
  });

  /** Begins a set-up and returns when its npm is at work, with the means to let it go on. */
  async function beginAndHold() {
    const running = workshop.begin("start", [], { env });
    const [socket] = (await once(gate, "connection")) as [Socket];
    return { ...running, release: () => socket.end("go") };
  }

  test("by Ctrl-C says that it goes on next time, and does", async () => {
    const { child, ended } = await beginAndHold();
    process.kill(-child.pid!, "SIGINT");
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain("Interrupted. Call the same command again, and set-up goes on where it stood.");
    expect(stderr).not.toMatch(/^ +at /m);
    expect(workshop.has("dist/.setup/lock")).toBe(false);
    workshop.calls();
    expect(await setUp()).toEqual(everyStep);
  });

  test("by SIGKILL leaves a lock and half a step, and the next call mends both", async () => {
    const { child, ended } = await beginAndHold();
    process.kill(-child.pid!, "SIGKILL");
    await ended;
    expect(workshop.has("dist/.setup/lock")).toBe(true);
    workshop.calls();
    expect(await setUp()).toEqual(everyStep);
    expect(workshop.has("dist/.setup/lock")).toBe(false);
  });

  test("by SIGKILL in the middle of the build leaves half a program, and the next call mends it", async () => {
    await setUp();
    rmSync(join(workshop.root, "dist/.setup/library.stamp"));
    workshop.write("dist/kernel/spec.js", "export const kernelSpec = (node, ro");
    expect(await setUp()).toEqual(["tsc"]);
  });

  test("by a failing step keeps what was done before it", async () => {
    writeFileSync(join(workshop.bin, "python3"), `#!/bin/sh\nexit 1\n`);
    expect((await workshop.run("build")).code).toBe(0);
    expect((await workshop.run("start")).code).toBe(1);
    workshop.calls();
    workshop.addPython("python3");
    expect(await setUp()).toEqual(environment);
  });

  test("a second one at the same time waits, says for whom, and finds the work done", async () => {
    const first = await beginAndHold();
    const second = workshop.begin("start");
    const [said] = (await once(second.child.stderr!, "data")) as [Buffer];
    expect(said.toString()).toContain(`Another set-up is at work here (process ${first.child.pid})`);
    first.release();
    expect((await first.ended).code).toBe(0);
    expect((await second.ended).code).toBe(0);
    expect(workshop.calls().filter((call) => call === "npm ci")).toHaveLength(1);
  });
});
