import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const project: string = new URL("../..", import.meta.url).pathname;
const fakes: string = new URL("./fakes", import.meta.url).pathname;

/** What set-up needs of a clone. */
const parts: readonly string[] = [
  "package.json",
  "package-lock.json",
  "requirements.txt",
  "scripts/setup",
  "scripts/commands",
  ...["start", "test", "doctor", "build", "check"].map((name) => `scripts/${name}.mjs`),
];

/** Builders of the clone's own, which need what the workshop has not: here they only note that they were called. */
const builders: readonly string[] = ["build-wasm", "handout-assets", "install-template"];

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface RunOptions {
  readonly env?: Record<string, string | undefined>;
  /** JavaScript that Node runs first: how a test makes Node old or the disk full. */
  readonly first?: string;
}

/**
 * The project's set-up in a folder of its own, whose path has spaces and foreign letters, with programs in the place
 * of npm, the compiler and Python that only note that they were called.
 */
export class Workshop {
  readonly folder: string = mkdtempSync(join(tmpdir(), "gradbook Übung 图 "));
  readonly root: string = join(this.folder, "clone");
  /** The only folder in which programs are found. */
  readonly bin: string = join(this.folder, "bin");
  readonly #calls: string = join(this.folder, "calls");

  constructor() {
    for (const part of parts) cpSync(join(project, part), join(this.root, part), { recursive: true });
    mkdirSync(this.bin);
    cpSync(join(fakes, "npm.cjs"), join(this.bin, "npm-cli.js"));
    this.addPython("python3");
    for (const name of builders) cpSync(join(fakes, "builder.mjs"), join(this.root, `scripts/${name}.mjs`));
    this.write("src/index.ts", "export {};\n");
    writeFileSync(this.#calls, "");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  addPython(name: string): void {
    const program = join(this.bin, name);
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${fakes}/python.cjs" "$0" "$@"\n`);
    chmodSync(program, 0o755);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  /** What was called since the last time we asked. */
  calls(): string[] {
    const calls = readFileSync(this.#calls, "utf8").split("\n").slice(0, -1);
    writeFileSync(this.#calls, "");
    return calls;
  }

  /** Runs a command of ours to its end, as `npm start` and the others would. */
  run(command: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
    return this.begin(command, args, options).ended;
  }

  /** Begins a command in a process group of its own, as a terminal does. */
  begin(command: string, args: readonly string[] = [], { env = {}, first }: RunOptions = {}): Running {
    const preload =
      first === undefined ? [] : ["--import", `data:text/javascript,${encodeURIComponent(first)}`];
    const child = spawn(process.execPath, [...preload, join(this.root, `scripts/${command}.mjs`), ...args], {
      cwd: this.root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: this.bin,
        HOME: this.folder,
        npm_execpath: join(this.bin, "npm-cli.js"),
        CALLS: this.#calls,
        FAKES: fakes,
        ...env,
      },
    });
    return { child, ended: ending(child) };
  }
}

/** What a process printed, when it has ended. */
export function ending(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: "", stderr: "" };
  child.stdout?.on("data", (data: Buffer) => {
    texts.stdout += data.toString();
  });
  child.stderr?.on("data", (data: Buffer) => {
    texts.stderr += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...texts }));
  });
}

/** The machine's own Python, by its full path. */
export function findRealPython(): string {
  const names = ["python3", "python", "python3.13", "python3.12", "python3.11", "python3.10"];
  for (const name of names) {
    const { status, stdout } = spawnSync(name, ["-c", "import sys, venv, ensurepip; print(sys.executable)"]);
    if (status === 0) return stdout.toString().trim();
  }
  throw new Error("these tests need a Python with venv, as npm test itself does");
}
