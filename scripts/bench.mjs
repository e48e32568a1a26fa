/**
 * npm run bench [workload…] [-- --threads 1,2] [--peers fused,unfused,numpy,torch,tfjs-wasm,tfjs-cpu] [--rounds 7] [--turn 150] [--best]
 *
 * Workloads are W1 … W4 and gemm512-f32, gemm512-f64, gemm1024-f32, gemm1024-f64; default all.
 *
 * npm run bench -- fit: what `fit` adds to the bare loop.
 * npm run bench -- kernel [--rounds 3]: the Jupyter kernel beside stock tslab, Deno's and ipykernel.
 *
 * Measures training steps and products, here and in other libraries, and prints a Markdown table. Each library is a
 * process of its own that waits; they take turns, round by round, and what counts is the median and the ratio
 * within one run. Peers are installed on first use into node_modules/.cache, never into the project.
 * With `--threads 1,2`, a ratio is that to the library's best setting of up to as many threads: some are slower with two.
 * On a busy machine, `--turn 5 --rounds 60 --best` takes the best of many short turns instead.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runPython } from "./python.mjs";

const root = new URL("../", import.meta.url);
const bench = new URL("test/bench/", root);
const cache = new URL("node_modules/.cache/gradbook-bench/", root);
const python = fileURLToPath(new URL("python/bin/python", cache));

/** What is measured, and how many numbers are multiplied and added in a product, for GFLOP/s. */
const WORKLOADS = {
  W1: "W1: 2-20-3-1, 211 rows, gradient descent, f64",
  W2: "W2: 2-5-2-1, batch 64, Adam, f64",
  W3: "W3: 12288-25-12-6, batch 32, Adam, f32",
  W4: "W4: 784-512-256-10, batch norm, dropout, batch 128, Adam, f32",
  "gemm512-f32": "product 512³, f32",
  "gemm512-f64": "product 512³, f64",
  "gemm1024-f32": "product 1024³, f32",
  "gemm1024-f64": "product 1024³, f64",
};

const TENSORFLOW = ["@tensorflow/tfjs@4.22.0", "@tensorflow/tfjs-backend-wasm@4.22.0"];

/**
 * Each peer's packages, for Python or for Node, and its script. `fused` and `unfused` are this library once more, with
 * all its products fused, or none.
 *
 * @type {Readonly<Record<string, { pip?: string[], npm?: string[], script: string, args?: string[] }>>}
 */
const PEERS = {
  fused: { script: "gradbook-steps.mjs", args: ["fused"] },
  unfused: { script: "gradbook-steps.mjs", args: ["unfused"] },
  numpy: { pip: ["numpy"], script: "peers/numpy_steps.py" },
  torch: { pip: ["numpy", "torch"], script: "peers/torch_steps.py" },
  "tfjs-cpu": { npm: TENSORFLOW, script: "peers/tfjs_steps.mjs", args: ["cpu"] },
  "tfjs-wasm": { npm: TENSORFLOW, script: "peers/tfjs_steps.mjs", args: ["wasm"] },
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: "string", default: "1" },
    peers: { type: "string", default: "unfused,numpy,torch" },
    rounds: { type: "string" },
    turn: { type: "string", default: "150" },
    best: { type: "boolean", default: false },
  },
});

/**
 * Threads that have done their part go on looking for more, on a core that the next library needs: OpenMP's for 200 ms,
 * OpenBLAS's for some 30. So a turn begins when those of the one before have gone to sleep, in milliseconds.
 */
const REST = 300;

