import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { environment, python } from "./python.js";

/** A JupyterLab of its own: port, token, settings and run-time files belong to one test. */
export interface JupyterLab {
  /** The address of a path on the server, with the token that opens it. */
  url(path: string): string;
  stop(): Promise<void>;
}

/** @param root  the server's root folder: a project's */
export async function startJupyterLab(root: string): Promise<JupyterLab> {
  const home = mkdtempSync(join(tmpdir(), "gradbook-jupyter-"));
  const token = randomBytes(16).toString("hex");
  const server = spawn(
    python,
    [
      ...["-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"],
      // The project's own settings have it say less: it would not announce where it listens.
      "--log-level=INFO",
      ...[`--IdentityProvider.token=${token}`, `--ServerApp.root_dir=${root}`, "--ServerApp.answer_yes=True"],
    ],
    { cwd: root, env: environment(home), stdio: ["ignore", "ignore", "pipe"] },
  );
  const address = await announced(server);
  return {
    url: (path) => `${address}/${path}${path.includes("?") ? "&" : "?"}token=${token}`,
    async stop() {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The server prints where it listens; when it ends before, its last words are the error. */
function announced(server: ChildProcess): Promise<string> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: server.stderr! }).on("line", (line) => {
      lines.push(line);
      const address = /(http:\/\/127\.0\.0\.1:\d+)\/lab/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    server.on("exit", () => reject(new Error(`JupyterLab ended:\n${lines.slice(-20).join("\n")}`)));
  });
}
