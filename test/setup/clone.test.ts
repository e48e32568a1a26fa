import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ended, ending, findRealPython, project } from "./workshop.js";

/** A fresh clone, set up once with the real npm and the real Python, in a path with spaces and foreign letters. */
const folder: string = mkdtempSync(join(tmpdir(), "gradbook Übung 图 "));
const clone: string = join(folder, "clone");
const home: string = join(folder, "home");
/** Settings and modules of the reader's own, for other work, that would break the lessons. */
const foreign: string = join(folder, "foreign");
let first: Ended;

beforeAll(async () => {
  mkdirSync(home);
  mkdirSync(foreign);
  writeFileSync(join(foreign, "tornado.py"), "raise ImportError('this is the reader’s own tornado')\n");
  writeFileSync(
    join(foreign, "jupyter_lab_config.json"),
    '{ "ServerApp": { "root_dir": "/no/such/folder" } }',
  );
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: project });
  for (const file of files
    .toString()
    .split("\0")
    .filter((name) => existsSync(join(project, name)))) {
    cpSync(join(project, file), join(clone, file), { recursive: true });
  }
  first = await ending(begin("npm", "start", "--", "--version"));
}, 900_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The least that a newcomer has: Node, npm, Python and the system. The caches are the machine's, to save time. */
function begin(program: string, ...args: string[]): ChildProcess {
  const settings = {
    PATH: [dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
    HOME: home,
    JUPYTER_CONFIG_DIR: foreign,
    PYTHONPATH: foreign,
    PYTHON: findRealPython(),
    npm_config_cache: npmSetting("cache"),
    npm_config_userconfig: npmSetting("userconfig"),
    PIP_CACHE_DIR: process.env.PIP_CACHE_DIR ?? join(homedir(), ".cache/pip"),
  };
  const passed = Object.entries(process.env).filter(([name]) => /^PIP_|_proxy$|CERT/i.test(name));
  const env = { ...Object.fromEntries(passed), ...settings };
  return spawn(program, args, { cwd: clone, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
}

function npmSetting(name: string): string {
  return execFileSync("npm", ["config", "get", name], { stdio: ["ignore", "pipe", "ignore"] })
    .toString()
    .trim();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** The address that JupyterLab prints, once it is there. */
function addressOf(lab: ChildProcess): Promise<URL> {
  let said = "";
  return new Promise((resolve, reject) => {
    lab.stderr?.on("data", (data: Buffer) => {
      said += data.toString();
      const address = /http:\/\/localhost:\d+\/\S+token=\w+/.exec(said);
      if (address) resolve(new URL(address[0]));
    });
    lab.on("close", () => reject(new Error(`JupyterLab ended before it said where it is:\n${said}`)));
  });
}

test("`npm start` sets up a fresh clone and starts JupyterLab 4.6 with the arguments it was given", () => {
  expect(first.code, first.stderr).toBe(0);
  expect(first.stdout).toMatch(/^4\.6\.\d+$/m);
});

test("a second call runs no step", async () => {
  const { code, stderr } = await ending(begin("npm", "start", "--", "--version"));
  expect(code, stderr).toBe(0);
  expect(stderr).not.toContain("Setting up");
});

test("the doctor finds everything, and the kernel is this clone's", async () => {
  const { code, stdout } = await ending(begin("npm", "run", "doctor"));
  expect(stdout).toContain("[ok]      TypeScript kernel: up to date");
  expect(stdout).toContain("[ok]      Figures in JupyterLab: plotly 7.1.0");
  expect(stdout).not.toMatch(/^\[missing\] (?!Chromium)/m);
  expect(code).toBe(0);
  const kernel = readFileSync(join(clone, ".venv/share/jupyter/kernels/tslab/kernel.json"), "utf8");
  expect(JSON.parse(kernel).argv).toContain(join(clone, "dist/kernel/main.js"));
});

test("JupyterLab serves the project with the TypeScript kernel, and Ctrl-C ends it cleanly", async () => {
  const port = await freePort();
  const lab = begin(process.execPath, "scripts/start.mjs", "--no-browser", "--port", String(port));
  const ended = ending(lab);
  const address = await addressOf(lab);
  expect(address.port).toBe(String(port));
  expect(address.pathname).toMatch(/^\/lab\/tree\/notebooks/);
  const ask = async (path: string) => {
    const answer = await fetch(new URL(`${path}${address.search}`, address));
    return answer.json();
  };
  expect(await ask("/api/kernelspecs")).toMatchObject({ default: "tslab" });
  expect(await ask("/api/contents/package.json")).toMatchObject({ name: "package.json" });
  process.kill(-lab.pid!, "SIGINT");
  expect((await ended).code).toBe(0);
  const leftBehind = readdirSync(join(clone, ".venv/jupyter/runtime"));
  expect(leftBehind.filter((name) => /^(jpserver|kernel)-/.test(name))).toEqual([]);
});

test("nothing is written into the home folder", () => {
  expect(readdirSync(home)).toEqual([]);
});