/** @param {string[]} packages  "name@version" */
function installForNode(packages) {
  const folder = fileURLToPath(cache);
  const isThere = (/** @type {string} */ name) =>
    existsSync(join(folder, "node_modules", name.replace(/@[^@]*$/, "")));
  if (packages.every(isThere)) return;
  mkdirSync(folder, { recursive: true });
  // Without a package.json of its own, npm would install into the project.
  if (!existsSync(join(folder, "package.json"))) writeFileSync(join(folder, "package.json"), "{}");
  process.stderr.write(`bench: installing ${packages.join(", ")}\n`);
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel", "error", ...packages], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** @param {string[]} names */
function installForPython(names) {
  if (names.length > 0 && !existsSync(python)) {
    mkdirSync(cache, { recursive: true });
    execFileSync("python3", ["-m", "venv", fileURLToPath(new URL("python", cache))], { stdio: "inherit" });
  }
  for (const name of names) {
    try {
      execFileSync(python, ["-c", `import ${name}`], { stdio: "ignore" });
    } catch {
      process.stderr.write(`bench: installing ${name}\n`);
      execFileSync(python, ["-m", "pip", "install", "--quiet", name], { stdio: "inherit" });
    }
  }
}

/**
 * Starts a library's process.
 *
 * @param {string} command
 * @param {string} script
 * @param {number} threads
 * @param {readonly string[]} [args]
 */
async function start(command, script, threads, args = []) {
  const count = String(threads);
  const child = spawn(command, [fileURLToPath(new URL(script, bench)), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      ...process.env,
      OMP_NUM_THREADS: count,
      OPENBLAS_NUM_THREADS: count,
      MKL_NUM_THREADS: count,
    },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hello = (await lines.next()).value;
  return {
    name: `${String(hello).replace("ready ", "")}${threads > 1 ? `, ${threads} threads` : ""}`,
    threads,
    counts: new Map(),
    /** Milliseconds a step takes, over `steps` of them; null where the library cannot do it. */
    async run(/** @type {string} */ workload, /** @type {number} */ steps) {
      child.stdin.write(`${workload} ${steps}\n`);
      const { value, done } = await lines.next();
      return done || value === "null" ? null : Number(value);
    },
    stop: () => child.kill(),
  };
}

/**
 * The middle one, or the smallest.
 *
 * @param {number[]} numbers
 */
function typical(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return options.best ? sorted[0] : sorted[sorted.length >> 1];
}

/**
 * @param {string} workload
 * @param {number} ms
 */
function gigaflops(workload, ms) {
  const size = /^gemm(\d+)/.exec(workload);
  return size === null ? null : (2 * Number(size[1]) ** 3) / ms / 1e6;
}

async function main() {
  const unknown = positionals.filter((name) => !(name in WORKLOADS));
  if (unknown.length > 0) {
    console.error(`bench: no workload ${unknown.join(", ")}; there are ${Object.keys(WORKLOADS).join(", ")}`);
    process.exit(1);
  }
  const peers = options.peers.split(",").filter((name) => name in PEERS);
  for (const peer of peers) {
    installForPython(PEERS[peer].pip ?? []);
    installForNode(PEERS[peer].npm ?? []);
  }
  const threadCounts = options.threads.split(",").map(Number);
  /** @type {(Awaited<ReturnType<typeof start>> & { peer?: string })[]} */
  const libraries = [];
  for (const threads of threadCounts) {
    libraries.push(await start(process.execPath, "gradbook-steps.mjs", threads));
    for (const peer of peers) {
      const { pip, npm, script, args } = PEERS[peer];
      // What runs in one thread whatever it is told is measured once.
      if (npm !== undefined && libraries.some(({ peer: other }) => other === peer)) continue;
      const command = pip === undefined ? process.execPath : python;
      libraries.push({ ...(await start(command, script, npm === undefined ? threads : 1, args)), peer });
    }
  }
  const wanted = positionals.length > 0 ? positionals : Object.keys(WORKLOADS);
  const rows = [];
  for (const workload of wanted) {
    const times = libraries.map(() => /** @type {number[]} */ ([]));
    const steps = [];
    for (const library of libraries) {
      // Warm, and long enough for the compilers to have settled.
      let ms = await library.run(workload, 3);
      ms = await library.run(workload, Math.max(3, Math.min(3000, Math.round(300 / (ms ?? 1)))));
      steps.push(Math.max(1, Math.round(Number(options.turn) / (ms ?? 1))));
    }
    for (let round = 0; round < Number(options.rounds ?? 7); round++) {
      for (const [i, library] of libraries.entries()) {
        if (Math.max(...threadCounts) > 1) await setTimeout(REST);
        // A turn begins with cold caches and a slow clock, which a training that lasts does not know.
        await library.run(workload, Math.ceil(steps[i] / 3));
        const ms = await library.run(workload, steps[i]);
        if (ms !== null) times[i].push(ms);
      }
    }
    rows.push({ workload, medians: times.map((all) => (all.length > 0 ? typical(all) : Number.NaN)) });
  }
  for (const library of libraries) library.stop();

  const heads = libraries.map((library) => library.name);
  console.log(`| ms a step (times gradbook's speed) | ${heads.join(" | ")} |`);
  console.log(`|---|${heads.map(() => "---|").join("")}`);
  for (const { workload, medians } of rows) {
    const cells = medians.map((ms, i) => {
      if (Number.isNaN(ms)) return "–";
      const { peer, threads } = libraries[i];
      const own = medians[libraries.findIndex((library) => library.threads === threads)];
      const best = Math.min(
        ...medians.filter((_, j) => libraries[j].peer === peer && libraries[j].threads <= threads),
      );
      const rate = gigaflops(workload, ms);
      const shown = rate === null ? ms.toPrecision(3) : `${ms.toPrecision(3)} (${rate.toFixed(1)} GFLOP/s)`;
      const ratio = own / (peer === undefined ? ms : best);
      return Number.isNaN(ratio) ? shown : `${shown} ×${ratio.toPrecision(3)}`;
    });
    const title = WORKLOADS[/** @type {keyof typeof WORKLOADS} */ (workload)] ?? workload;
    console.log(`| ${title} | ${cells.join(" | ")} |`);
  }
}

/** Jupyter kernels side by side. */
async function kernels() {
  installForNode(["deno@2.9.6"]);
  const deno = fileURLToPath(new URL("node_modules/.bin/deno", cache));
  const script = fileURLToPath(new URL("kernel.py", bench));
  process.exitCode = await runPython([script, process.execPath, deno, options.rounds ?? "3"]);
}

/** Benches with a table of their own, by name. */
const SEPARATE = { fit: () => import(new URL("fit.mjs", bench).href), kernel: kernels };

const separate = SEPARATE[/** @type {keyof typeof SEPARATE} */ (positionals[0])];
await (separate ?? main)();
